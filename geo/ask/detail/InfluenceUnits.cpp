#include "geo/ask/detail/InfluenceUnits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "geo/ask/detail/FactorsAtPoints.h"
#include "geo/model/ZoneLayers.h"

namespace tanhui {
namespace {

constexpr double kMostPoints = 1e6;       // of a study: p says nothing any more long before
constexpr double kPointsInZones = 40000;  // that zones are sampled with where the project does not say

}  // namespace

InfluenceUnits::InfluenceUnits(const SampleLattice& lattice, const ZoneLayer* zones) {
  if (zones == nullptr) return;
  zones_ = zones->ids.size();
  zoneOf_ = polygonAtPoints(lattice, zones->polygons.shapes);
}

std::vector<double> InfluenceUnits::figures(std::vector<double> ofPoints) const {
  if (zoneOf_.empty()) return ofPoints;
  std::vector<double> sums(zones_, 0), counts(zones_, 0);
  for (std::size_t i = 0; i < ofPoints.size(); ++i) {
    if (zoneOf_[i] < 0 || std::isnan(ofPoints[i])) continue;
    sums[static_cast<std::size_t>(zoneOf_[i])] += ofPoints[i];
    counts[static_cast<std::size_t>(zoneOf_[i])] += 1;
  }
  for (std::size_t zone = 0; zone < zones_; ++zone) sums[zone] /= counts[zone];  // NaN where there is none
  return sums;
}

std::vector<std::string> InfluenceUnits::kinds(std::vector<std::string> ofPoints) const {
  if (zoneOf_.empty()) return ofPoints;
  std::vector<std::map<std::string, int>> counts(zones_);
  for (std::size_t i = 0; i < ofPoints.size(); ++i)
    if (zoneOf_[i] >= 0 && !ofPoints[i].empty()) ++counts[static_cast<std::size_t>(zoneOf_[i])][ofPoints[i]];
  std::vector<std::string> most;
  for (const auto& count : counts) {
    const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto found = std::max_element(count.begin(), count.end(), fewer);
    most.push_back(found == count.end() ? std::string() : found->first);
  }
  return most;
}

std::int64_t stepOf(const InfluenceSpec& spec, const Grid& grid, double cellMetres) {
  const double cells = static_cast<double>(grid.cols) * static_cast<double>(grid.rows);
  if (!(spec.spacingM > 0))
    return static_cast<std::int64_t>(std::ceil(std::sqrt(std::max(1.0, cells / kPointsInZones))));
  if (spec.spacingM < cellMetres * 0.99)
    throw Error(spec.name, say("influence.spacing_below_cell", spec.spacingM, std::round(cellMetres * 100) / 100),
                say("influence.spacing_below_cell.remedy"));
  const double step = std::round(spec.spacingM / cellMetres);
  if (cells / (step * step) > kMostPoints)
    throw Error(spec.name, say("influence.too_many_points", std::round(cells / (step * step))),
                say("influence.too_many_points.remedy"));
  return static_cast<std::int64_t>(step);
}

}  // namespace tanhui
