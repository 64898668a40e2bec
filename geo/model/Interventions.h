#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "geo/base/Error.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/project/Project.h"
#include "geo/series/InterventionPlan.h"

namespace tanhui {

/// A planned change with its polygons, in the grid's CRS. It is no zone: it takes part in no total of the baseline.
struct InterventionLayer {
  InterventionSpec spec;
  VectorLayer polygons;
  std::vector<std::uint32_t> changes;  ///< one per polygon: what it makes of the land, in InterventionPlan::changes
};

/// Reads the polygons as those of any layer, and adds the intervention to the plan, with a change for each distinct
/// combination of values that its polygons have. Throws Error naming the project file and line, and what readPolygons
/// names; ProjectFaults for values of polygons that will not do.
InterventionLayer buildInterventionLayer(const InterventionSpec& spec, const Project& project, const Crs& crs,
                                         InterventionPlan& plan, Warnings& warnings);

/// Throws Error for one that lies wholly outside `region`, warns with the hectares of one that does in part. `region`
/// is one shape in the CRS.
void requireInside(const InterventionLayer& layer, const MultiPolygon& region, const Crs& crs, Warnings& warnings);

/// What becomes of the changes that cover a place.
struct PlaceOfChanges {
  std::vector<std::uint32_t> inEffect;  ///< ascending
  /// (holds, gives way), of interventions, which may be one and the same; one pair for each change that gives way.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> conflicts;
};

/// Of one scenario and year only the first change takes effect, for the same ground cannot be two things at once. Those
/// of different years follow each other, those of different scenarios do not concern each other. `covering`: by
/// intervention as in the file, then by feature; a change may be there several times.
PlaceOfChanges changesInEffect(const InterventionPlan& plan, std::span<const std::uint32_t> covering);

/// What of some place lies under a set of changes, as a box of the grid's CRS.
struct InterventionPlace {
  std::vector<std::uint32_t> changes;  ///< in effect, ascending; never none
  Box box;
};

/// Every set of changes that occurs inside the region, with the boxes of where: by an overlay of the interventions
/// alone over the parts of the grid that they reach, so that the sets are those that there are, not all that there
/// could be. `within`: no further than this box; empty: everywhere.
std::vector<InterventionPlace> interventionPlaces(std::span<const InterventionLayer> interventions,
                                                  const InterventionPlan& plan, const VectorLayer& region,
                                                  const Grid& grid, const Box& within);

}  // namespace tanhui
