#pragma once

#include <functional>
#include <memory>
#include <thread>

#include <QObject>

#include "app/viewer/model/Background.h"
#include "geo/run/Run.h"

namespace tanhui::viewer {

/// How long a step of a run still takes, told from what it has done so far. Steady: what was told before weighs more
/// than the last tile.
class TimeLeft {
 public:
  /// After `seconds` of the step, `done` pieces of work of `of` are done, `resumed` of them by an earlier run. The
  /// seconds left, never negative; -1 while it is too early to say (the first second, nothing done yet).
  double update(double seconds, std::int64_t done, std::int64_t of, std::int64_t resumed = 0);

 private:
  double at_ = 0, left_ = -1;
};

/// How far a run has come, 0..1, by its step and the tiles of it.
double shareOfRun(const RunProgress& progress);

/// Runs a project on a thread of its own. One run at a time; the signals come on the thread of this object.
class RunJob : public QObject {
  Q_OBJECT

 public:
  explicit RunJob(QObject* parent = nullptr);
  /// Cancels what runs and waits for its end. What was finished can be resumed.
  ~RunJob() override;

  /// Starts; does nothing while a run is under way. `resume`: go on where a run of the same inputs stopped.
  void start(const Project& project, bool resume);
  /// The same of the project as its file says it at this moment.
  void start(const std::filesystem::path& projectFile, bool resume);
  /// Asks the run to end: cancelled() follows, or finished() when it was about to.
  void cancel();
  bool running() const { return thread_.joinable(); }
  bool cancelling() const { return running() && *stop_; }

  /// A run of this project was stopped in the middle and left tiles that another can take over. When an input changed
  /// since, the run finds it out and starts anew.
  static bool canResume(const Project& project);

 signals:
  /// `share` of the whole run, 0..1, or -1; seconds left of this step, or -1.
  void progress(const tanhui::Message& phase, double share, double secondsLeft);
  void finished(std::shared_ptr<const tanhui::RunReport> report);
  void failed(const tanhui::viewer::Faults& faults);
  void cancelled();

 private:
  void launch(std::function<Project()> project, bool resume);
  void post(std::function<void()> end);

  std::thread thread_;
  std::shared_ptr<StopFlag> stop_;
};

}  // namespace tanhui::viewer
