#pragma once

#include <optional>

#include "geo/grid/Grid.h"

namespace tanhui {

/// The image in GCJ-02 (the offset coordinates of Chinese web maps) of a WGS 84 point, longitude and latitude in
/// degrees. Nothing outside the box in which the offset is applied (72.004..137.8347 E, 0.8293..55.8271 N). The formula
/// is the one published in open map libraries; it has no official text.
std::optional<Point> gcj02(Point lonLat);

/// Metres between a WGS 84 point and its image in GCJ-02: 300 to 700 over most of China.
std::optional<double> gcj02Offset(Point lonLat);

/// Whether a layer seems to be in GCJ-02 while its region is not (or the reverse): the offset in metres between the
/// boxes (longitude, latitude) of two layers that should cover the same ground, when GCJ-02 explains it to a fifth and
/// it is 300 to 700 m; nothing otherwise. Boxes of layers that end in different places tell nothing.
std::optional<double> suspectGcj02(const Box& layer, const Box& region);

}  // namespace tanhui
