#pragma once

#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// Reads polygons into `target`, repairs what is invalid (GEOS MakeValid, structure method) and reports each repair
/// with feature id and area changed. Edges are densified when the CRS changes, so that a straight edge of the source
/// stays within 1 mm. A feature without area after repair is dropped with a warning; a lost area is never silent.
/// Throws Error for: no such file, layer or field (with the near names), no CRS, no polygons, an empty layer, text in
/// a number field, NaN coordinates, a coordinate that does not transform.
VectorLayer readPolygons(const VectorSource& source, const Crs& target, const FieldRequest& fields, Warnings& warnings);

/// The same for lines.
LineLayer readLines(const VectorSource& source, const Crs& target, const FieldRequest& fields, Warnings& warnings);

/// The same for points.
PointLayer readPoints(const VectorSource& source, const Crs& target, const FieldRequest& fields, Warnings& warnings);

}  // namespace tanhui
