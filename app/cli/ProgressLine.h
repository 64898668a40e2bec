#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "app/cli/Session.h"
#include "geo/run/Run.h"

namespace tanhui::cli {

/// Shows how far the work is, on stderr: on a terminal one line that is rewritten in place, elsewhere a plain line when
/// a phase begins and every five seconds; for other programs (--progress json) an object a line, when a phase begins
/// and up to ten times a second. Nothing with --quiet.
class ProgressLine {
 public:
  explicit ProgressLine(const Session& session);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const RunProgress& progress);

 private:
  using Clock = std::chrono::steady_clock;

  const Session& session_;
  bool rewrites_;  ///< one line in place
  bool drawn_ = false;
  std::string phase_;
  Clock::time_point last_{};
};

/// Until the phase ends, in seconds; nothing while that cannot be told.
std::optional<double> secondsLeft(const RunProgress& progress);

/// {"phase":"evaluate","done":120,"of":400,"seconds":2.66,"left_s":6.21}; left_s is null while it cannot be told.
std::string progressJson(const RunProgress& progress);

/// "evaluate  120/400 tiles (30 %)  45.1 tiles/s  0:06 left"
std::string progressText(const RunProgress& progress, Language language);

}  // namespace tanhui::cli
