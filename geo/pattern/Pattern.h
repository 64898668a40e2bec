#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// How a pattern is found.
struct PatternOptions {
  std::string where;  ///< whose pattern it is, for messages
  int edgeWidth = 1;  ///< cells, 1 or more
  Connectivity connectivity = Connectivity::eight;
  bool inside = true;  ///< tells what lies inside a core (codes + 100) and the openings of the background apart
  int tile = 512;      ///< cells of the pieces that are worked on at once; says nothing about the result
};

/// The spatial pattern of a foreground: a code (PatternClass.h) for each cell of the raster, row by row.
///
/// Morphological spatial pattern analysis (Soille and Vogt 2009, Pattern Recognition Letters 30: 456-459), written from
/// its definition in docs/method.md: cores lie farther than the edge width from any background; edges and perforations
/// are what surrounds them; islets have no core; bridges join cores, loops lead back to their own, branches lead to
/// nothing. Distances are Euclidean between cell centres. The border of the raster is no edge, and nodata makes none.
/// Bridges and loops run along a skeleton that is thinned in a defined order: the same bytes for any tile and number of
/// threads.
///
/// Throws Error as requireEdgeWidth does and when there is no foreground; Interrupted.
std::vector<std::uint8_t> classifyPattern(const GroundMask& ground, const PatternOptions& spec,
                                          const StopFlag* stop = nullptr);

/// Throws Error (where = `where`) for an edge width below 1 or not less than the longer side of the raster, and for a
/// raster that is too large.
void requireEdgeWidth(int edgeWidth, std::int64_t cols, std::int64_t rows, const std::string& where);

/// Bytes that classifyPattern needs at most, with its input and its result.
std::uint64_t patternMemory(std::int64_t cols, std::int64_t rows, int edgeWidth);

}  // namespace tanhui
