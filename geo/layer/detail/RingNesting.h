#pragma once

#include "geo/gdal/PolygonParts.h"

namespace tanhui {

/// Gives the rings of each polygon their roles anew where a hole does not lie inside the exterior: by how deep they are
/// nested, as a Shapefile means it (whose rings come in any order, and which readers assemble by the first ring or by
/// the direction). Outermost rings and those inside two become exteriors, each with the rings just inside it as holes.
/// Rings that cross count as inside where most of their corners are. Rings closed. False when nothing was changed.
bool nestRings(PolygonParts& parts);

}  // namespace tanhui
