#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "datasets/demo/Frame.h"

namespace tanhui::demo {

/// A place on the lattice that all polygon vertices lie on, in 1/64 m from the square's south-west corner: exact as
/// integers, where crossings are decided, and exact as doubles, where neighbours must share their border bit by bit.
struct Vertex {
  std::int32_t x, y;
  friend bool operator==(const Vertex&, const Vertex&) = default;
};
constexpr double kVerticesPerMetre = 64;

constexpr Point mapPoint(Vertex v) { return {kWest + v.x / kVerticesPerMetre, kSouth + v.y / kVerticesPerMetre}; }

/// A border between two labels, from node to node (where three or more labels meet), or closed on itself.
struct Arc {
  std::vector<Vertex> line;
  int left, right;  ///< labels on either side
};

/// The borders between the labels of a raster, each once, with its corners already cut: a line goes through the
/// middles of the cell edges it follows. No two arcs touch but at their ends, and at a node a label has one corner
/// only: where equal labels meet corner to corner, the border passes the corner on either side of it.
std::vector<Arc> traceArcs(const Raster<int>& label);

/// Rounds and thins the arcs, ends kept, so that they look drawn by hand rather than cut from cells; `tolerance` is in
/// metres. The arcs still touch nowhere but at their ends: one that would keeps the form it has.
std::vector<Arc> smoothArcs(std::vector<Arc> arcs, double tolerance);

/// Indexes of the arcs that cross or touch an arc (or themselves) elsewhere than at their ends. Exact.
std::vector<std::size_t> arcsInConflict(std::span<const Arc> arcs);

}  // namespace tanhui::demo
