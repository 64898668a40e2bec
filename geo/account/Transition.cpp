#include "geo/account/Transition.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

#include "geo/account/ClassOrder.h"
#include "geo/carbon/Species.h"

namespace tanhui {

double LandPair::earlierStock() const { return std::accumulate(earlier.begin(), earlier.end(), 0.0); }
double LandPair::laterStock() const { return std::accumulate(later.begin(), later.end(), 0.0); }

LandPair& LandPair::operator+=(const LandPair& other) {
  areaHa += other.areaHa;
  for (std::size_t pool = 0; pool < kPools; ++pool) {
    earlier[pool] += other.earlier[pool];
    later[pool] += other.later[pool];
  }
  gains += other.gains;
  losses += other.losses;
  return *this;
}

namespace {

bool isMapped(const Stratum& stratum) { return stratum.classKey != "unmapped"; }

/// What a stratum was so many dates ago; kUnknownBefore where nobody has told.
StratumId landBack(std::span<const Stratum> strata, StratumId id, std::size_t dates) {
  for (; dates > 0 && id != kUnknownBefore; --dates) id = strata[id].before;
  return id;
}

/// A stratum at the two dates; kUnknownBefore where it is not mapped or nobody has told.
struct BothDates {
  StratumId earlier, later;
};

BothDates bothDates(const TransitionData& data, StratumId id) {
  const auto mapped = [&](std::size_t back) {
    const StratumId land = landBack(data.strata, id, back);
    return land != kUnknownBefore && isMapped(data.strata[land]) ? land : kUnknownBefore;
  };
  return {mapped(data.earlierBack), mapped(data.laterBack)};
}

bool isTold(StratumId id) { return id != kUnknownBefore; }

LandPair pairOf(double areaHa, const Carbon& earlier, const Carbon& later) {
  LandPair pair;
  pair.areaHa = areaHa;
  double difference = 0;
  for (std::size_t pool = 0; pool < kPools; ++pool) {
    pair.earlier[pool] = areaHa * earlier.stock[pool];
    pair.later[pool] = areaHa * later.stock[pool];
    difference += pair.difference(pool);
  }
  (difference > 0 ? pair.gains : pair.losses) = difference;
  return pair;
}

/// The classes that the compared land is or was of, and the place of each stratum's.
struct ComparedClasses {
  std::vector<std::string> keys;
  std::vector<std::uint32_t> ofStratum;
};

ComparedClasses comparedClasses(const TransitionData& data) {
  ComparedClasses classes;
  std::vector<std::string> ofStratum;
  ofStratum.reserve(data.strata.size());
  for (const Stratum& stratum : data.strata)
    ofStratum.push_back(refineClass(data.classes, stratum.classKey, stratum.species));
  for (const LedgerLine& line : data.lines) {
    const auto [earlier, later] = bothDates(data, line.stratum);
    if (!isTold(earlier) || !isTold(later)) continue;
    for (const StratumId id : {later, earlier}) classes.keys.push_back(ofStratum[id]);
  }
  sortClasses(classes.keys);
  std::unordered_map<std::string, std::uint32_t> place;
  for (std::uint32_t i = 0; i < classes.keys.size(); ++i) place.emplace(classes.keys[i], i);
  for (const std::string& key : ofStratum) {
    const auto found = place.find(key);
    classes.ofStratum.push_back(found == place.end() ? 0 : found->second);
  }
  return classes;
}

/// One class at one date.
struct ClassSum {
  double areaHa = 0, stock = 0, halfWidthHa = 0;
};

/// Adds up the lines of one zone after another.
class PairSummer {
 public:
  PairSummer(const TransitionData& data, const ComparedClasses& classes)
      : data_(data), classes_(classes), errors_(data.errors.factorCount) {}

  ZoneTransition sum(std::uint32_t zone, std::span<const LedgerLine* const> lines) {
    out_ = {};
    out_.zone = zone;
    cells_.clear();
    for (auto* date : {&earlier_, &later_}) date->assign(classes_.keys.size(), {});
    for (const LedgerLine* line : lines) add(*line);
    addCells();
    addClasses();
    addFactors();
    const double whole = out_.whole.difference();
    for (std::size_t pool = 0; pool < kPools; ++pool)
      out_.poolShare[pool] = whole == 0 ? 0 : out_.whole.difference(pool) / whole;
    return std::move(out_);
  }

 private:
  void add(const LedgerLine& line) {
    const auto [before, now] = bothDates(data_, line.stratum);
    if (!isTold(before) || !isTold(now)) return addNotCompared(before, now, line.areaHa);
    const LandPair pair = pairOf(line.areaHa, data_.carbon[before].value, data_.carbon[now].value);
    cells_[{classes_.ofStratum[before], classes_.ofStratum[now]}] += pair;
    addDate(earlier_, before, line.areaHa, pair.earlierStock());
    addDate(later_, now, line.areaHa, pair.laterStock());
    for (const Sensitivity& s : data_.carbon[now].sensitivities) errors_[s.factor] += line.areaHa * s.stock;
    for (const Sensitivity& s : data_.carbon[before].sensitivities) errors_[s.factor] -= line.areaHa * s.stock;
  }

  void addNotCompared(StratumId before, StratumId now, double areaHa) {
    NotCompared& rest = out_.notCompared;
    if (isTold(now)) {
      rest.onlyLaterHa += areaHa;
      rest.onlyLaterStock += areaHa * data_.carbon[now].value.total();
    } else if (isTold(before)) {
      rest.onlyEarlierHa += areaHa;
      rest.onlyEarlierStock += areaHa * data_.carbon[before].value.total();
    } else {
      rest.neitherHa += areaHa;
    }
  }

  void addDate(std::vector<ClassSum>& date, StratumId id, double areaHa, double stock) {
    ClassSum& sum = date[classes_.ofStratum[id]];
    sum.areaHa += areaHa;
    sum.stock += stock;
    if (!data_.areaErrorPercent.empty()) sum.halfWidthHa += areaHa * data_.areaErrorPercent[id] / 100;
  }

  void addCells() {
    for (const auto& [key, pair] : cells_) {
      out_.cells.push_back({key.first, key.second, pair});
      (key.first == key.second ? out_.densityChange : out_.areaChange) += pair;
    }
    out_.whole = out_.areaChange;
    out_.whole += out_.densityChange;
  }

  void addClasses() {
    const double area = out_.whole.areaHa;
    double variance = 0;
    const auto moved = [&](const ClassSum& sum, double wholeStock) {
      return sum.areaHa > 0 ? sum.halfWidthHa * (sum.stock / sum.areaHa - wholeStock / area) : 0;
    };
    for (std::uint32_t c = 0; c < classes_.keys.size(); ++c) {
      const ClassSum &before = earlier_[c], &now = later_[c];
      if (before.areaHa == 0 && now.areaHa == 0) continue;
      const MapNoise noise{now.areaHa - before.areaHa, std::hypot(before.halfWidthHa, now.halfWidthHa)};
      out_.classes.push_back({c, before.areaHa, now.areaHa, noise});
      const double then = moved(before, out_.whole.earlierStock()), today = moved(now, out_.whole.laterStock());
      variance += then * then + today * today;
    }
    out_.carbon = {out_.whole.difference(), std::sqrt(variance)};
  }

  /// Factors in their own order, so that rounding does not hang on the order of the strata.
  void addFactors() {
    const auto moveOf = [this](std::uint32_t factor) { return errors_[factor]; };
    std::vector<std::uint32_t> moved;
    for (std::uint32_t f = 0; f < errors_.size(); ++f)
      if (errors_[f] != 0) moved.push_back(f);
    const double variance = data_.errors.ties.variance(moved, moveOf);
    for (const std::uint32_t f : moved)
      out_.factors.push_back({f, errors_[f], variance > 0 ? data_.errors.ties.partOf(f, moveOf) / variance : 0});
    std::stable_sort(out_.factors.begin(), out_.factors.end(),
                     [](const FactorShare& a, const FactorShare& b) { return a.share > b.share; });
    out_.differenceSe = std::sqrt(variance);
    std::fill(errors_.begin(), errors_.end(), 0);
  }

  const TransitionData& data_;
  const ComparedClasses& classes_;
  std::vector<double> errors_;  ///< [factor]: tC that one standard error moves the difference by
  std::map<std::pair<std::uint32_t, std::uint32_t>, LandPair> cells_;
  std::vector<ClassSum> earlier_, later_;
  ZoneTransition out_;
};

}  // namespace

Transition transitionOf(const TransitionData& data) {
  if (data.earlier >= data.later) throw std::invalid_argument("transitionOf: t1 is not before t2");
  if (data.carbon.size() != data.strata.size()) throw std::invalid_argument("transitionOf: one carbon per stratum");
  if (!data.areaErrorPercent.empty() && data.areaErrorPercent.size() != data.strata.size())
    throw std::invalid_argument("transitionOf: one area error per stratum");
  std::vector<std::vector<const LedgerLine*>> byZone(data.zoneCount + 1);
  for (const LedgerLine& line : data.lines)
    if (line.areaHa > 0) (line.zone == kWholeRegion ? byZone.back() : byZone.at(line.zone)).push_back(&line);

  const ComparedClasses classes = comparedClasses(data);
  Transition transition{data.earlier, data.later, classes.keys, {}};
  PairSummer summer(data, classes);
  for (std::size_t z = 0; z < byZone.size(); ++z)
    transition.zones.push_back(
        summer.sum(z == data.zoneCount ? kWholeRegion : static_cast<std::uint32_t>(z), byZone[z]));
  return transition;
}

}  // namespace tanhui
