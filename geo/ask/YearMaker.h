#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "geo/account/ProjectSeries.h"
#include "geo/account/RunFigures.h"
#include "geo/ask/Explain.h"
#include "geo/ask/Moment.h"
#include "geo/model/Model.h"

namespace tanhui {

/// What the land of a moment holds and does: figures of the run's strata for tables and charts, and carbon and classes
/// of the model's strata for maps. Made once, then only read.
struct YearState {
  Moment moment;
  std::shared_ptr<const RunFigures> figures;  ///< classes are those at the year's end
  /// By stratum of the model; null without one.
  std::shared_ptr<const std::vector<StratumCarbon>> carbon;
  std::shared_ptr<const std::vector<std::string>> classKey;  ///< at the year's end
};

/// What follows a project through its years is made from. All but the model are there; nothing of it changes.
struct YearInputs {
  std::shared_ptr<const Project> project;
  std::shared_ptr<const FactorLibrary> factors;
  std::shared_ptr<const SavedRun> run;
  std::shared_ptr<const Model> model;
};

/// Follows the strata of a run and of its model through the years, and keeps the last few states. For the threads of
/// workers, one after the other: whoever asks while another is served waits.
class YearMaker {
 public:
  explicit YearMaker(YearInputs inputs);

  const SeriesYears& years() const { return years_; }
  /// "baseline" first. Of a run that does not know the interventions of today, only that.
  const std::vector<std::string>& scenarios() const { return scenarios_; }
  bool hasModel() const { return inputs_.model != nullptr; }
  const YearInputs& inputs() const { return inputs_; }

  /// Throws Error for an event that the library lacks a factor for.
  std::shared_ptr<const YearState> at(const Moment& moment);

  /// The classes that land of the run is of in some year of some scenario.
  std::vector<std::string> classes();

  /// What the land of the run does by year, with `draws` draws of the factors for its spread (0: none). Seconds for a
  /// thousand; keeps nobody else waiting.
  SeriesReport report(int draws) const;

  /// What a place of the model holds in a year, with its arithmetic. Throws Error when the point lies outside.
  Explanation explainAt(const Moment& moment, Point at);

 private:
  ProjectSeries& ofRun();
  ProjectSeries& ofModel();
  std::shared_ptr<const YearState> make(const Moment& moment);
  const std::vector<StratumId>& modelOfRun();
  std::shared_ptr<const ErrorRules> errors();

  const YearInputs inputs_;
  std::shared_ptr<const Project> project_;  ///< without interventions that the run does not know
  SeriesYears years_;
  std::vector<std::string> scenarios_;
  std::mutex mutex_;
  std::optional<ProjectSeries> ofRun_, ofModel_;
  std::optional<std::vector<StratumId>> modelOfRun_;
  std::shared_ptr<const ErrorRules> errors_;
  std::list<std::shared_ptr<const YearState>> kept_;  ///< the last used first
};

}  // namespace tanhui
