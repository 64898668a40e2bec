#pragma once

#include "geo/series/PathMaker.h"

namespace tanhui {

/// Writes one path, event by event. Internal to PathMaker.
class PathBuilder {
 public:
  PathBuilder(PathMaker& maker, const Stratum& stratum);

  void begin(const LandBefore& before);
  void apply(const LandEvent& event);
  Path take() { return std::move(path_); }

 private:
  // The base year.
  void addGrowth();
  void addRates();
  void addGases(const Stratum& stratum, const StratumFormulas& formulas, int first);
  void startBeforeBaseYear();
  void finishEarlierTransition(const LandBefore& before);

  // Events; `year` counts from the base year.
  void convert(const Stratum& target, double density, int year);
  void clearVegetation(int year);
  void moveDeadOrganic(const StratumFormulas& target, int year);
  void establish(const StratumFormulas& formulas, double density, int year);
  void moveSoilToUse(const std::string& newClass, int year);
  void manage(const std::string& measure, int year);
  void closeForRegeneration(int year);
  void fell(double fraction, double products, int year);
  void burn(double fraction, int year);
  void regrow(double fraction, const Formula& above, const Formula& below, int year);

  void moveSoil(const Formula& target, Cause cause, int year, int years);
  void stop(Place place, int year);
  /// What grows goes on with a share of itself.
  void thin(double fraction, int year);
  void stopGases(int year);
  void add(Place from, Place to, Cause cause, const Formula& amount, int first, int years = 1, double decay = 0);
  Formula soil30At(int year) const;
  int soilYears() const;
  int establishYears() const;  ///< until new vegetation holds the density of its class

  PathMaker& maker_;
  Stratum now_;                    ///< the land's use and stand since the last event
  StratumFormulas formulas_;       ///< of now_
  Formula soilBefore_;             ///< what soil holds beyond 0-30 cm at the start
  Formula soilTarget_;             ///< of 0-30 cm: where the present use leads to
  std::vector<PaddyInput> added_;  ///< what measures bring into a paddy
  Path path_;
};

}  // namespace tanhui
