#include "geo/zonal/detail/Pieces.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

struct Range {
  std::int64_t begin, end;
};

/// The cells [begin, end) of `count` that [lo, hi], in cells, meets. One cell is added on each side: a box edge within
/// rounding of a cell border must not lose a cell, and a cell too many costs nothing.
Range cellRange(double lo, double hi, std::int64_t count) {
  const auto limit = static_cast<double>(count);
  if (!(hi >= 0 && lo <= limit)) return {0, 0};
  const auto begin = static_cast<std::int64_t>(std::floor(std::clamp(lo, 0.0, limit)));
  const auto end = static_cast<std::int64_t>(std::ceil(std::clamp(hi, 0.0, limit)));
  return {std::max<std::int64_t>(0, begin - 1), std::min(count, end + 1)};
}

}  // namespace

Window cellsOf(const Box& box, const Grid& grid) {
  if (box.empty()) return {};
  const Range cols = cellRange((box.xmin - grid.x0) / grid.dx, (box.xmax - grid.x0) / grid.dx, grid.cols);
  const Range rows = cellRange((grid.y0 - box.ymax) / grid.dy, (grid.y0 - box.ymin) / grid.dy, grid.rows);
  if (cols.begin >= cols.end || rows.begin >= rows.end) return {};
  return {cols.begin, rows.begin, static_cast<int>(cols.end - cols.begin), static_cast<int>(rows.end - rows.begin)};
}

Pieces::Pieces(const Grid& grid, int pieceCols, int pieceRows, std::span<const MultiPolygon> shapes)
    : piecesOf_(shapes.size(), 0) {
  const std::int64_t across = (grid.cols + pieceCols - 1) / pieceCols;
  const std::int64_t down = (grid.rows + pieceRows - 1) / pieceRows;
  const auto visit = [&](std::size_t i, auto&& take) {
    const Window w = cellsOf(shapes[i].box, grid);
    if (w.cells() == 0) return;
    for (std::int64_t r = w.row / pieceRows; r <= (w.row + w.rows - 1) / pieceRows; ++r)
      for (std::int64_t c = w.col / pieceCols; c <= (w.col + w.cols - 1) / pieceCols; ++c)
        take(static_cast<std::size_t>(r * across + c));
  };

  // Counting sort of the pairs (piece, shape).
  std::vector<std::size_t> first(static_cast<std::size_t>(across * down) + 1, 0);
  for (std::size_t i = 0; i < shapes.size(); ++i)
    visit(i, [&](std::size_t piece) { ++first[piece + 1], ++piecesOf_[i]; });
  for (std::size_t piece = 1; piece < first.size(); ++piece) first[piece] += first[piece - 1];
  shapes_.resize(first.back());
  std::vector<std::size_t> next = first;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    visit(i, [&](std::size_t piece) { shapes_[next[piece]++] = static_cast<std::uint32_t>(i); });

  for (std::size_t piece = 0; piece + 1 < first.size(); ++piece) {
    if (first[piece] == first[piece + 1]) continue;
    const std::int64_t col = static_cast<std::int64_t>(piece) % across * pieceCols;
    const std::int64_t row = static_cast<std::int64_t>(piece) / across * pieceRows;
    windows_.push_back({col, row, static_cast<int>(std::min<std::int64_t>(pieceCols, grid.cols - col)),
                        static_cast<int>(std::min<std::int64_t>(pieceRows, grid.rows - row))});
    begin_.push_back(first[piece]);
  }
  begin_.push_back(shapes_.size());
}

}  // namespace tanhui
