#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace tanhui {

/// What a run tells while it works. Called on the thread that called run().
struct RunProgress {
  std::string_view phase;         ///< "read", "evaluate", "write", "report"
  std::int64_t done = 0, of = 0;  ///< tiles of the phase; 0 of 0: not counted
  std::int64_t resumed = 0;       ///< tiles taken over from the killed run
  double seconds = 0;             ///< since the phase began
};

using ProgressSink = std::function<void(const RunProgress&)>;

}  // namespace tanhui
