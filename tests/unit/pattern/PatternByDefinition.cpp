#include "tests/unit/pattern/PatternByDefinition.h"

#include <algorithm>
#include <cmath>

namespace tanhui {

PatternByDefinition::PatternByDefinition(const GroundMask& ground, const PatternOptions& spec)
    : ground_(ground), spec_(spec), reach_(spec.edgeWidth + 0.98) {
  findForeground();
  // Nothing that lies outside what is kept is background: the rim goes on for ever.
  const int inner = spec.edgeWidth;
  const Cells background = without(all_, foreground_);
  for (const Cell& cell : foreground_) {
    const bool kept = cell.first >= -inner && cell.first < ground.rows + inner && cell.second >= -inner &&
                      cell.second < ground.cols + inner;
    if (kept && !near(cell, background)) core_.insert(cell);
  }
  Cells kept;
  for (const Cell& cell : all_) {
    if (cell.first >= -inner && cell.first < ground.rows + inner && cell.second >= -inner &&
        cell.second < ground.cols + inner) {
      kept.insert(cell);
    }
  }
  all_ = kept;
  foreground_ = without(kept, background);
  for (const Cells& piece : pieces(foreground_, spec.connectivity)) {
    if (std::none_of(piece.begin(), piece.end(), [&](const Cell& c) { return core_.count(c) > 0; })) {
      islet_.insert(piece.begin(), piece.end());
    }
  }
  for (const Cell& cell : without(foreground_, core_)) {
    if (near(cell, core_)) ring_.insert(cell);
  }
  findEdges();
}

void PatternByDefinition::findForeground() {
  const int margin = 2 * spec_.edgeWidth + 1;
  Cells known, unknown;
  for (int row = 0; row < ground_.rows; ++row) {
    for (int col = 0; col < ground_.cols; ++col) {
      if (ground_.at(row, col) == Ground::foreground) known.insert({row, col});
      if (ground_.at(row, col) == Ground::nodata) unknown.insert({row, col});
    }
  }
  Cells with = known;
  for (const Cell& cell : unknown) {
    if (near(cell, known)) with.insert(cell);
  }
  for (int row = -margin; row < ground_.rows + margin; ++row) {
    for (int col = -margin; col < ground_.cols + margin; ++col) {
      all_.insert({row, col});
      if (with.count({std::clamp(row, 0, ground_.rows - 1), std::clamp(col, 0, ground_.cols - 1)}) > 0) {
        foreground_.insert({row, col});
      }
    }
  }
}

// Cores, then the cores that lie in their holes, then those in the holes of these ...
void PatternByDefinition::findEdges() {
  for (Cells cores = core_; !cores.empty();) {
    const Cells whole = filled(cores), outside = without(all_, whole);
    for (const Cell& cell : ring_) {
      if (near(cell, cores) && (outside.count(cell) > 0 || near(cell, outside))) edge_.insert(cell);
    }
    const Cells holes = without(whole, cores), filledHoles = filled(holes);
    Cells nested;
    for (const Cell& cell : cores) {
      if (filledHoles.count(cell) > 0) nested.insert(cell);
    }
    cores = nested;
  }
}

bool PatternByDefinition::near(const Cell& cell, const Cells& others) const {
  const int reach = spec_.edgeWidth + 1;
  for (int row = cell.first - reach; row <= cell.first + reach; ++row) {
    for (auto it = others.lower_bound({row, cell.second - reach});
         it != others.end() && *it <= Cell{row, cell.second + reach}; ++it) {
      if (std::hypot(it->first - cell.first, it->second - cell.second) <= reach_) return true;
    }
  }
  return false;
}

std::vector<PatternByDefinition::Cells> PatternByDefinition::pieces(const Cells& of, Connectivity joins) const {
  std::vector<Cells> found;
  for (Cells left = of; !left.empty();) {
    std::vector<Cell> open{*left.begin()};
    left.erase(left.begin());
    Cells piece;
    while (!open.empty()) {
      const Cell cell = open.back();
      open.pop_back();
      piece.insert(cell);
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          const bool corner = dx != 0 && dy != 0;
          if (corner && joins == Connectivity::four) continue;
          const auto it = left.find({cell.first + dy, cell.second + dx});
          if (it == left.end()) continue;
          open.push_back(*it);
          left.erase(it);
        }
      }
    }
    found.push_back(piece);
  }
  return found;
}

PatternByDefinition::Cells PatternByDefinition::without(const Cells& all, const Cells& some) const {
  Cells rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
  return rest;
}

PatternByDefinition::Cells PatternByDefinition::filled(const Cells& set) const {
  const auto [firstRow, firstCol] = *all_.begin();
  const auto [lastRow, lastCol] = *all_.rbegin();
  const bool cores = std::any_of(set.begin(), set.end(), [&](const Cell& c) { return core_.count(c) > 0; });
  Cells whole = set;
  for (const Cells& piece : pieces(without(all_, set), cores ? dual(spec_.connectivity) : spec_.connectivity)) {
    const bool outside = std::any_of(piece.begin(), piece.end(),
                                     [&, f = firstRow, g = firstCol, l = lastRow, m = lastCol](const Cell& c) {
                                       return c.first == f || c.first == l || c.second == g || c.second == m;
                                     });
    if (!outside) whole.insert(piece.begin(), piece.end());
  }
  return whole;
}

std::vector<std::uint8_t> PatternByDefinition::codes() const {
  std::vector<std::uint8_t> codes;
  for (int row = 0; row < ground_.rows; ++row) {
    for (int col = 0; col < ground_.cols; ++col) {
      const Cell cell{row, col};
      const bool nodata = ground_.at(row, col) == Ground::nodata;
      codes.push_back(nodata                         ? 129
                      : foreground_.count(cell) == 0 ? 0
                      : core_.count(cell) > 0        ? 17
                      : islet_.count(cell) > 0       ? 9
                      : edge_.count(cell) > 0        ? 3
                      : ring_.count(cell) > 0        ? 5
                                                     : 1);
    }
  }
  return codes;
}

}  // namespace tanhui
