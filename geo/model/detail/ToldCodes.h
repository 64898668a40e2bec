#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/grid/GeodesicArea.h"

namespace tanhui {

/// Hectares of single features; what it needs is made when a feature must be measured.
class FeatureArea {
 public:
  explicit FeatureArea(const Crs& crs) : crs_(crs) {}
  double ha(const VectorLayer& layer, std::size_t i) {
    if (!ruler_) ruler_.emplace(crs_);
    return ruler_->ha(layer.shapes[i].points, layer.shapes[i].ringEnds);
  }

 private:
  const Crs& crs_;
  std::optional<GeodesicArea> ruler_;
};

/// A code or name that is to be told, with what it covers.
struct ToldCode {
  std::int64_t features = 0;
  double areaHa = 0;
  /// Its features in the layer, with the share of each that it covers: to be measured if it is told.
  std::vector<std::pair<std::size_t, double>> places = {};
};
using ToldCodes = std::map<std::string, ToldCode>;

/// A feature that comes again at once, for another of its species, counts once.
void count(ToldCodes& codes, const std::string& code, std::size_t i, double share = 1);

/// "'CODE' x FEATURES (HA ha), ..."; of many the first.
std::string describe(const ToldCodes& codes);
/// The same after measuring: of all codes only those that are told, for there may be as many as features.
std::string describeMeasured(ToldCodes& codes, const VectorLayer& layer, FeatureArea& area);

}  // namespace tanhui
