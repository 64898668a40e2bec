#pragma once

#include <memory>

#include <QWidget>

#include "app/viewer/model/Recent.h"
#include "app/viewer/model/RunJob.h"
#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

struct RunPanelLayout;

/// Runs the open project: what will be run, how far it is, what it came to, and the runs before.
class RunPanel : public QWidget {
  Q_OBJECT

 public:
  RunPanel(Session& session, Recent& recent, QWidget* parent = nullptr);
  ~RunPanel() override;

  bool running() const { return job_.running(); }
  bool canRun() const { return session_.project() != nullptr && !running(); }
  bool canResume() const { return canRun() && resumable_; }

 public slots:
  void run();
  void resume();
  void cancel();

 signals:
  /// canRun(), canResume() or running() may differ: for the actions of a menu.
  void stateChanged();
  /// For a status bar: the step with the time left, and the share of the run, or -1.
  void progressed(const QString& text, double share);
  /// No run is under way any more.
  void ended();
  /// The warnings of a run that went through.
  void warned(const tanhui::Warnings& warnings);

 private:
  void start(bool resume);
  void showProgress(const Message& phase, double share, double secondsLeft);
  void finished(const std::shared_ptr<const RunReport>& report);
  void endWith(Message end);
  void lookForUnfinished();
  void openResult(const char* file);

  void retranslate();
  void showProject();
  void showState();
  void showResult();
  void showWarnings();
  void showRecent();

  Session& session_;
  Recent& recent_;
  std::unique_ptr<RunPanelLayout> ui_;
  std::filesystem::path ran_;                ///< the project that runs or ran last
  std::shared_ptr<const RunReport> report_;  ///< of its run in this window
  bool resumable_ = false;
  Message phase_, end_;  ///< end_: how the last run ended; no id: none yet
  double share_ = -1, secondsLeft_ = -1;
  RunJob job_;  ///< goes first: it may still tell the rest
};

/// "0:42", "1:05:00"; rounded up, so that it never says nothing is left while something is.
QString durationText(double seconds);

}  // namespace tanhui::viewer
