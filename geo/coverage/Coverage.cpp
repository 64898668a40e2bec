#include "geo/coverage/Coverage.h"

#include <cmath>

#include "geo/coverage/SmallSort.h"
#include "geo/coverage/detail/BoundaryWalk.h"

namespace tanhui {
namespace {

// Sums of a few numbers of at most 1 carry an error below this; less area than this is no area.
constexpr double kNoise = 1e-15;

double tidy(double fraction) {
  if (fraction < kNoise) return 0;
  return fraction > 1 - kNoise ? 1 : fraction;
}

}  // namespace

/// The sink of the boundary walk: neighbouring pieces of one cell become one touch.
struct Coverage::Gather {
  Coverage& to;

  void piece(int row, int col, int sign, double u0, double v0, double u1, double v1) {
    const double cover = sign * (v1 - v0);
    add(row, col, cover, cover * (1 - 0.5 * (u0 + u1)));
  }
  void left(int row, int sign, double v0, double v1) { add(row, -1, sign * (v1 - v0), 0); }

  void add(int row, int col, double cover, double area) {
    if (!to.touches_.empty()) {
      Touch& last = to.touches_.back();
      if (last.row == row && last.col == col) {
        last.cover += cover, last.area += area;
        return;
      }
    }
    to.firstRow_ = std::min(to.firstRow_, row), to.lastRow_ = std::max(to.lastRow_, row);
    to.touches_.push_back({row, col, cover, area});
  }
};

std::span<const CoverageRun> Coverage::operator()(const MultiPolygon& shape, const Grid& grid, const Window& window) {
  runs_.clear();
  if (!shape.box.meets(grid.box(window)) || insideOneCell(shape, grid, window)) return runs_;
  touches_.clear();
  firstRow_ = window.rows, lastRow_ = -1;
  const CellFrame frame(grid, window);
  Gather gather{*this};
  BoundaryWalk(frame, gather).walk(shape);
  if (touches_.empty()) return runs_;
  sortByCell();
  std::uint32_t begin = 0;
  for (int row = firstRow_; row <= lastRow_; ++row) {
    const std::uint32_t end = rowEnds_[static_cast<std::size_t>(row - firstRow_)];
    if (begin < end) sweepRow(row, sorted_.data() + begin, sorted_.data() + end, window.cols);
    begin = end;
  }
  return runs_;
}

/// A shape much smaller than a cell keeps all its digits when its own area is taken instead of distances from the
/// cell's sides.
bool Coverage::insideOneCell(const MultiPolygon& shape, const Grid& grid, const Window& window) {
  if (shape.box.xmax - shape.box.xmin > grid.dx || shape.box.ymax - shape.box.ymin > grid.dy) return false;
  const CellFrame frame(grid, window);
  const CellPoint a = frame.locate({shape.box.xmin, shape.box.ymax});
  const CellPoint b = frame.locate({shape.box.xmax, shape.box.ymin});
  if (a.row != b.row || a.col != b.col) return false;
  if (a.row < 0 || a.row >= window.rows || a.col < 0 || a.col >= window.cols) return true;
  const double fraction = std::min(1.0, planarArea(shape) / (grid.dx * grid.dy));
  if (fraction > 0) emit(static_cast<int>(a.row), static_cast<int>(a.col), static_cast<int>(a.col) + 1, fraction);
  return true;
}

/// By row with a counting sort, then by column inside each row.
void Coverage::sortByCell() {
  rowEnds_.assign(static_cast<std::size_t>(lastRow_ - firstRow_) + 2, 0);
  for (const Touch& touch : touches_) ++rowEnds_[static_cast<std::size_t>(touch.row - firstRow_) + 1];
  for (std::size_t i = 1; i < rowEnds_.size(); ++i) rowEnds_[i] += rowEnds_[i - 1];
  sorted_.resize(touches_.size());
  // Moves each row's begin to its end.
  for (const Touch& touch : touches_) sorted_[rowEnds_[static_cast<std::size_t>(touch.row - firstRow_)]++] = touch;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i + 1 < rowEnds_.size(); ++i) {
    smallSort(sorted_.begin() + begin, sorted_.begin() + rowEnds_[i],
              [](const Touch& a, const Touch& b) { return a.col < b.col; });
    begin = rowEnds_[i];
  }
}

void Coverage::sweepRow(int row, const Touch* first, const Touch* last, int cols) {
  double carry = 0;  // covered height of the west side of the next cell
  int next = 0;
  while (first != last) {
    const int col = first->col;
    double cover = 0, area = 0;
    for (; first != last && first->col == col; ++first) cover += first->cover, area += first->area;
    if (col >= 0) {
      if (next < col) emit(row, next, col, tidy(carry));
      emit(row, col, col + 1, tidy(carry + area));
    }
    carry += cover;
    next = col + 1;
  }
  if (next < cols) emit(row, next, cols, tidy(carry));
}

void Coverage::emit(int row, int colBegin, int colEnd, double fraction) {
  if (fraction == 0) return;
  if (!runs_.empty()) {
    CoverageRun& last = runs_.back();
    if (last.row == row && last.colEnd == colBegin && last.fraction == fraction) {
      last.colEnd = colEnd;
      return;
    }
  }
  runs_.push_back({row, colBegin, colEnd, fraction});
}

}  // namespace tanhui
