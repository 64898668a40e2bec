#include "geo/coverage/Overlay.h"

#include "geo/coverage/BoundaryWalk.h"
#include "geo/coverage/CellArrangement.h"
#include "geo/coverage/PartStack.h"
#include "geo/coverage/RowProfile.h"

namespace tanhui {
namespace {

/// The sink of the boundary walk.
struct PieceList {
  std::vector<CellPiece>& pieces;
  std::uint32_t feature;

  void piece(int row, int col, int sign, double u0, double v0, double u1, double v1) {
    pieces.push_back({row, col, feature, sign, u0, v0, u1, v1});
  }
  void left(int row, int sign, double v0, double v1) { pieces.push_back({row, -1, feature, sign, 0, v0, 0, v1}); }
};

/// Turns counts per bucket, each one bucket late, into the places where the buckets begin.
void beginsFromCounts(std::vector<std::uint32_t>& counts) {
  for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

}  // namespace

struct Overlay::State {
  OverlayResult result;
  std::vector<CellPiece> pieces, sorted;
  std::vector<std::uint32_t> colBegins, rowBegins, order;
  std::vector<double> covered;  ///< per feature number
  RowProfile profile;
  CellArrangement arrange;

  void collect(std::span<const OverlayLayer> layers, const FeatureIndex& features, const Grid& grid,
               const Window& window);
  void sortByCell(const Window& window);
  void sweepRow(int row, std::span<const CellPiece> pieces, int cols, PartStack& parts);
  void account(std::span<const CellPiece> pieces, int cells);
};

void Overlay::State::collect(std::span<const OverlayLayer> layers, const FeatureIndex& features, const Grid& grid,
                             const Window& window) {
  pieces.clear();
  const CellFrame frame(grid, window);
  const Box box = grid.box(window);
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    for (std::size_t i = 0; i < layers[layer].features.size(); ++i) {
      const MultiPolygon& shape = *layers[layer].features[i];
      if (!shape.box.meets(box)) continue;
      PieceList list{pieces, features.number(layer, i)};
      BoundaryWalk(frame, list).walk(shape);
    }
  }
}

/// By row, then column, with two stable counting sorts: the pieces of a cell stay in the order of the features.
void Overlay::State::sortByCell(const Window& window) {
  colBegins.assign(static_cast<std::size_t>(window.cols) + 2, 0);
  rowBegins.assign(static_cast<std::size_t>(window.rows) + 1, 0);
  for (const CellPiece& piece : pieces) {
    ++colBegins[static_cast<std::size_t>(piece.col) + 2];  // column -1 first
    ++rowBegins[static_cast<std::size_t>(piece.row) + 1];
  }
  beginsFromCounts(colBegins);
  beginsFromCounts(rowBegins);
  order.resize(pieces.size());
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    order[colBegins[static_cast<std::size_t>(pieces[i].col + 1)]++] = i;
  }
  sorted.resize(pieces.size());
  // Moves each row's begin to its end.
  for (const std::uint32_t i : order) sorted[rowBegins[static_cast<std::size_t>(pieces[i].row)]++] = pieces[i];
}

/// Adds to each feature what it covers of a cell, which stands for `cells` alike.
void Overlay::State::account(std::span<const CellPiece> cellPieces, int cells) {
  for (const WindingStep& step : profile.steps()) covered[step.feature] += step.change * (1 - step.v) * cells;
  for (const CellPiece& piece : cellPieces) {
    covered[piece.feature] += piece.sign * piece.height() * (1 - 0.5 * (piece.u0 + piece.u1));
  }
}

void Overlay::State::sweepRow(int row, std::span<const CellPiece> rowPieces, int cols, PartStack& parts) {
  profile.clear();
  int next = 0;
  const auto span = [&](int end) {
    if (next >= end) return;
    arrange(profile.steps(), {}, parts);
    account({}, end - next);
    parts.finishCells(row, next, end);
    next = end;
  };
  while (!rowPieces.empty()) {
    const int col = rowPieces.front().col;
    std::size_t count = 1;
    while (count < rowPieces.size() && rowPieces[count].col == col) ++count;
    const auto cellPieces = rowPieces.first(count);
    if (col >= 0) {
      span(col);
      arrange(profile.steps(), cellPieces, parts);
      account(cellPieces, 1);
      parts.finishCells(row, col, col + 1);
      next = col + 1;
    }
    profile.pass(cellPieces);
    rowPieces = rowPieces.subspan(count);
  }
  span(cols);
}

Overlay::Overlay() : state_(std::make_unique<State>()) {}
Overlay::~Overlay() = default;
Overlay::Overlay(Overlay&&) noexcept = default;
Overlay& Overlay::operator=(Overlay&&) noexcept = default;

const OverlayResult& Overlay::operator()(std::span<const OverlayLayer> layers, const Grid& grid, const Window& window) {
  State& s = *state_;
  const FeatureIndex features(layers);
  s.result.parts.clear(), s.result.overlaps.clear();
  s.covered.assign(features.count(), 0);
  s.collect(layers, features, grid, window);
  s.sortByCell(window);

  PartStack parts(features, s.result);
  std::uint32_t begin = 0;
  for (int row = 0; row < window.rows; ++row) {
    const std::uint32_t end = s.rowBegins[static_cast<std::size_t>(row)];
    s.sweepRow(row, std::span<const CellPiece>(s.sorted).subspan(begin, end - begin), window.cols, parts);
    begin = end;
  }
  parts.finish();

  s.result.covered.resize(layers.size());
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    const auto first = s.covered.begin() + features.number(layer, 0);
    s.result.covered[layer].assign(first, first + static_cast<std::ptrdiff_t>(layers[layer].features.size()));
  }
  return s.result;
}

}  // namespace tanhui
