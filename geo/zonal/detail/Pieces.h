#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// A grid cut into rectangular pieces, row by row, and which shapes meet each: what is read and worked on at a time.
/// Only pieces that some shape's box meets are kept.
class Pieces {
 public:
  /// `pieceCols` x `pieceRows` cells each, less at the east and south edges. All shapes in the CRS of the grid.
  Pieces(const Grid& grid, int pieceCols, int pieceRows, std::span<const MultiPolygon> shapes);

  std::size_t size() const { return windows_.size(); }
  const Window& window(std::size_t piece) const { return windows_[piece]; }
  /// The shapes whose boxes meet the piece, ascending.
  std::span<const std::uint32_t> shapes(std::size_t piece) const {
    return std::span(shapes_).subspan(begin_[piece], begin_[piece + 1] - begin_[piece]);
  }
  /// In how many pieces a shape takes part.
  std::uint32_t piecesOf(std::size_t shape) const { return piecesOf_[shape]; }

 private:
  std::vector<Window> windows_;
  std::vector<std::size_t> begin_;
  std::vector<std::uint32_t> shapes_, piecesOf_;
};

/// The cells of a grid that a box meets; cols and rows are 0 when it lies outside.
Window cellsOf(const Box& box, const Grid& grid);

}  // namespace tanhui
