#pragma once

#include "geo/model/Model.h"

namespace tanhui {

/// Warns of each layer, zone layer and intervention that seems to lie in GCJ-02, 300 to 700 m off: where its box is
/// that of the region but for that shift (see suspectGcj02), or where its polygons, moved back, fall on polygons of the
/// land and as they are do not. A corridor is looked at by the rivers it is made from.
void warnOfShifts(const Model& model, const Project& project, Warnings& warnings);

}  // namespace tanhui
