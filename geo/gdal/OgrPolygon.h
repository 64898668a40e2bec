#pragma once

#include "geo/base/Handle.h"
#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// The area as an OGR multipolygon: rings are told apart by direction, and a hole goes to the smallest exterior around
/// it, in whatever order the rings stand.
OgrGeometry ogrMultiPolygon(const MultiPolygon& shape);

}  // namespace tanhui
