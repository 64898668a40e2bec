#pragma once

#include <string>

#include "geo/zone/WidthRule.h"
#include "geo/zone/detail/CorridorArea.h"

namespace tanhui {

/// Throws Error (where = `name`) for a width that is negative or no number, and for a rule without any.
void checkWidths(const WidthRule& rule, const std::string& name);

/// Lines and areas, rivers or roads, in longitude and latitude, each with its width: those of one layer, or of a file
/// with one layer of each. Throws Error for values of the field that the rule gives no width, and as readLines and
/// readPolygons do. `name`: of the zone layer, for messages.
Waters readWaters(const VectorSource& source, const WidthRule& rule, const std::string& name, const Crs& geographic,
                  Warnings& warnings);

}  // namespace tanhui
