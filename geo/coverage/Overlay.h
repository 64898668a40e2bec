#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "geo/coverage/Mosaic.h"
#include "geo/coverage/MultiPolygon.h"
#include "geo/coverage/OverlayParts.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// Stacks polygon layers exactly, in boundary cells too: equal to a chain of GEOS differences and intersections.
///
/// Cells that one feature per layer covers whole come as runs. In a cell that boundaries cross, the boundaries' pieces
/// are arranged in horizontal slabs between their end points and crossings; in a slab the pieces do not cross, so the
/// strips between neighbours are trapezoids, each with one set of covering features. A cell that only the borders of
/// one mosaic cross needs no slabs: nothing crosses there, and signed areas share it out. The result is continuous in
/// the input: coincident or nearly coincident borders give strips of no or hardly any width, never a topology fault.
/// The parts of a cell do not depend on the window.
///
/// Shapes as Coverage needs them. The object is scratch space to be reused from window to window on one thread.
class Overlay {
 public:
  Overlay();
  ~Overlay();
  Overlay(Overlay&&) noexcept;
  Overlay& operator=(Overlay&&) noexcept;

  /// Valid until the next call. All shapes in the CRS of the grid.
  const OverlayResult& operator()(std::span<const OverlayLayer> layers, const Grid& grid, const Window& window);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tanhui
