#include "geo/run/detail/LandSums.h"

#include <algorithm>

#include "geo/evaluate/ClosureCheck.h"

namespace tanhui {
namespace {

constexpr std::size_t kPairsTold = 5;  // overlaps of a layer that a warning spells out

/// Half a square metre, or a billionth of the region: what digitising and rounding leave. A figure that would be shown
/// as 0.0000 ha or 1e-8 % is no news.
bool isNoise(double areaHa, double regionHa) { return areaHa < std::max(5e-5, 1e-9 * regionHa); }

std::string hectares(double areaHa) { return fmt::format("{:.4f}", areaHa); }
std::string percentOf(double areaHa, double regionHa) { return fmt::format("{:.3g}", 100 * areaHa / regionHa); }

void refuseUnknownValues(const Model& model, const RunSums& sums) {
  std::vector<Error> faults;
  const std::size_t now = model.layers.size();
  for (std::size_t layer = 0; layer < now + model.earlier.size(); ++layer) {
    std::string list;
    for (const auto& [key, area] : sums.unknownHa)
      if (key.first == layer) list += fmt::format("{}{} ({:.4g} ha)", list.empty() ? "" : ", ", key.second, area);
    const LandLayer& raster = layer < now ? model.layers[layer] : model.earlier[layer - now];
    if (!list.empty())
      faults.emplace_back(raster.name, say("model.values_unknown", list), say("model.codes_unknown.remedy"));
  }
  if (!faults.empty()) throw ProjectFaults(std::move(faults));
}

/// Of one land layer; the largest overlaps by name.
void warnOfOverlaps(std::uint32_t layer, const Model& model, const RunSums& sums, double regionHa, Warnings& warnings) {
  double area = 0;
  std::vector<std::pair<double, std::pair<std::uint32_t, std::uint32_t>>> pairs;
  for (const auto& [key, ha] : sums.overlapsHa) {
    if (std::get<0>(key) != layer) continue;
    area += ha;
    pairs.push_back({-ha, {std::get<1>(key), std::get<2>(key)}});
  }
  if (isNoise(area, regionHa)) return;
  std::sort(pairs.begin(), pairs.end());
  std::string examples;
  const std::vector<std::int64_t>& fids = model.layers[layer].polygons.fids;
  for (std::size_t i = 0; i < std::min(kPairsTold, pairs.size()); ++i)
    examples += fmt::format("{}{}/{}", i == 0 ? "" : ", ", fids[pairs[i].second.first], fids[pairs[i].second.second]);
  warnings.push_back({model.layers[layer].name, say("run.overlaps", pairs.size(), hectares(area), examples)});
}

void warnOfUnmapped(const Project& project, const Account& account, Warnings& warnings) {
  const double regionHa = account.total.areaHa;
  for (const ClassTotals& c : account.classes)
    if (const double area = c.totals.areaHa; c.classKey == "unmapped" && !isNoise(area, regionHa))
      warnings.push_back({project.name, say("run.unmapped", hectares(area), percentOf(area, regionHa))});
}

void warnOfUnmappedBefore(const Project& project, const Model& model, std::span<const LedgerLine> ledger,
                          double regionHa, Warnings& warnings) {
  std::vector<double> areas(project.earlierYears.size());
  for (const LedgerLine& line : ledger) {
    StratumId land = line.zone == kWholeRegion ? line.stratum : kUnknownBefore;
    for (double& area : areas) {
      if (land != kUnknownBefore) land = model.strata[land].before;
      if (land != kUnknownBefore && model.strata[land].classKey == "unmapped") area += line.areaHa;
    }
  }
  for (std::size_t date = 0; date < areas.size(); ++date)
    if (const double area = areas[date]; !isNoise(area, regionHa))
      warnings.push_back({project.name, say("run.unmapped_before", hectares(area), percentOf(area, regionHa),
                                            project.earlierYears[date])});
}

void warnOfConflicts(const Project& project, const Model& model, const RunSums& sums, double regionHa,
                     Warnings& warnings) {
  for (const auto& [pair, area] : sums.conflictsHa) {
    if (isNoise(area, regionHa)) continue;
    const std::string &holds = model.interventions[pair.first].spec.name,
                      &givesWay = model.interventions[pair.second].spec.name;
    warnings.push_back({project.name, pair.first == pair.second
                                          ? say("run.intervention_overlap", holds, hectares(area))
                                          : say("run.intervention_conflict", holds, givesWay, hectares(area))});
  }
}

void tellOfScaling(const Project& project, const RunSums& sums, double regionHa, Warnings& warnings) {
  const auto scaled = sums.scalingHa.find(kWholeRegion);
  if (scaled == sums.scalingHa.end()) return;
  warnings.push_back({project.name, say("run.record_scaled", fmt::format("{:+.6f}", scaled->second),
                                        fmt::format("{:+.3g}", 1e6 * scaled->second / regionHa))});
}

}  // namespace

Closure soundClosure(const Project& project, const Model& model, const RunSums& sums,
                     std::span<const LedgerLine> ledger) {
  refuseUnknownValues(model, sums);
  const Closure closure = closureOf(model, sums, ledger);
  requireClosure(closure, project.file.string());
  return closure;
}

Warnings warningsOf(const Project& project, const Model& model, const RunSums& sums, std::span<const LedgerLine> ledger,
                    const Account& account) {
  Warnings warnings;
  const double regionHa = account.total.areaHa;
  for (std::uint32_t layer = 0; layer < model.layers.size(); ++layer)
    warnOfOverlaps(layer, model, sums, regionHa, warnings);
  warnOfUnmapped(project, account, warnings);
  warnOfUnmappedBefore(project, model, ledger, regionHa, warnings);
  warnOfConflicts(project, model, sums, regionHa, warnings);
  tellOfScaling(project, sums, regionHa, warnings);
  return warnings;
}

}  // namespace tanhui
