#pragma once

#include <chrono>
#include <string>

#include "app/cli/Session.h"
#include "geo/run/Run.h"

namespace tanhui::cli {

/// Shows how far the work is, on stderr: on a terminal one line that is rewritten in place, elsewhere a plain line when
/// a phase begins and every five seconds. Nothing with --quiet.
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
  bool terminal_;
  bool drawn_ = false;
  std::string phase_;
  Clock::time_point last_{};
};

/// "evaluate  120/400 tiles (30 %)  45.1 tiles/s  0:06 left"
std::string progressText(const RunProgress& progress, Language language);

}  // namespace tanhui::cli
