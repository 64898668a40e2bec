#include "app/cli/ProgressLine.h"

#include <unistd.h>

#include <cmath>

#include <nlohmann/json.hpp>

#include "app/cli/Console.h"
#include "geo/base/PlainNumber.h"

namespace tanhui::cli {
namespace {

using namespace std::chrono_literals;

std::string duration(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::optional<double> secondsLeft(const RunProgress& progress) {
  const auto fresh = static_cast<double>(progress.done - progress.resumed);
  // A rate from the first moments tells nothing.
  if (progress.of <= 0 || fresh <= 0 || progress.seconds < 0.5) return std::nullopt;
  return static_cast<double>(progress.of - progress.done) * progress.seconds / fresh;
}

std::string progressJson(const RunProgress& progress) {
  nlohmann::ordered_json line = {{"phase", progress.phase},
                                 {"done", progress.done},
                                 {"of", progress.of},
                                 {"seconds", std::round(progress.seconds * 1000) / 1000},
                                 {"left_s", nullptr}};
  if (const std::optional<double> left = secondsLeft(progress)) line["left_s"] = std::round(*left * 1000) / 1000;
  return line.dump();
}

std::string progressText(const RunProgress& progress, Language language) {
  std::string line = text(fmt::format("cli.phase.{}", progress.phase), language);
  if (progress.of <= 0) return line;
  line += text(say("cli.progress.count", progress.done, progress.of, 100 * progress.done / progress.of), language);
  if (progress.resumed > 0) line += text(say("cli.progress.resumed", progress.resumed), language);
  const std::optional<double> left = secondsLeft(progress);
  if (!left) return line;
  const double rate = static_cast<double>(progress.done - progress.resumed) / progress.seconds;
  return line + text(say("cli.progress.rate", plainNumber(rate, 3), duration(*left)), language);
}

ProgressLine::ProgressLine(const Session& session)
    : session_(session), rewrites_(!session.progressJson && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (drawn_) printError("\r\033[K");
}

void ProgressLine::show(const RunProgress& progress) {
  if (session_.quiet) return;
  const bool newPhase = phase_ != progress.phase;
  const auto now = Clock::now();
  const auto pause = rewrites_ || session_.progressJson ? Clock::duration(100ms) : Clock::duration(5s);
  const bool last = (rewrites_ || session_.progressJson) && progress.of > 0 && progress.done == progress.of;
  if (!newPhase && !last && now - last_ < pause) return;
  phase_ = progress.phase;
  last_ = now;
  const std::string line = session_.progressJson ? progressJson(progress) : progressText(progress, session_.language);
  printError(rewrites_ ? "\r\033[K" + line : line + "\n");
  drawn_ = rewrites_;
}

}  // namespace tanhui::cli
