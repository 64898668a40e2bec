#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/carbon/FactorLibrary.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Grid.h"
#include "geo/layer/VectorLayer.h"
#include "geo/output/RunReport.h"
#include "geo/run/Project.h"
#include "geo/strata/Stratum.h"

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
  VectorLayer polygons;           ///< empty for a raster
  std::vector<StratumId> strata;  ///< one per polygon
  std::filesystem::path raster;   ///< empty for polygons
  ValueTable values;              ///< raster value -> stratum

  bool isRaster() const { return !raster.empty(); }
};

struct ZoneLayer {
  std::string name;
  ZoneKind kind = ZoneKind::polygons;
  VectorLayer polygons;
  std::vector<std::string> ids, labels;  ///< one per polygon; ids differ
  std::uint32_t firstZone = 0;           ///< number of the first zone in the ledger, which counts over all layers
};

/// A project with its layers read and every feature assigned to a stratum: what `evaluate` is a function of.
/// Immutable once built, and shared by the workers.
struct Model {
  Grid grid;
  AreaRule areaRule = AreaRule::ground;
  VectorLayer region;  ///< without features: the whole grid
  std::vector<LandLayer> layers;
  std::vector<ZoneLayer> zones;
  StratumTable strata;
  FactorLibrary factors;
  AccountingRules rules;
  std::vector<InputFile> inputs;  ///< without hashes
};

/// Reads and checks the layers, in project order. Every fault is collected before anything is thrown: one fault or more
/// throws ProjectFaults. Warnings (repairs, unknown species, a layer that seems shifted) are added to `warnings`.
/// With `countRasterValues`, class rasters are read through to find values without a class (what `check` wants); a
/// run finds them while it evaluates.
Model buildModel(const Project& project, Warnings& warnings, bool countRasterValues = false);

/// The same for one place: layers may lack features that do not reach the cell at `at` (a point of the grid's CRS, or
/// longitude and latitude). Reads little when the project states its region, bounds and cell size.
Model buildModelAt(const Project& project, Point at, Warnings& warnings);

/// The point in the grid's CRS: as it is, or from longitude and latitude when only that falls into the grid. Throws
/// Error when neither does.
Point gridPoint(const Grid& grid, Point at);

}  // namespace tanhui
