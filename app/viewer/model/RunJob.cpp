#include "app/viewer/model/RunJob.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string>

#include "geo/run/TileRun.h"
#include "geo/run/WorkFolder.h"

namespace tanhui::viewer {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Where each step begins and ends on the bar: shares of the time that a county takes.
struct Step {
  std::string_view phase;
  double begin, end;
};
constexpr std::array kSteps{Step{"read", 0, 0.2}, Step{"evaluate", 0.2, 0.7}, Step{"write", 0.7, 0.75},
                            Step{"report", 0.75, 1}};

/// Passes on what a run tells, not more often than a window can show.
class Teller {
 public:
  using Sink = std::function<void(const Message& phase, double share, double secondsLeft)>;
  explicit Teller(Sink sink) : sink_(std::move(sink)) {}

  void operator()(const RunProgress& progress) {
    const bool newPhase = progress.phase != phase_;
    const bool last = progress.of > 0 && progress.done == progress.of;
    const Clock::time_point now = Clock::now();
    if (!newPhase && !last && now - told_ < 50ms) return;
    if (newPhase) left_ = {};
    phase_ = progress.phase;
    told_ = now;
    sink_(say(fmt::format("cli.phase.{}", phase_)), shareOfRun(progress),
          left_.update(progress.seconds, progress.done, progress.of, progress.resumed));
  }

 private:
  Sink sink_;
  std::string phase_;
  Clock::time_point told_;
  TimeLeft left_;
};

}  // namespace

double TimeLeft::update(double seconds, std::int64_t done, std::int64_t of, std::int64_t resumed) {
  constexpr double kTooEarly = 1;    // s
  constexpr double kForgetting = 5;  // s after which an old estimate has lost most of its weight
  const auto fresh = static_cast<double>(done - resumed);
  if (!(seconds >= kTooEarly) || fresh <= 0) return -1;
  const double now = std::max(0.0, static_cast<double>(of - done) * seconds / fresh);
  const double passed = std::max(0.0, seconds - at_);
  if (left_ < 0) {
    left_ = now;
  } else {
    const double weight = std::exp(-passed / kForgetting);
    left_ = weight * std::max(0.0, left_ - passed) + (1 - weight) * now;
  }
  if (done >= of) left_ = 0;
  at_ = seconds;
  return left_;
}

double shareOfRun(const RunProgress& progress) {
  const auto step = std::ranges::find(kSteps, progress.phase, &Step::phase);
  if (step == kSteps.end()) return -1;
  const double inside =
      progress.of > 0 ? std::clamp(static_cast<double>(progress.done) / static_cast<double>(progress.of), 0.0, 1.0) : 0;
  return step->begin + inside * (step->end - step->begin);
}

RunJob::RunJob(QObject* parent) : QObject(parent) {}

RunJob::~RunJob() {
  cancel();
  if (thread_.joinable()) thread_.join();
}

void RunJob::start(const Project& project, bool resume) {
  launch([project] { return project; }, resume);
}

void RunJob::start(const std::filesystem::path& projectFile, bool resume) {
  launch([projectFile] { return readProject(projectFile); }, resume);
}

void RunJob::cancel() {
  if (stop_) *stop_ = true;
}

bool RunJob::canResume(const Project& project) { return hasFinishedTiles(WorkFolder::of(project.outputFolder)); }

/// Hands the end of a run to the object's own thread, which takes the other thread back first: a slot may start anew.
void RunJob::post(std::function<void()> end) {
  QMetaObject::invokeMethod(
      this,
      [this, end = std::move(end)] {
        thread_.join();
        stop_.reset();
        end();
      },
      Qt::QueuedConnection);
}

void RunJob::launch(std::function<Project()> project, bool resume) {
  if (running()) return;
  stop_ = std::make_shared<StopFlag>(false);
  // The destructor joins: `this` outlives the thread, and Qt drops what was posted to an object that is gone.
  thread_ = std::thread([this, stop = stop_, project = std::move(project), resume] {
    try {
      Teller teller([this](const Message& phase, double share, double secondsLeft) {
        QMetaObject::invokeMethod(
            this, [this, phase, share, secondsLeft] { emit progress(phase, share, secondsLeft); },
            Qt::QueuedConnection);
      });
      RunOptions options;
      options.resume = resume;
      const auto report = std::make_shared<const RunReport>(run(project(), options, std::ref(teller), *stop));
      post([this, report] { emit finished(report); });
    } catch (const Interrupted&) {
      post([this] { emit cancelled(); });
    } catch (...) {
      post([this, faults = faultsOf(std::current_exception())] { emit failed(faults); });
    }
  });
}

}  // namespace tanhui::viewer
