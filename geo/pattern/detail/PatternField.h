#pragma once

#include <cstdint>
#include <vector>

#include "geo/pattern/GroundMask.h"
#include "geo/pattern/Pattern.h"
#include "geo/pattern/detail/Disk.h"

namespace tanhui {

/// What is known of a cell on the way to its class, as bits.
enum PatternBit : std::uint8_t {
  kForeground = 1,
  kCore = 2,
  kRing = 4,    ///< not core, but within the edge width of one
  kEdge = 8,    ///< the part of the ring that looks outward
  kIslet = 16,  ///< of a patch without core
  kConnector = 32,
  kBridge = 64,    ///< a connector between different cores; without it one that leads back to its own
  kOpening = 128,  ///< background that foreground encloses
};

/// The raster while it is being classified, with a frame of replicated cells around it: the border of a raster is no
/// edge. The frame is one cell wider than the edge width; beyond that nothing would change any more.
struct PatternField {
  int cols = 0, rows = 0;  ///< with the frame
  int frame = 0;           ///< cells on each side
  Connectivity connectivity = Connectivity::eight;
  int tile = 0;
  Disk disk;
  std::vector<std::uint8_t> bits;

  std::size_t index(int row, int col) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col);
  }
  bool has(std::size_t cell, std::uint8_t bit) const { return (bits[cell] & bit) != 0; }
};

/// Step 0: nodata within the edge width of foreground counts as foreground while the classes are found; then the frame.
PatternField framedField(const GroundMask& ground, const PatternOptions& spec);

}  // namespace tanhui
