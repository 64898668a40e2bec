#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/carbon/FactorLibrary.h"
#include "geo/gdal/MemoryRaster.h"
#include "geo/project/Project.h"
#include "geo/terrain/Drawdown.h"

namespace tanhui {

/// A drawdown belt as it was made from the DEM, on the DEM's cells. 8 bytes a cell.
struct DrawdownBelt {
  std::string name;
  DrawdownSpec spec;
  Dem dem;  ///< of the region
  StageTable table;
  std::vector<std::uint16_t> ranks;  ///< of the cells: connectedRanks
  std::vector<double> ch4KgPerHa;    ///< by rank, kg/ha/yr by the method of the layer; NaN without stages
  MemoryRaster raster;               ///< of the belt's cells their rank

  bool daysKnown() const { return !spec.stages.empty(); }
  /// Of a cell of the belt; of a year of 365 days, NaN without stages.
  double days(std::uint16_t rank) const;
};

/// Throws Error as readDem, readPolygons and readStages do, and for a water that does not meet the DEM, and levels
/// below all ground at the water. Warns of a DEM that does not cover the region, of ground without a height in the
/// belt, and of a DEM that shows the water standing higher than any stage.
std::shared_ptr<const DrawdownBelt> makeDrawdownBelt(const LayerSpec& spec, const Project& project,
                                                     const FactorLibrary& factors, Warnings& warnings);

/// Bytes that the making of a belt needs at most.
std::int64_t drawdownBytes(const LayerSpec& spec, const Project& project);

}  // namespace tanhui
