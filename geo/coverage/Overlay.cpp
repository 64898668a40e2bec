#include "geo/coverage/Overlay.h"

#include <algorithm>

#include "geo/coverage/SmallSort.h"
#include "geo/coverage/detail/BoundaryWalk.h"
#include "geo/coverage/detail/CellArrangement.h"
#include "geo/coverage/detail/PartStack.h"
#include "geo/coverage/detail/RowProfile.h"

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

/// The same for the borders of a mosaic: what is inside on one side is outside on the other.
struct BorderList {
  std::vector<CellPiece>& pieces;
  std::uint32_t first;  ///< number of the mosaic's area 0
  std::uint32_t onLeft = Mosaic::kNothing, onRight = Mosaic::kNothing;

  void piece(int row, int col, int sign, double u0, double v0, double u1, double v1) {
    if (onLeft != Mosaic::kNothing) pieces.push_back({row, col, first + onLeft, sign, u0, v0, u1, v1});
    if (onRight != Mosaic::kNothing) pieces.push_back({row, col, first + onRight, -sign, u0, v0, u1, v1});
  }
  void left(int row, int sign, double v0, double v1) { piece(row, -1, sign, 0, v0, 0, v1); }
};

/// Turns counts per bucket, each one bucket late, into the places where the buckets begin.
void beginsFromCounts(std::vector<std::uint32_t>& counts) {
  for (std::size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
}

/// What one area of a mosaic takes of a cell.
struct AreaShare {
  std::uint32_t feature;
  double area;
};

double& shareOf(std::vector<AreaShare>& shares, std::uint32_t feature) {
  for (AreaShare& share : shares)
    if (share.feature == feature) return share.area;
  return shares.emplace_back(AreaShare{feature, 0}).area;
}

}  // namespace

struct Overlay::State {
  OverlayResult result;
  std::vector<CellPiece> pieces, sorted;
  std::vector<std::uint32_t> colBegins, rowBegins, order;
  std::vector<double> covered;  ///< per feature number
  RowProfile profile;
  CellArrangement arrange;
  std::vector<CellPoint> located;  ///< the points of a mosaic
  std::vector<AreaShare> shares;
  std::vector<std::uint32_t> covering, under;

  void collect(std::span<const OverlayLayer> layers, const FeatureIndex& features, const Grid& grid,
               const Window& window);
  void sortByCell(const Window& window);
  void collect(const Mosaic& mosaic, std::uint32_t first, const CellFrame& frame);
  void sweepRow(int row, std::span<CellPiece> pieces, int cols, const FeatureIndex& features, PartStack& parts);
  void divideCell(std::span<CellPiece> pieces, const FeatureIndex& features, PartStack& parts);
  bool onlyMosaic(std::span<const CellPiece> pieces, const FeatureIndex& features, std::uint32_t& layer) const;
  void shareOut(std::span<const CellPiece> pieces, const FeatureIndex& features, std::uint32_t layer, PartStack& parts);
  void account(std::span<const CellPiece> pieces, int cells);
};

void Overlay::State::collect(std::span<const OverlayLayer> layers, const FeatureIndex& features, const Grid& grid,
                             const Window& window) {
  pieces.clear();
  const CellFrame frame(grid, window);
  const Box box = grid.box(window);
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    if (layers[layer].mosaic != nullptr) {
      collect(*layers[layer].mosaic, features.number(layer, 0), frame);
      continue;
    }
    for (std::size_t i = 0; i < layers[layer].features.size(); ++i) {
      const MultiPolygon& shape = *layers[layer].features[i];
      if (!shape.box.meets(box)) continue;
      PieceList list{pieces, features.number(layer, i)};
      BoundaryWalk(frame, list).walk(shape);
    }
  }
}

void Overlay::State::collect(const Mosaic& mosaic, std::uint32_t first, const CellFrame& frame) {
  located.clear();
  for (const Point point : mosaic.points) located.push_back(frame.locate(point));
  BorderList list{pieces, first};
  BoundaryWalk walk(frame, list);
  for (const Mosaic::Border& border : mosaic.borders) {
    list.onLeft = border.left, list.onRight = border.right;
    walk.line(located[border.from], located[border.to]);
  }
}

/// By row, then inside each row by column, with stable counting sorts: the pieces of a cell stay in the order of the
/// features.
void Overlay::State::sortByCell(const Window& window) {
  rowBegins.assign(static_cast<std::size_t>(window.rows) + 1, 0);
  for (const CellPiece& piece : pieces) ++rowBegins[static_cast<std::size_t>(piece.row) + 1];
  beginsFromCounts(rowBegins);
  order.resize(pieces.size());
  // Moves each row's begin to its end.
  for (std::uint32_t i = 0; i < pieces.size(); ++i) order[rowBegins[static_cast<std::size_t>(pieces[i].row)]++] = i;
  sorted.resize(pieces.size());
  std::uint32_t begin = 0;
  for (int row = 0; row < window.rows; ++row) {
    const std::uint32_t end = rowBegins[static_cast<std::size_t>(row)];
    if (begin == end) continue;
    const auto ofRow = std::span<const std::uint32_t>(order).subspan(begin, end - begin);
    colBegins.assign(static_cast<std::size_t>(window.cols) + 2, 0);
    for (const std::uint32_t i : ofRow) ++colBegins[static_cast<std::size_t>(pieces[i].col) + 2];  // column -1 first
    beginsFromCounts(colBegins);
    for (const std::uint32_t i : ofRow)
      sorted[begin + colBegins[static_cast<std::size_t>(pieces[i].col + 1)]++] = pieces[i];
    begin = end;
  }
}

/// Adds to each feature what it covers of a cell, which stands for `cells` alike.
void Overlay::State::account(std::span<const CellPiece> cellPieces, int cells) {
  for (const WindingStep& step : profile.steps()) covered[step.feature] += step.change * (1 - step.v) * cells;
  for (const CellPiece& piece : cellPieces) {
    covered[piece.feature] += piece.sign * piece.height() * (1 - 0.5 * (piece.u0 + piece.u1));
  }
}

void Overlay::State::sweepRow(int row, std::span<CellPiece> rowPieces, int cols, const FeatureIndex& features,
                              PartStack& parts) {
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
      divideCell(cellPieces, features, parts);
      account(cellPieces, 1);
      parts.finishCells(row, col, col + 1);
      next = col + 1;
    }
    profile.pass(cellPieces);
    rowPieces = rowPieces.subspan(count);
  }
  span(cols);
}

/// A cell that borders cross.
void Overlay::State::divideCell(std::span<CellPiece> cellPieces, const FeatureIndex& features, PartStack& parts) {
  std::uint32_t mosaic = 0;
  if (features.hasMosaic() && onlyMosaic(cellPieces, features, mosaic)) {
    shareOut(cellPieces, features, mosaic, parts);
    return;
  }
  // A mosaic gives its pieces border by border.
  if (features.hasMosaic())
    smallSort(cellPieces.begin(), cellPieces.end(),
              [](const CellPiece& a, const CellPiece& b) { return a.feature < b.feature; });
  arrange(profile.steps(), cellPieces, parts);
}

/// True when all the borders in the cell are of one mosaic and every other feature covers it whole or not at all.
bool Overlay::State::onlyMosaic(std::span<const CellPiece> cellPieces, const FeatureIndex& features,
                                std::uint32_t& layer) const {
  layer = features.layer(cellPieces.front().feature);
  if (!features.isMosaic(layer)) return false;
  for (const CellPiece& piece : cellPieces)
    if (features.layer(piece.feature) != layer) return false;
  for (const WindingStep& step : profile.steps())
    if (step.v > 0 && features.layer(step.feature) != layer) return false;
  return true;
}

void Overlay::State::shareOut(std::span<const CellPiece> cellPieces, const FeatureIndex& features, std::uint32_t layer,
                              PartStack& parts) {
  shares.clear(), under.clear();
  for (const WindingStep& step : profile.steps()) {
    if (features.layer(step.feature) == layer) {
      shareOf(shares, step.feature) += step.change * (1 - step.v);
    } else if (step.change > 0) {
      under.push_back(step.feature);
    }
  }
  for (const CellPiece& piece : cellPieces)
    shareOf(shares, piece.feature) += piece.sign * piece.height() * (1 - 0.5 * (piece.u0 + piece.u1));
  double left = 1;
  for (const AreaShare& share : shares) {
    if (share.area <= 0) continue;  // it only touches the cell, but for rounding
    covering.assign(under.begin(), under.end());
    covering.insert(std::lower_bound(covering.begin(), covering.end(), share.feature), share.feature);
    parts.add(covering, share.area);
    left -= share.area;
  }
  if (left > 0) parts.add(under, left);
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
    s.sweepRow(row, std::span<CellPiece>(s.sorted).subspan(begin, end - begin), window.cols, features, parts);
    begin = end;
  }
  parts.finish();

  s.result.covered.resize(layers.size());
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    const auto first = s.covered.begin() + features.number(layer, 0);
    s.result.covered[layer].assign(first, first + static_cast<std::ptrdiff_t>(layers[layer].count()));
  }
  return s.result;
}

}  // namespace tanhui
