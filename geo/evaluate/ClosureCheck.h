#pragma once

#include <span>

#include "geo/evaluate/Closure.h"
#include "geo/evaluate/RunSums.h"
#include "geo/model/Model.h"

namespace tanhui {

/// Above this, relative, the sums of a run do not close and the run fails.
constexpr double kClosureLimit = 1e-6;

/// Compares what the tiles added up to with what the polygons say by other routes:
/// - cells against polygons: of every polygon layer (of both dates, interventions too), the covered cells against its
///   planar area inside the grid (shoelace); of every class raster off the grid, against the areas of its pixels there,
///   each clipped by itself;
///   and all parts of the stack, gaps included, against the region;
/// - zones against the total: of every zone layer, the ledger's zones against the geodesic area of zone and region
///   (GEOS intersection), and zones + land in no zone - land in several against the total;
/// - region against geodesic: the ledger's area against the geodesic area of the region, edges densified.
/// With area = "map", planar areas stand in for geodesic ones. What area = "record" adds to the ground is left out.
Closure closureOf(const Model& model, const RunSums& sums, std::span<const LedgerLine> ledger);

/// Throws Error (kind work) naming the sum that does not close, when one is above kClosureLimit.
void requireClosure(const Closure& closure, const std::string& where);

}  // namespace tanhui
