#pragma once

#include <span>
#include <string>

#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// Set operations on whole polygons by GEOS, for the few shapes that a model needs united or cut before the grid: the
/// region, exclusions, closure checks. The stacking of layers does not use them (see Overlay). All throw Error
/// (where = `where`, kind work) when GEOS fails.
MultiPolygon unionOf(std::span<const MultiPolygon> shapes, const std::string& where);
MultiPolygon intersectionOf(const MultiPolygon& a, const MultiPolygon& b, const std::string& where);
MultiPolygon differenceOf(const MultiPolygon& a, const MultiPolygon& b, const std::string& where);

}  // namespace tanhui
