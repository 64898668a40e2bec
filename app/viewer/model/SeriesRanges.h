#pragma once

#include "app/viewer/model/TimeAxis.h"

namespace tanhui::viewer {

/// What a project's land does by year, for charts: the figures at once, their ranges as the run drew them; when its
/// factors are others than the run's, drawn anew in the background, few times first. Computes nothing before somebody
/// looks.
class SeriesRanges : public QObject {
  Q_OBJECT

 public:
  explicit SeriesRanges(TimeAxis& time, QObject* parent = nullptr);
  ~SeriesRanges() override;

  /// Somebody looks.
  void want();
  /// Null until it is there; `draws` tells how often the factors were drawn.
  const std::shared_ptr<const SeriesReport>& report() const { return report_; }
  /// More draws are to come.
  bool busy() const { return busy_; }

 signals:
  void changed();
  void failed(const Faults& faults);

 private:
  void drop();
  void draw(std::size_t stage);

  TimeAxis& time_;
  bool wanted_ = false, busy_ = false;
  std::shared_ptr<const SeriesReport> report_;
  std::shared_ptr<std::atomic<std::uint64_t>> asked_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  QThreadPool pool_;  ///< of its own: thousands of draws keep nobody waiting
};

}  // namespace tanhui::viewer
