#pragma once

#include <string>
#include <utility>
#include <vector>

#include "geo/init/InitGuess.h"

namespace tanhui::test {

/// What init would see of a layer of polygons in EPSG:4544.
inline VectorInfo polygons(std::string layer, std::vector<VectorInfo::Field> fields, std::int64_t features = 100) {
  VectorInfo info;
  info.layer = std::move(layer);
  info.crs = Crs::parse("EPSG:4544", "test");
  info.box = {600000, 3200000, 640000, 3240000};
  info.features = features;
  info.polygons = true;
  info.fields = std::move(fields);
  return info;
}

/// The code tables that init has without any of the user's own.
inline const std::vector<TableChoice>& builtInTables() {
  static const std::vector<TableChoice> kTables = tableChoices("/nonexistent");
  return kTables;
}

inline LayerGuess guess(const std::string& file, const VectorInfo& info) {
  return guessVector(file, info, true, builtInTables());
}

}  // namespace tanhui::test
