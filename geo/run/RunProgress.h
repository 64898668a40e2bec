#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

namespace tanhui {

/// What a run tells while it works. Called on the thread that called run(), or on one of those that evaluate.
struct RunProgress {
  std::string_view phase;         ///< "read", "evaluate", "write", "report"
  std::int64_t done = 0, of = 0;  ///< tiles or maps of the phase; 0 of 0: not counted
  std::int64_t resumed = 0;       ///< tiles taken over from the killed run
  double seconds = 0;             ///< since the phase began
};

using ProgressSink = std::function<void(const RunProgress&)>;

/// A phase of a run, from now on.
class PhaseClock {
 public:
  PhaseClock(std::string_view phase, const ProgressSink& sink) : phase_(phase), sink_(sink) {}
  void tell(std::int64_t done = 0, std::int64_t of = 0, std::int64_t resumed = 0) const {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began_;
    sink_({phase_, done, of, resumed, spent.count()});
  }

 private:
  std::string_view phase_;
  const ProgressSink& sink_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace tanhui
