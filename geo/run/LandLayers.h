#pragma once

#include "geo/run/Model.h"

namespace tanhui {

/// What the building of a layer needs to know of the model so far.
struct LayerContext {
  const Crs& crs;  ///< of the grid
  const Project& project;
  const FactorLibrary& factors;
  StratumTable& strata;  ///< strata are interned here, in feature order
  Warnings& warnings;
  bool countRasterValues = false;
};

/// Reads a land layer and assigns each feature, or each raster value, to a stratum. Throws Error for: what readPolygons
/// throws, codes without a class (each with its feature count and area), a negative age or volume, a year of planting
/// after the base year, a raster without a table.
LandLayer buildLandLayer(const LayerSpec& spec, const LayerContext& context);

/// What the layer reaches over, in a CRS that its polygons are in.
Box extent(const LandLayer& layer, const Crs& crs);

/// True when the source opens as a raster and holds no vector layer.
bool isRasterSource(const std::filesystem::path& path);

}  // namespace tanhui
