#include "geo/coverage/detail/CellArrangement.h"

#include <algorithm>
#include <cmath>

#include "geo/coverage/SmallSort.h"

namespace tanhui {
namespace {

// Pieces that lie apart by less than this times their common height bound no area worth a cut.
constexpr double kNoArea = 1e-15;

}  // namespace

void CellArrangement::operator()(std::span<const WindingStep> west, std::span<const CellPiece> pieces,
                                 PartStack& parts) {
  gather(west, pieces);
  findCuts();
  std::size_t nextStep = 0, nextPiece = 0;
  active_.clear();
  for (std::size_t i = 0; i + 1 < cuts_.size(); ++i) {
    const double top = cuts_[i];
    for (; nextStep < steps_.size() && steps_[nextStep].v <= top; ++nextStep) {
      locals_[steps_[nextStep].local].west += steps_[nextStep].change;
    }
    std::erase_if(active_, [&](std::size_t piece) { return pieces_[piece].line.v1 <= top; });
    for (; nextPiece < pieces_.size() && pieces_[nextPiece].line.v0 <= top; ++nextPiece) active_.push_back(nextPiece);
    divideSlab(top, cuts_[i + 1], parts);
  }
}

void CellArrangement::gather(std::span<const WindingStep> west, std::span<const CellPiece> pieces) {
  locals_.clear(), steps_.clear(), pieces_.clear();
  const auto localOf = [&](std::uint32_t feature) {
    if (locals_.empty() || locals_.back().feature != feature) locals_.push_back({feature, 0, 0});
    return locals_.size() - 1;
  };
  auto step = west.begin();
  const auto takeSteps = [&](auto belongs) {
    for (; step != west.end() && belongs(step->feature); ++step) {
      const std::size_t local = localOf(step->feature);
      if (step->v <= 0) {
        locals_[local].west += step->change;
      } else {
        steps_.push_back({local, step->change, step->v});
      }
    }
  };
  for (const CellPiece& piece : pieces) {
    takeSteps([&](std::uint32_t feature) { return feature <= piece.feature; });
    pieces_.push_back({piece, localOf(piece.feature)});
  }
  takeSteps([](std::uint32_t) { return true; });
  smallSort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.v < b.v; });
  smallSort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) { return a.line.v0 < b.line.v0; });
}

void CellArrangement::findCuts() {
  cuts_.assign({0.0, 1.0});
  for (const Step& step : steps_) cuts_.push_back(step.v);
  for (const Piece& piece : pieces_) {
    if (piece.line.v0 > 0) cuts_.push_back(piece.line.v0);
    if (piece.line.v1 < 1) cuts_.push_back(piece.line.v1);
  }
  addCrossings();
  smallSort(cuts_.begin(), cuts_.end(), [](double a, double b) { return a < b; });
  cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
}

/// Crossings between pieces of different features: the boundary of a valid feature does not cross itself.
void CellArrangement::addCrossings() {
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const CellPiece& a = pieces_[i].line;
    const double aWest = std::min(a.u0, a.u1), aEast = std::max(a.u0, a.u1);
    for (std::size_t j = i + 1; j < pieces_.size() && pieces_[j].line.v0 < a.v1; ++j) {
      const CellPiece& b = pieces_[j].line;
      if (pieces_[i].local == pieces_[j].local) continue;
      if (std::min(b.u0, b.u1) >= aEast || std::max(b.u0, b.u1) <= aWest) continue;
      const double top = b.v0, bottom = std::min(a.v1, b.v1);
      const double before = a.uAt(top) - b.u0, after = a.uAt(bottom) - b.uAt(bottom);
      if ((before > 0) == (after > 0) || before == 0 || after == 0) continue;
      if (std::max(std::abs(before), std::abs(after)) * (bottom - top) < kNoArea) continue;
      const double v = top + (bottom - top) * (before / (before - after));
      if (v > top && v < bottom) cuts_.push_back(v);
    }
  }
}

void CellArrangement::coverWest() {
  covering_.clear();
  for (Local& local : locals_) {
    local.winding = local.west;
    if (local.winding > 0) covering_.push_back(local.feature);
  }
}

void CellArrangement::turn(Local& local, int change) {
  const bool was = local.winding > 0;
  local.winding += change;
  if (was == (local.winding > 0)) return;
  const auto place = std::lower_bound(covering_.begin(), covering_.end(), local.feature);
  if (was) {
    covering_.erase(place);
  } else {
    covering_.insert(place, local.feature);
  }
}

void CellArrangement::divideSlab(double top, double bottom, PartStack& parts) {
  const double height = bottom - top, middle = top + 0.5 * height;
  row_.clear();
  for (const std::size_t piece : active_) {
    row_.push_back({std::clamp(pieces_[piece].line.uAt(middle), 0.0, 1.0), piece});
  }
  smallSort(row_.begin(), row_.end(), [](const Crossing& a, const Crossing& b) { return a.u < b.u; });
  coverWest();
  double from = 0;
  for (const Crossing& crossing : row_) {
    if (crossing.u > from) {
      parts.add(covering_, height * (crossing.u - from));
      from = crossing.u;
    }
    const Piece& piece = pieces_[crossing.piece];
    turn(locals_[piece.local], piece.line.sign);
  }
  if (from < 1) parts.add(covering_, height * (1 - from));
}

}  // namespace tanhui
