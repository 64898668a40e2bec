#pragma once

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QSlider>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

#include "app/viewer/canvas/MapCanvas.h"

namespace tanhui::viewer {

/// Which year the window shows, and of which scenario: a slider over the years of the project, the year as a number, a
/// button that plays them, a chooser of scenarios. Hidden where the project has its base year alone.
class TimeBar : public QWidget {
  Q_OBJECT

 public:
  TimeBar(Session& session, MapCanvas& canvas, QWidget* parent = nullptr);

  bool playing() const { return play_->isChecked(); }
  /// From the year shown to the horizon, or from the base year when the horizon is shown; then it stops.
  void setPlaying(bool on);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rewrite();
  void takeAxis();
  void follow();
  void stepWhenReady();
  void drawButton();

  Session& session_;
  MapCanvas& canvas_;
  QToolButton* play_;
  QLabel *first_, *last_, *scenarioLabel_, *old_;
  QSlider* slider_;
  QSpinBox* year_;
  QComboBox* scenario_;
  QTimer look_;
  QElapsedTimer sinceStep_;
};

}  // namespace tanhui::viewer
