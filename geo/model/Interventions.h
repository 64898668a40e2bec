#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "geo/base/Error.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/project/Project.h"

namespace tanhui {

/// A planned change with its polygons, in the grid's CRS. It is no zone: it takes part in no total of the baseline.
struct InterventionLayer {
  InterventionSpec spec;
  VectorLayer polygons;
};

/// Reads the polygons as those of any layer. Throws Error naming the project file and line, and what readPolygons
/// names.
InterventionLayer buildInterventionLayer(const InterventionSpec& spec, const Project& project, const Crs& crs,
                                         Warnings& warnings);

/// Throws Error for one that lies wholly outside `region`, warns with the hectares of one that does in part. `region`
/// is one shape in the CRS.
void requireInside(const InterventionLayer& layer, const MultiPolygon& region, const Crs& crs, Warnings& warnings);

/// Which of the interventions that cover a place (bit i: interventions[i]) take effect there: of one scenario and year
/// only the earliest in the file does, for the same ground cannot be two things at once. Those of different years
/// follow each other, those of different scenarios do not concern each other.
std::uint64_t inEffect(std::span<const InterventionLayer> interventions, std::uint64_t covering);

/// The pairs (holds, gives way) among those that cover a place, ascending.
std::vector<std::pair<std::uint32_t, std::uint32_t>> conflictsAmong(std::span<const InterventionLayer> interventions,
                                                                    std::uint64_t covering);

/// What of some place lies under a set of interventions, as a box of the grid's CRS.
struct InterventionPlace {
  std::uint64_t interventions;  ///< in effect, never 0
  Box box;
};

/// Every set of interventions that occurs inside the region, with the boxes of where: by an overlay of the
/// interventions alone over the parts of the grid that they reach, so that the sets are those that there are, not all
/// that there could be. `within`: no further than this box; empty: everywhere.
std::vector<InterventionPlace> interventionPlaces(std::span<const InterventionLayer> interventions,
                                                  const VectorLayer& region, const Grid& grid, const Box& within);

}  // namespace tanhui
