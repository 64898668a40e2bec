#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/Curve.h"
#include "geo/carbon/Formula.h"
#include "geo/carbon/VolumeBiomass.h"
#include "geo/landclass/LandClass.h"

namespace tanhui {

/// Where carbon can be: the five pools in the order of Pool, what was carried away as wood products, and the
/// atmosphere.
enum class Place : std::uint8_t { above, below, deadwood, litter, soil, products, atmosphere };
constexpr std::size_t kPlaces = 7;

/// Why carbon moves.
enum class Cause : std::uint8_t {
  growth,         ///< by a growth curve
  rate,           ///< a class's yearly rate
  establishment,  ///< new vegetation on its way to the density of its class
  regeneration,   ///< closed for regeneration
  clearing,       ///< vegetation removed by a change of use: IPCC 2006 V4 Eq 2.16
  deadOrganic,    ///< dead wood and litter on their way to those of the new use: Eq 2.23
  soil,           ///< soil on its way to its new level: Eq 2.25
  flooding,       ///< decay of flooded soil: IPCC 2019 Refinement V4 Ch 7
  felling,        ///< to products, dead wood and litter
  fire,           ///< burnt, or killed and left
  decay,          ///< of dead wood, slash and products, by first order
  recovery,       ///< what was felled or burnt and comes back
};
constexpr std::array<const char*, 12> kCauseNames = {"growth",   "rate",         "establishment", "regeneration",
                                                     "clearing", "dead_organic", "soil",          "flooding",
                                                     "felling",  "fire",         "decay",         "recovery"};

/// A year that never comes.
constexpr int kForever = std::numeric_limits<int>::max();

// Years are counted from the base year, which is 0. A stock is that of a year's end; -1 is the start of the base year.
// What began before the base year has a first year below 0.

/// Carbon that moves from one place to another: so what one gains the other loses, whatever happens.
struct Transfer {
  Place from, to;
  Cause cause;
  Formula amount;      ///< tC/ha, when all has moved
  int first;           ///< year in which it begins
  int years = 1;       ///< even: over so many years, that of `first` included
  double decay = 0;    ///< > 0: by first order with this rate, 1/yr, instead
  int end = kForever;  ///< last year in which something moves

  /// Share of the amount that has moved by the end of a year. Of decay: 1 - (1 - exp(-k)) / k exp(-k n) after n years,
  /// as IPCC 2019 Refinement V4 Eq 12.2 gives for what comes in during the first year.
  double moved(int year) const;
};

/// A growth curve in the numbers of the library and as formulas.
struct TreeCurve {
  GrowthCurve<Formula> written;
  GrowthCurve<double> plain;
  std::vector<double> atAge;  ///< tC/ha of `plain` at whole ages from 0; those past the last stand still
  Formula rootToShoot;
  double rootShare = 0;  ///< R / (1 + R)

  /// tC/ha.
  double stock(double age) const;
};

/// Trees that grow by a curve, from the atmosphere into above and below.
struct Growth {
  const TreeCurve* curve;
  double age;  ///< at the end of the year before `first`
  int first;   ///< year in which they begin to
  int end = kForever;
  double weight = 1;
  Formula writtenAge = {};  ///< `age` where it hangs on factors: of an age group, or set back; else it is data

  /// At the end of a year: before they begin and after they end it stands still.
  double ageAt(int year) const;
  Formula writtenAgeAt(int year) const;
  /// tC/ha grown by the end of a year, above and below ground.
  double grown(int year) const;
  Formula grownWritten(int year) const;
};

enum class EmissionSource : std::uint8_t {
  use,   ///< of the land as it is used
  fire,  ///< of biomass that burns
  soil,  ///< N2O of nitrogen set free with soil carbon: IPCC 2006 V4 Eq 11.8
};

/// CH4 or N2O of every year from `first` to `end`.
struct Emission {
  Gas gas;
  Formula rate;  ///< tCO2e/ha/yr, + = uptake
  int first;
  int end = kForever;
  EmissionSource source = EmissionSource::use;
};

/// A use of the land and the year from which it holds.
struct LandUse {
  int first;
  std::string classKey;
  LandTraits land;  ///< of the class
};

/// What a reader must know of a path.
enum class PathNote : std::uint8_t {
  soilLoss,       ///< the change of use costs soil carbon
  soilUnknown,    ///< no factor for the soil of one of the uses: it stays as it was
  nothingToFell,  ///< no biomass to fell or burn: no effect
  notCropland,    ///< a farmland measure elsewhere: no effect
  growsAnyway,    ///< closed for regeneration, but the stand grows by its curve: no effect
  notOpen,        ///< closed for regeneration on land that no forest grows back on: no effect
  wasForest,      ///< planted where forest stands: what stands is felled
  ratesHeld,      ///< growth by the rate of its class, held to the horizon
  thinlyPlanted,  ///< fewer trees than a full stand: the curve in proportion
  noTrees,        ///< a harvest on land without trees or bamboo: no effect
  leftAlone,      ///< planting or clearing where trees stand, on water, built-up ground or rock: no effect
  alreadyThere,   ///< the land is what it shall become: no effect
  soilMisfit,     ///< Tier 1 asks for more soil carbon than there is: stock and reference do not fit
};
constexpr std::size_t kPathNotes = 13;

/// True for what says that an event does nothing.
bool saysNoEffect(PathNote note);

/// One hectare of a stratum through time.
struct Path {
  std::array<Formula, 5> initial;  ///< tC/ha by pool, before anything moves
  std::vector<Growth> growth;
  std::vector<Transfer> transfers;
  std::vector<Emission> emissions;
  std::vector<LandUse> uses;     ///< ascending; the first from the start
  std::uint32_t notes = 0;       ///< bit i: PathNote i
  std::uint32_t eventNotes = 0;  ///< those of the last event

  /// tC/ha in a pool at the end of a year.
  Formula standing(Place pool, int year) const;
  const LandUse& useAt(int year) const;
  const std::string& classAt(int year) const { return useAt(year).classKey; }
  void note(PathNote what) {
    notes |= 1U << static_cast<unsigned>(what);
    eventNotes |= 1U << static_cast<unsigned>(what);
  }
  /// Why the last event does nothing here; nothing where it works.
  std::optional<PathNote> withoutEffect() const;
  bool has(PathNote what) const { return (notes >> static_cast<unsigned>(what) & 1U) != 0; }
};

/// A path in figures, year by year.
struct PathFigures {
  /// tC/ha by place: [0] at the start of the base year, [y + 1] at the end of year y. Products and atmosphere count
  /// from nothing.
  std::vector<std::array<double, kPlaces>> stock;
  std::vector<double> ch4, n2o;     ///< tCO2e/ha/yr, [y]
  std::vector<double> agriculture;  ///< tCO2e/ha/yr, [y]: the part of both that Agriculture reports
};

/// `years` is the number of years from the base year on, which counts.
PathFigures figuresOf(const Path& path, int years);

}  // namespace tanhui
