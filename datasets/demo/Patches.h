#pragma once

#include <cstdint>
#include <vector>

#include "datasets/demo/Frame.h"
#include "datasets/demo/Use.h"

namespace tanhui::demo {

/// What a cell must have in common with its neighbour to lie in one patch: use (6 bits), village (8), piece (18).
/// 0 is outside.
using PatchKey = std::uint32_t;
constexpr PatchKey patchKey(Use use, std::uint8_t village, std::uint32_t piece) {
  return static_cast<PatchKey>(use) << 26 | PatchKey{village} << 18 | (piece & 0x3FFFF);
}
constexpr Use useOf(PatchKey key) { return static_cast<Use>(key >> 26); }
constexpr std::uint8_t villageOf(PatchKey key) { return static_cast<std::uint8_t>(key >> 18 & 0xFF); }

/// Connected patches of cells: label 0 is outside, patch i has label i.
struct Patches {
  Raster<int> label;
  std::vector<PatchKey> key;  ///< by label
  std::vector<int> cells;     ///< by label

  int count() const { return static_cast<int>(key.size()) - 1; }
};

enum class SmallPatches { joinNeighbour, mayVanish };

/// Patches of equal keys joined by cell edges. One that is smaller than its use allows, or a sliver, joins the
/// neighbour that it suits best; with mayVanish, one with no neighbour of its kind becomes outside.
Patches makePatches(const Raster<PatchKey>& keys, SmallPatches small);

/// Pieces of land around scattered points: the nearest in a metric in which height counts too, so that pieces on
/// slopes stretch along the contours, as fields do.
class Mosaic {
 public:
  Mosaic(const Raster<float>& ground, double spacing, double contour, std::uint64_t seed);
  /// The piece (below 2^18) of a place on ground of an elevation.
  std::uint32_t pieceAt(Point p, double elevation) const;

 private:
  struct Seed {
    float x, y, height;
  };
  double spacing_, contour_;
  int perSide_;
  std::vector<Seed> seeds_;
};

}  // namespace tanhui::demo
