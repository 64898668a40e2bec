#pragma once

#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/zone/WidthRule.h"

namespace tanhui {

/// An ecological corridor along rivers, as the project file describes it.
struct CorridorSpec {
  std::string name;
  /// River lines, water polygons, or a file with one layer of each (then `source.sublayer` is empty).
  VectorSource source;
  WidthRule width;                    ///< each side of the bank; 0: no corridor
  std::vector<VectorSource> exclude;  ///< polygon layers that are taken out
  bool water = true;                  ///< the corridor includes the water between its banks
};

/// One feature (fid 1): all that lies within the width of a bank, as one area without double count, in `target`.
///
/// The bank of a water polygon is its boundary; the bank of a line is the line itself. Water polygons without the width
/// field take the width of the widest line that runs through them; those that no line meets are left as they are, with
/// a warning. Widths are true metres in any CRS: the buffer is made in local metric planes, its area right to a
/// millionth (but for dents of jagged banks that GEOS fills, see docs/method.md 10). The water counts as corridor
/// unless `water` is false. Throws Error for a width that is missing, negative or no number, and when nothing is left
/// after the exclusions; else as readPolygons.
VectorLayer makeCorridor(const CorridorSpec& spec, const Crs& target, Warnings& warnings);

}  // namespace tanhui
