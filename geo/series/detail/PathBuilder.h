#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include "geo/series/PathMaker.h"

namespace tanhui {

constexpr double kUsualYears = 20;  ///< IPCC 2006 V4: of a transition for which the library gives no time
inline int wholeYears(double years) { return std::max(1, static_cast<int>(std::lround(years))); }

/// Writes one path, event by event. Internal to PathMaker.
class PathBuilder {
 public:
  PathBuilder(PathMaker& maker, const Stratum& stratum);

  void begin(std::span<const LandBefore> before);
  void levelAsMeasured(const Stratum& stratum);
  void apply(const LandEvent& event);
  Path take() { return std::move(path_); }

 private:
  // The base year.
  void beginAsMapped();
  void beginAs(const Stratum& earlier);
  void beginOnSoilOf(std::span<const LandBefore> before);
  Stratum youngOn(Stratum land) const;
  void addGrowth();
  void addRates();
  void addGases(const Stratum& stratum, const StratumFormulas& formulas, int first);
  void startBeforeBaseYear();
  LandUse useOf(const std::string& classKey, int first) const { return {first, classKey, maker_.landOf(classKey)}; }
  void holdSoilOf(const StratumFormulas& formulas);
  void fillUp();
  Formula rootsOfUnderstorey() const;

  // Events; `year` counts from the base year.
  void convert(const Stratum& target, const LandEvent& event, int year);
  void removeVegetation(const LandEvent& event, int year);
  void moveDeadOrganic(const std::string& newClass, bool stand, int year);
  void establish(const StratumFormulas& formulas, double density, int year);
  void moveSoilToUse(const std::string& oldClass, const std::string& newClass, int year);
  void manage(const std::string& measure, int year);
  void closeForRegeneration(int year);

  // Losses and what comes back: PathLosses.cpp.
  void fell(double fraction, double products, int year);
  void burn(double fraction, int year);
  void burnLitter(const Formula& share, int year);
  void removeWood(const Formula& above, const Formula& below, double products, int year);
  void setBack(double fraction, const Formula& above, const Formula& below, int year);
  void setBackStands(double fraction, int year);
  void slowRates(double left, int year);
  Formula fullUnderstorey() const;
  Formula understoreyAt(int year) const;
  void growUnderstorey(const Formula& amount, Cause cause, int first);

  /// Where a change of use leads the soil of 0-30 cm.
  struct SoilWay {
    Formula first;                 ///< tC/ha after the transition
    std::optional<Formula> later;  ///< after a second one
  };
  std::optional<SoilWay> soilWay(const std::string& oldClass, const std::string& newClass, int year);
  std::optional<SoilWay> soilWayByFactors(const std::string& oldClass, const std::string& newClass);
  void moveSoil(const Formula& target, Cause cause, int year, int years);
  void keepSoil(int year);
  /// Of a loss.
  void freeNitrogen(const Formula& change, int year, int years);
  Formula notBelowZero(const Formula& soil);
  void stop(Place place, int year);
  void stopGases(EmissionSource source, int year);
  void add(Place from, Place to, Cause cause, const Formula& amount, int first, int years = 1, double decay = 0);
  Formula soil30At(int year) const;
  int soilYears() const;
  int establishYears() const;  ///< until new vegetation holds the density of its class
  int recoverYears() const;    ///< until what was felled or burnt of it is back

  PathMaker& maker_;
  Stratum now_;                              ///< the land's use and stand since the last event
  StratumFormulas formulas_;                 ///< of now_
  Formula soilBefore_;                       ///< what soil holds beyond 0-30 cm at the start
  Formula soilTarget_;                       ///< of 0-30 cm: where the present use leads to
  std::map<std::string, Formula> soilLeft_;  ///< soilTarget_ of uses that the land has had
  bool soilOnCropland_ = false;              ///< its last change was of cropland that stayed cropland
  std::vector<PaddyInput> added_;            ///< what measures bring into a paddy
  /// Of what grows under trees the carbon above and below ground, that comes and that goes; its places say nothing.
  std::vector<Transfer> understorey_;
  double ageless_ = 1;  ///< share of the land whose trees, if any, are of unknown age: no growth is theirs
  Path path_;
};

}  // namespace tanhui
