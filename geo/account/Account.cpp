#include "geo/account/Account.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "geo/account/ClassOrder.h"

namespace tanhui {

namespace {

void addScaled(Carbon& sum, const Carbon& perHa, double areaHa) {
  for (std::size_t pool = 0; pool < kPools; ++pool) sum.stock[pool] += areaHa * perHa.stock[pool];
  sum.biomassFlux += areaHa * perHa.biomassFlux;
  sum.deadOrganicFlux += areaHa * perHa.deadOrganicFlux;
  sum.soilFlux += areaHa * perHa.soilFlux;
  sum.nonCo2 += areaHa * perHa.nonCo2;
  sum.agriculture += areaHa * perHa.agriculture;
}

/// What one standard error of something moves so far, signed; or a sum of carbon.
struct Moves {
  double stock = 0, flux = 0, nonCo2 = 0, agriculture = 0;

  void add(double times, double stockMove, double fluxMove, double nonCo2Move, double agricultureMove) {
    stock += times * stockMove;
    flux += times * fluxMove;
    nonCo2 += times * nonCo2Move;
    agriculture += times * agricultureMove;
  }
};

/// The share that each area group has of the land of all groups inside an outline.
using AreaShares = std::vector<double>;

/// Adds up ledger lines. Kept from one sum to the next, so that a sum costs what its own lines touch, not the whole
/// library.
class Summer {
 public:
  explicit Summer(const ErrorRules& rules)
      : rules_(rules), errors_(rules.factorCount), touched_(rules.factorCount), groups_(rules.areaSe.size()) {}

  template <class Lines, class LineOf>
  AreaShares sharesOf(const Lines& lines, LineOf&& lineOf) const {
    AreaShares shares(rules_.areaSe.size(), 0.0);
    if (shares.empty()) return shares;
    double total = 0;
    for (const auto& entry : lines) {
      const LedgerLine& line = lineOf(entry);
      if (const std::int32_t group = rules_.areaGroup(line.stratum); group >= 0) {
        shares[static_cast<std::size_t>(group)] += line.areaHa;
        total += line.areaHa;
      }
    }
    for (double& share : shares) share = total != 0 ? share / total : 0;
    return shares;
  }

  void add(const LedgerLine& line, const StratumCarbon& carbon) {
    const double areaHa = line.areaHa;
    totals_.areaHa += areaHa;
    addScaled(totals_.carbon, carbon.value, areaHa);
    for (const Sensitivity& s : carbon.sensitivities) {
      if (touched_[s.factor] == 0) order_.push_back(s.factor);
      touched_[s.factor] = 1;
      errors_[s.factor].add(areaHa, s.stock, s.flux, s.nonCo2, s.agriculture);
    }
    if (const std::int32_t group = rules_.areaGroup(line.stratum); group >= 0)
      groups_[static_cast<std::size_t>(group)].add(areaHa, carbon.value.total(), carbon.value.flux(),
                                                   carbon.value.nonCo2, carbon.value.agriculture);
  }

  /// The sum of what was added, then empty again.
  Totals take(const AreaShares& frame) {
    // Ascending, so that the rounding does not hang on the order of the strata.
    std::sort(order_.begin(), order_.end());
    Totals out = totals_;
    const auto errorOf = [&](auto figure) { return standardError(frame, figure); };
    out.stockSe = errorOf([](const Moves& m) { return m.stock; });
    out.fluxSe = errorOf([](const Moves& m) { return m.flux; });
    out.nonCo2Se = errorOf([](const Moves& m) { return m.nonCo2; });
    out.netSe = errorOf([](const Moves& m) { return m.flux * kCo2PerC + m.nonCo2; });
    out.agricultureSe = errorOf([](const Moves& m) { return m.agriculture; });
    out.lulucfSe = errorOf([](const Moves& m) { return m.flux * kCo2PerC + m.nonCo2 - m.agriculture; });
    for (const std::uint32_t factor : order_) errors_[factor] = {}, touched_[factor] = 0;
    order_.clear();
    std::fill(groups_.begin(), groups_.end(), Moves());
    totals_ = Totals();
    return out;
  }

 private:
  /// Of a sum of moves, by factors and by areas. A group's area m of its frame, rescaled so that the frame keeps its
  /// own: d/dm_h of m_g sum(A) / sum(A m) at m = 1 is (g = h) - A_h / sum(A).
  template <class Figure>
  double standardError(const AreaShares& frame, Figure&& figure) const {
    double variance = rules_.ties.variance(order_, [&](std::uint32_t factor) { return figure(errors_[factor]); });
    double inGroups = 0;
    for (const Moves& group : groups_) inGroups += figure(group);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const double move = rules_.areaSe[g] * (figure(groups_[g]) - inGroups * frame[g]);
      variance += move * move;
    }
    return std::sqrt(variance);
  }

  const ErrorRules& rules_;
  Totals totals_;
  std::vector<Moves> errors_;  ///< by factor
  std::vector<char> touched_;
  std::vector<std::uint32_t> order_;
  std::vector<Moves> groups_;  ///< carbon by area group
};

const LedgerLine& self(const LedgerLine& line) { return line; }
const LedgerLine& pointee(const LedgerLine* const& line) { return *line; }

/// The place of each stratum's class among the classes that occur, and their names in that order.
struct ClassOrder {
  std::vector<std::string> keys;
  std::vector<std::uint32_t> ofStratum;
};

ClassOrder orderClasses(std::span<const Stratum> strata) {
  ClassOrder order;
  std::unordered_map<std::string, std::uint32_t> place;
  for (const Stratum& stratum : strata)
    if (place.emplace(stratum.classKey, 0).second) order.keys.push_back(stratum.classKey);
  sortClasses(order.keys);
  for (std::uint32_t i = 0; i < order.keys.size(); ++i) place[order.keys[i]] = i;
  for (const Stratum& stratum : strata) order.ofStratum.push_back(place[stratum.classKey]);
  return order;
}

struct AreaTotals {
  std::vector<ClassTotals> classes;
  Totals total;
};

/// The lines of one zone by class, each class in the order of its lines.
AreaTotals sumArea(std::vector<const LedgerLine*> lines, std::span<const StratumCarbon> carbon, const ClassOrder& order,
                   Summer& summer) {
  AreaTotals out;
  const auto classOf = [&](const LedgerLine* line) { return order.ofStratum[line->stratum]; };
  const AreaShares frame = summer.sharesOf(lines, pointee);
  for (const LedgerLine* line : lines) summer.add(*line, carbon[line->stratum]);
  out.total = summer.take(frame);
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const LedgerLine* a, const LedgerLine* b) { return classOf(a) < classOf(b); });
  for (auto at = lines.begin(); at != lines.end();) {
    const std::uint32_t current = classOf(*at);
    for (; at != lines.end() && classOf(*at) == current; ++at) summer.add(**at, carbon[(*at)->stratum]);
    out.classes.push_back({order.keys[current], summer.take(frame)});
  }
  return out;
}

std::vector<std::uint32_t> factorsOf(std::span<const LedgerLine> lines, std::span<const StratumCarbon> carbon,
                                     std::size_t factorCount) {
  std::vector<bool> used(factorCount), seen(carbon.size());
  for (const LedgerLine& line : lines) {
    if (!(line.areaHa > 0) || seen[line.stratum]) continue;
    seen[line.stratum] = true;
    for (std::uint32_t factor : carbon[line.stratum].factors) used[factor] = true;
  }
  std::vector<std::uint32_t> factors;
  for (std::uint32_t factor = 0; factor < factorCount; ++factor)
    if (used[factor]) factors.push_back(factor);
  return factors;
}

}  // namespace

Totals sumUp(std::span<const LedgerLine> lines, std::span<const StratumCarbon> carbon, const ErrorRules& rules,
             std::span<const LedgerLine> frame) {
  Summer summer(rules);
  for (const LedgerLine& line : lines) summer.add(line, carbon[line.stratum]);
  return summer.take(summer.sharesOf(frame.empty() ? lines : frame, self));
}

Account makeAccount(std::span<const Stratum> strata, std::span<const StratumCarbon> carbon,
                    std::span<const LedgerLine> lines, std::span<const ZoneName> zones, const ErrorRules& rules) {
  const ClassOrder order = orderClasses(strata);
  std::vector<std::vector<const LedgerLine*>> byZone(zones.size());
  std::vector<const LedgerLine*> region;
  for (const LedgerLine& line : lines) (line.zone == kWholeRegion ? region : byZone.at(line.zone)).push_back(&line);

  Account account;
  Summer summer(rules);
  AreaTotals whole = sumArea(std::move(region), carbon, order, summer);
  account.classes = std::move(whole.classes);
  account.total = whole.total;
  account.zones.reserve(zones.size());
  for (std::size_t i = 0; i < zones.size(); ++i) {
    AreaTotals area = sumArea(std::move(byZone[i]), carbon, order, summer);
    account.zones.push_back({zones[i].layer, zones[i].id, zones[i].label, std::move(area.classes), area.total});
  }
  account.factorsUsed = factorsOf(lines, carbon, rules.factorCount);
  return account;
}

}  // namespace tanhui
