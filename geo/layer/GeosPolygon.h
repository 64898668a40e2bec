#pragma once

#include "geo/coverage/MultiPolygon.h"
#include "geo/gdal/PolygonParts.h"

namespace tanhui {

/// Polygons as a GEOS multipolygon. Null when GEOS does not take them (see lastMessage).
Geos::Geometry toGeos(const Geos& geos, const PolygonParts& parts);

/// The same of a directed area: each counter-clockwise ring begins a polygon, the holes after it are its own.
Geos::Geometry toGeos(const Geos& geos, const MultiPolygon& shape);

/// Appends all polygons of a GEOS geometry; other kinds of geometry are left out.
void appendGeos(const Geos& geos, const GEOSGeometry* geometry, PolygonParts& out);

}  // namespace tanhui
