#pragma once

#include <span>
#include <string>

#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// An area less the polygons of other layers. Throws Error as readPolygons does.
MultiPolygon withoutLayers(MultiPolygon area, std::span<const VectorSource> layers, const Crs& target,
                           const std::string& name, Warnings& warnings);

/// A zone that was made, as a layer of one feature (fid 1).
VectorLayer oneFeature(const std::string& name, MultiPolygon shape);

}  // namespace tanhui
