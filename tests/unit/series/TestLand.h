#pragma once

#include <string>
#include <vector>

#include <rapidcheck.h>

#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/landclass/ClassTable.h"
#include "geo/series/Courses.h"

namespace tanhui::test {

inline const FactorLibrary& chongqing() {
  static const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  return library;
}

inline double figure(const char* key) { return chongqing()[chongqing().require(key)].value; }

/// An accountant with its tape: what a path needs.
struct Bench {
  explicit Bench(const AccountingRules& rules = {}) : accountant(chongqing(), rules) {}
  StratumAccountant accountant;
  FormulaTape tape{chongqing()};
  PathMaker maker{accountant, tape, 2025};

  Path path(const Stratum& stratum, const std::vector<LandEvent>& events = {},
            const std::vector<LandBefore>& before = {}) {
    std::vector<const LandEvent*> pointers;
    for (const LandEvent& event : events) pointers.push_back(&event);
    return maker.pathOf(stratum, before, pointers);
  }
  PathFigures follow(const Stratum& stratum, const std::vector<LandEvent>& events = {}, int years = 60) {
    return figuresOf(path(stratum, events), years);
  }
};

/// tC per hectare in a place at the end of a year of a path, and its change through that year.
inline double at(const PathFigures& figures, int year, Place place) {
  return figures.stock[static_cast<std::size_t>(year + 1)][static_cast<std::size_t>(place)];
}
inline double change(const PathFigures& figures, int year, Place place) {
  return at(figures, year, place) - at(figures, year - 1, place);
}

inline LandEvent event(LandAction action, int year) {
  LandEvent out;
  out.action = action;
  out.year = year;
  return out;
}

inline LandEvent planting(int year, const std::string& species) {
  LandEvent out = event(LandAction::plant, year);
  out.species = species;
  return out;
}

inline const LandTraits& traitsOf(std::string_view classKey) { return LandClasses().traits(classKey); }

/// Any stratum that the library accounts for, drawn by the property that asks.
inline Stratum anyStratum() {
  const std::vector<LandClass>& classes = landClasses();
  Stratum stratum{
      .classKey = classes[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(classes.size())))].key,
      .species = {}};
  if (*rc::gen::inRange(0, 3) > 0) {
    stratum.classKey = "forest_generic";
    stratum.species = *rc::gen::element<std::string>("马尾松", "柏木", "杉木", "香樟", "毛竹", "针阔混");
    if (*rc::gen::inRange(0, 3) > 0) stratum.age = *rc::gen::inRange(0, 240) / 2.0;
    if (stratum.hasAge() && *rc::gen::inRange(0, 3) == 0) {
      stratum.origin = *rc::gen::element(Origin::planted, Origin::natural);
      stratum.ageGroup = ageGroupId("fir", stratum.origin, *rc::gen::inRange(1, kAgeGroups + 1));
      stratum.age = figure(ageGroupKey(stratum.ageGroup).c_str());
    }
    if (*rc::gen::inRange(0, 2) > 0) stratum.volume = *rc::gen::inRange(0, 300);
  }
  return stratum;
}

/// Any event that may follow one of the year before.
inline LandEvent anyEvent(int after) {
  LandEvent out;
  out.action = static_cast<LandAction>(*rc::gen::inRange(0, static_cast<int>(kLandActions)));
  out.year = after + *rc::gen::inRange(1, 15);
  if (out.action == LandAction::plant) {
    out.species = *rc::gen::element<std::string>("马尾松", "柏木", "毛竹", "花椒");
    if (*rc::gen::inRange(0, 2) > 0) out.density = *rc::gen::inRange(100, 3000);
  }
  if (out.action == LandAction::restoreWetland) out.classKey = *rc::gen::element<std::string>("", "marsh", "drawdown");
  if (out.action == LandAction::flood) out.classKey = *rc::gen::element<std::string>("", "reservoir", "pond");
  if (out.action == LandAction::clear) out.classKey = *rc::gen::element<std::string>("", "paddy", "grass", "orchard");
  if (out.action == LandAction::plant || out.action == LandAction::clear) {
    out.replace.all = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) out.replace.classes = {"forest", "builtup"};
  }
  if (out.action == LandAction::farmland)
    out.management = *rc::gen::element<std::string>("straw_return", "manure", "green_manure", "no_till", "reduced_till",
                                                    "high_standard");
  if (out.action == LandAction::harvest || out.action == LandAction::fire)
    out.fraction = *rc::gen::inRange(1, 11) / 10.0;
  if (out.action == LandAction::harvest && *rc::gen::inRange(0, 2) > 0) out.products = *rc::gen::inRange(0, 11) / 10.0;
  return out;
}

inline std::vector<LandEvent> anyEvents() {
  std::vector<LandEvent> events;
  int year = 2025;
  for (int n = *rc::gen::inRange(0, 5); n > 0; --n) {
    events.push_back(anyEvent(year));
    year = events.back().year;
  }
  return events;
}

inline AccountingRules anyRules() {
  AccountingRules rules;
  rules.soilDepthCm = *rc::gen::element(30, 100);
  rules.soilMethod = *rc::gen::element(SoilMethod::ratio, SoilMethod::tier1);
  rules.riceMethod = *rc::gen::element(RiceMethod::library, RiceMethod::ipcc2019, RiceMethod::provincial);
  rules.harvestedWood = *rc::gen::element(true, false);
  return rules;
}

}  // namespace tanhui::test
