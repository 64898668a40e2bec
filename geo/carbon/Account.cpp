#include "geo/carbon/Account.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "geo/carbon/ClassOrder.h"

namespace tanhui {

namespace {

void addScaled(Carbon& sum, const Carbon& perHa, double areaHa) {
  for (std::size_t pool = 0; pool < kPools; ++pool) sum.stock[pool] += areaHa * perHa.stock[pool];
  sum.biomassFlux += areaHa * perHa.biomassFlux;
  sum.deadOrganicFlux += areaHa * perHa.deadOrganicFlux;
  sum.soilFlux += areaHa * perHa.soilFlux;
  sum.nonCo2 += areaHa * perHa.nonCo2;
}

/// Adds up ledger lines. Kept from one sum to the next, so that a sum costs what its own lines touch, not the whole
/// library.
class Summer {
 public:
  explicit Summer(std::size_t factorCount) : errors_(factorCount) {}

  void add(double areaHa, const StratumCarbon& carbon) {
    totals_.areaHa += areaHa;
    addScaled(totals_.carbon, carbon.value, areaHa);
    for (const Sensitivity& s : carbon.sensitivities) {
      FactorError& error = errors_[s.factor];
      if (!error.touched) order_.push_back(s.factor);
      error.touched = true;
      error.stock += areaHa * s.stock;
      error.flux += areaHa * s.flux;
      error.nonCo2 += areaHa * s.nonCo2;
    }
  }

  /// The sum of what was added, then empty again.
  Totals take() {
    // Ascending, so that the rounding does not hang on the order of the strata.
    std::sort(order_.begin(), order_.end());
    double stock = 0, flux = 0, nonCo2 = 0, net = 0;
    const auto square = [](double x) { return x * x; };
    for (const std::uint32_t factor : order_) {
      const FactorError& error = errors_[factor];
      stock += square(error.stock);
      flux += square(error.flux);
      nonCo2 += square(error.nonCo2);
      net += square(error.flux * kCo2PerC + error.nonCo2);
      errors_[factor] = {};
    }
    order_.clear();
    Totals out = totals_;
    out.stockSe = std::sqrt(stock), out.fluxSe = std::sqrt(flux);
    out.nonCo2Se = std::sqrt(nonCo2), out.netSe = std::sqrt(net);
    totals_ = Totals();
    return out;
  }

 private:
  /// What one factor's standard error moves so far, signed.
  struct FactorError {
    double stock = 0, flux = 0, nonCo2 = 0;
    bool touched = false;
  };
  Totals totals_;
  std::vector<FactorError> errors_;
  std::vector<std::uint32_t> order_;
};

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
                   const FactorLibrary& library, Summer& summer) {
  AreaTotals out;
  const auto classOf = [&](const LedgerLine* line) { return order.ofStratum[line->stratum]; };
  for (const LedgerLine* line : lines) summer.add(line->areaHa, carbon[line->stratum]);
  out.total = summer.take();
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const LedgerLine* a, const LedgerLine* b) { return classOf(a) < classOf(b); });
  for (auto at = lines.begin(); at != lines.end();) {
    const std::uint32_t current = classOf(*at);
    for (; at != lines.end() && classOf(*at) == current; ++at) summer.add((*at)->areaHa, carbon[(*at)->stratum]);
    out.classes.push_back({order.keys[current], summer.take(), library.className(order.keys[current])});
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

Totals sumUp(std::span<const LedgerLine> lines, std::span<const StratumCarbon> carbon, std::size_t factorCount) {
  Summer summer(factorCount);
  for (const LedgerLine& line : lines) summer.add(line.areaHa, carbon[line.stratum]);
  return summer.take();
}

Account makeAccount(std::span<const Stratum> strata, std::span<const StratumCarbon> carbon,
                    std::span<const LedgerLine> lines, std::span<const ZoneName> zones, const FactorLibrary& library) {
  const ClassOrder order = orderClasses(strata);
  std::vector<std::vector<const LedgerLine*>> byZone(zones.size());
  std::vector<const LedgerLine*> region;
  for (const LedgerLine& line : lines) (line.zone == kWholeRegion ? region : byZone.at(line.zone)).push_back(&line);

  Account account;
  Summer summer(library.all().size());
  AreaTotals whole = sumArea(std::move(region), carbon, order, library, summer);
  account.classes = std::move(whole.classes);
  account.total = whole.total;
  account.zones.reserve(zones.size());
  for (std::size_t i = 0; i < zones.size(); ++i) {
    AreaTotals area = sumArea(std::move(byZone[i]), carbon, order, library, summer);
    account.zones.push_back({zones[i].layer, zones[i].id, zones[i].label, std::move(area.classes), area.total});
  }
  account.factorsUsed = factorsOf(lines, carbon, library.all().size());
  return account;
}

}  // namespace tanhui
