#pragma once

#include <atomic>
#include <memory>

#include <QObject>
#include <QThreadPool>

#include "app/viewer/model/Background.h"
#include "geo/ask/YearMaker.h"

namespace tanhui::viewer {

/// The years of a project from its base year to its horizon, and which of them the window shows. The base year of the
/// baseline is what the run wrote; every other moment is made in the background from the run's activity data and the
/// model's strata, and arrives at once for maps and figures. Of moments asked for in quick succession only the last is
/// made.
class TimeAxis : public QObject {
  Q_OBJECT

 public:
  explicit TimeAxis(QObject* parent = nullptr);
  ~TimeAxis() override;

  /// Another project (or the same after a run): its base year is shown. Without a run there is no axis.
  void open(YearInputs inputs);
  void close();
  /// What is shown is made anew, and stays until then.
  void setFactors(std::shared_ptr<const FactorLibrary> factors);
  /// Null: there will be none, and maps cannot follow.
  void setModel(std::shared_ptr<const Model> model);

  /// There is a year beside the base year.
  bool exists() const;
  SeriesYears years() const;
  /// "baseline" first.
  const std::vector<std::string>& scenarios() const;
  /// The run was of other interventions than the project has: no scenario can be told.
  bool scenariosAreOld() const;
  /// The model cannot be read: figures go through the years, maps stay at the base year.
  bool mapsStay() const { return maker_ && modelIsKnown_ && !maker_->hasModel(); }
  Moment base() const { return {0, years().base}; }

  /// The year is brought inside the axis.
  void want(Moment moment);
  const Moment& wanted() const { return wanted_; }
  /// What the figures are of: `wanted`, a little later.
  const Moment& shown() const { return shown_; }
  /// Null where the run's own figures hold: at the base year of the baseline.
  const std::shared_ptr<const YearState>& state() const { return state_; }
  /// Something wanted is not there.
  bool busy() const { return pending_; }
  /// Has a moment made, so that it is there when it is wanted.
  void prepare(const Moment& moment);
  /// For workers; null without an axis.
  std::shared_ptr<YearMaker> maker() const { return maker_; }
  /// Where the maker is asked: one after the other.
  QThreadPool& pool() { return pool_; }

 signals:
  void axisChanged();     ///< another axis, or none
  void factorsChanged();  ///< its figures will be others
  void wantedChanged();
  void shownChanged();  ///< also: the same moment with other factors
  void failed(const Faults& faults);

 private:
  void replace(YearInputs inputs);
  void request();
  void arrive(std::shared_ptr<const YearState> state);

  std::shared_ptr<YearMaker> maker_;
  bool modelIsKnown_ = false, pending_ = false;
  Moment wanted_, shown_;
  std::shared_ptr<const YearState> state_;
  std::shared_ptr<std::atomic<std::uint64_t>> asked_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  QThreadPool pool_;  ///< last: its work ends before the rest goes
};

}  // namespace tanhui::viewer
