#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/carbon/FactorLibrary.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/grid/Grid.h"
#include "geo/landclass/Stratum.h"
#include "geo/landclass/StratumMix.h"
#include "geo/model/DrawdownBelt.h"
#include "geo/project/Project.h"

namespace tanhui {

/// From the values of a class raster to strata.
class ValueTable {
 public:
  void set(std::int32_t value, StratumId stratum) { strata_[value] = stratum; }
  /// The stratum of a value, or nullptr for a value without a class.
  const StratumId* find(std::int32_t value) const {
    const auto found = strata_.find(value);
    return found == strata_.end() ? nullptr : &found->second;
  }
  const std::map<std::int32_t, StratumId>& all() const { return strata_; }

 private:
  std::map<std::int32_t, StratumId> strata_;
};

/// A land layer, ready to be stacked: polygons with a stratum each, or a class raster.
struct LandLayer {
  std::string name;
  VectorLayer polygons;                ///< empty for a raster
  std::vector<StratumId> strata;       ///< one per polygon: the main one, where it has several
  std::filesystem::path raster;        ///< empty for polygons
  Grid rasterGrid;                     ///< the raster's own cells and CRS
  ValueTable values;                   ///< raster value -> stratum
  double areaErrorPercent = 0;         ///< of the project's layer: see LayerSpec
  std::vector<StratumMix> mixes = {};  ///< one per polygon, empty where it is of one stratum; none when all are
  std::vector<double> areaScale = {};  ///< one per polygon: what its area counts, of the computed one; none: all of it
  std::vector<double> netRecordM2 = {};  ///< one per polygon: the survey's own net area (TBDLMJ), NaN: none; or none

  std::shared_ptr<const DrawdownBelt> belt = {};  ///< of a layer made from the DEM: its raster lies in it

  bool isRaster() const { return !raster.empty(); }
  /// The strata of the next polygon, in shares that sum to 1.
  void add(StratumMix mix);
  /// The strata that share a polygon; empty where it is of one.
  std::span<const StratumShare> mixOf(std::size_t polygon) const {
    return mixes.empty() ? std::span<const StratumShare>() : mixes[polygon];
  }
  double scaleOf(std::size_t polygon) const { return areaScale.empty() ? 1 : areaScale[polygon]; }
  /// Every stratum of a polygon.
  template <typename Visit>
  void eachStratum(std::size_t polygon, Visit visit) const {
    const std::span<const StratumShare> mix = mixOf(polygon);
    if (mix.empty()) return visit(strata[polygon]);
    for (const StratumShare& part : mix) visit(part.stratum);
  }
  /// Every stratum of the layer, as often as it occurs.
  template <typename Visit>
  void eachStratum(Visit visit) const {
    for (std::size_t i = 0; i < strata.size(); ++i) eachStratum(i, visit);
    for (const auto& [value, stratum] : values.all()) visit(stratum);
  }
};

/// What the building of a layer needs to know of the model so far.
struct LayerContext {
  const Crs& crs;  ///< of the grid
  const Project& project;
  const FactorLibrary& factors;
  StratumTable& strata;  ///< strata are interned here, in feature order
  Warnings& warnings;
  bool countRasterValues = false;  ///< `check` looks closer than a run
};

/// Reads a land layer and assigns each feature, or each raster value, to a stratum. Throws Error for: what readPolygons
/// throws, codes without a class (each with its feature count and area), a negative age or volume, a year of planting
/// after the year of the layer, a raster without a table.
LandLayer buildLandLayer(const LayerSpec& spec, const LayerContext& context);

/// Half the 95 % interval of the area of each class, % of it: the largest that a layer with land of the class gives.
/// Classes without one are left out.
std::map<std::string, double> areaErrorsOf(std::span<const LandLayer> layers, const StratumTable& strata);

/// What the layer reaches over, in a CRS that its polygons are in.
Box extent(const LandLayer& layer, const Crs& crs);

}  // namespace tanhui
