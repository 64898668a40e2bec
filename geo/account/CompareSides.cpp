#include "geo/account/CompareSides.h"

#include <algorithm>

#include "geo/account/ClassOrder.h"

namespace tanhui {

namespace {

bool sameLibrary(const FactorLibrary& a, const FactorLibrary& b) {
  return std::ranges::equal(a.all(), b.all(), [](const Factor& x, const Factor& y) {
    return x.key == y.key && x.value == y.value && x.se == y.se;
  });
}

/// The lines of a zone and class; empty key: of every class.
std::vector<LedgerLine> linesOf(const CompareSide& side, std::uint32_t zone, const std::string& classKey) {
  std::vector<LedgerLine> lines;
  for (const LedgerLine& line : side.lines)
    if (line.zone == zone && (classKey.empty() || side.year.classKey[line.stratum] == classKey)) lines.push_back(line);
  return lines;
}

/// b - a by value; errors are left out.
Totals less(const Totals& b, const Totals& a) {
  Totals out;
  out.areaHa = b.areaHa - a.areaHa;
  for (std::size_t pool = 0; pool < kPools; ++pool)
    out.carbon.stock[pool] = b.carbon.stock[pool] - a.carbon.stock[pool];
  out.carbon.biomassFlux = b.carbon.biomassFlux - a.carbon.biomassFlux;
  out.carbon.deadOrganicFlux = b.carbon.deadOrganicFlux - a.carbon.deadOrganicFlux;
  out.carbon.soilFlux = b.carbon.soilFlux - a.carbon.soilFlux;
  out.carbon.nonCo2 = b.carbon.nonCo2 - a.carbon.nonCo2;
  out.carbon.agriculture = b.carbon.agriculture - a.carbon.agriculture;
  return out;
}

}  // namespace

Comparison compareSides(const CompareSide& a, const CompareSide& b, std::uint32_t zone) {
  Comparison comparison;
  comparison.sharesFactors = sameLibrary(a.factors, b.factors);
  comparison.classesA = a.factors.classes(), comparison.classesB = b.factors.classes();
  std::vector<std::string> keys;
  for (const CompareSide* side : {&a, &b})
    for (const LedgerLine& line : side->lines)
      if (line.zone == zone && line.areaHa > 0) keys.push_back(side->year.classKey[line.stratum]);
  sortClasses(keys);
  keys.emplace_back();
  // Both sides as one list of strata: errors are summed by factor before factors are combined.
  std::vector<StratumCarbon> both = a.year.carbon;
  both.insert(both.end(), b.year.carbon.begin(), b.year.carbon.end());
  const auto shift = static_cast<StratumId>(a.year.carbon.size());
  // The same map on both sides: an error of its areas is one. Of two maps their errors do not
  // cancel, and how far they go together nobody has told: their areas count as exact in the difference.
  ErrorRules ofBoth = a.errors;
  const bool oneMap = a.errors.areaSe == b.errors.areaSe && a.lines.size() == b.lines.size();
  if (oneMap)
    ofBoth.areaGroupOf.insert(ofBoth.areaGroupOf.end(), b.errors.areaGroupOf.begin(), b.errors.areaGroupOf.end());
  else
    ofBoth.areaSe.clear(), ofBoth.areaGroupOf.clear();
  const std::vector<LedgerLine> frameOfA = linesOf(a, zone, {}), frameOfB = linesOf(b, zone, {});
  for (const std::string& key : keys) {
    const std::vector<LedgerLine> left = linesOf(a, zone, key), right = linesOf(b, zone, key);
    ComparedRow row{
        key, sumUp(left, a.year.carbon, a.errors, frameOfA), sumUp(right, b.year.carbon, b.errors, frameOfB), {}};
    row.difference = less(row.b, row.a);
    if (comparison.sharesFactors) {
      std::vector<LedgerLine> change;
      change.reserve(left.size() + right.size());
      for (const LedgerLine& line : left) change.push_back({line.zone, line.stratum, -line.areaHa});
      for (const LedgerLine& line : right) change.push_back({line.zone, line.stratum + shift, line.areaHa});
      const Totals errors = sumUp(change, both, ofBoth, frameOfA);
      row.difference.stockSe = errors.stockSe, row.difference.fluxSe = errors.fluxSe;
      row.difference.nonCo2Se = errors.nonCo2Se, row.difference.netSe = errors.netSe;
      row.difference.agricultureSe = errors.agricultureSe, row.difference.lulucfSe = errors.lulucfSe;
    }
    comparison.rows.push_back(std::move(row));
  }
  return comparison;
}

}  // namespace tanhui
