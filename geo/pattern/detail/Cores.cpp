#include "geo/pattern/detail/Cores.h"

#include <algorithm>
#include <set>

namespace tanhui {
namespace {

// Rows of a bit: 1 where it is set, or where it is not.
SeedRow rowsOf(const PatternField& field, std::uint8_t bit, bool set) {
  return [&field, bit, set](int row, int begin, int end, std::uint8_t* to) {
    const std::uint8_t* from = &field.bits[field.index(row, begin)];
    std::transform(from, from + (end - begin), to,
                   [bit, set](std::uint8_t bits) { return static_cast<std::uint8_t>(((bits & bit) != 0) == set); });
  };
}

std::vector<std::uint8_t> nearBit(const PatternField& field, std::uint8_t bit, bool set) {
  return nearSeeds(field.disk, field.rows, field.cols, field.tile, rowsOf(field, bit, set));
}

Regions regionsOf(const PatternField& field, std::uint8_t bit) {
  const SeedRow rows = rowsOf(field, bit, true);
  return {field.cols, field.rows, [&](int row, std::uint8_t* values) { rows(row, 0, field.cols, values); },
          field.connectivity, dual(field.connectivity)};
}

void setBit(PatternField& field, int row, int begin, int end, std::uint8_t bit) {
  for (std::size_t i = field.index(row, begin); i < field.index(row, end); ++i) field.bits[i] |= bit;
}

// The levels of holes that have a piece of ring in the patch.
std::set<std::uint32_t> holeLevels(const Nesting& nesting, const Patch& patch) {
  std::set<std::uint32_t> levels;
  for (int row = patch.row; row < patch.row + patch.rows; ++row) {
    nesting.regions().eachRun(row, patch.col, patch.col + patch.cols, [&](int, int, std::size_t region) {
      if (nesting.regions().value(region) == 0 && nesting.level(region) > 0) levels.insert(nesting.level(region));
    });
  }
  return levels;
}

SeedRow outsideRows(const Nesting& nesting, std::uint32_t level) {
  return [&nesting, level](int row, int from, int to, std::uint8_t* seeds) {
    nesting.regions().eachRun(row, from, to, [&](int begin, int end, std::size_t region) {
      std::fill(seeds + (begin - from), seeds + (end - from), nesting.outsideOf(level, region) ? 1 : 0);
    });
  };
}

void markEdges(PatternField& field, const Nesting& nesting, std::uint32_t level, const Patch& patch) {
  const auto near = level == 0 ? std::vector<std::uint8_t>()
                               : nearSeeds(field.disk, field.rows, field.cols, patch, outsideRows(nesting, level));
  for (int r = 0; r < patch.rows; ++r) {
    const int row = patch.row + r;
    nesting.regions().eachRun(row, patch.col, patch.col + patch.cols, [&](int begin, int end, std::size_t region) {
      if (nesting.regions().value(region) != 0 || nesting.level(region) != level) return;
      for (int col = begin; col < end; ++col) {
        const std::size_t cell = field.index(row, col);
        const bool outward = level == 0 || near[static_cast<std::size_t>(r) * static_cast<std::size_t>(patch.cols) +
                                                static_cast<std::size_t>(col - patch.col)] != 0;
        if (outward && field.has(cell, kRing)) field.bits[cell] |= kEdge;
      }
    });
  }
}

}  // namespace

void markCores(PatternField& field) {
  const auto nearBackground = nearBit(field, kForeground, false);
  for (std::size_t i = 0; i < field.bits.size(); ++i) {
    if (nearBackground[i] == 0) field.bits[i] |= kCore;
  }
  const auto nearCore = nearBit(field, kCore, true);
  for (std::size_t i = 0; i < field.bits.size(); ++i) {
    if (nearCore[i] != 0 && !field.has(i, kCore)) field.bits[i] |= kRing;
  }
}

void markIslets(PatternField& field) {
  const Regions regions = regionsOf(field, kForeground);
  std::vector<bool> plain(regions.count());  // foreground that has a core, background that reaches the frame
  for (std::size_t region = 0; region < plain.size(); ++region) {
    plain[region] = regions.value(region) == 0 && regions.atFrame(region);
  }
  for (int row = 0; row < field.rows; ++row) {
    regions.eachRun(row, [&](int begin, int end, std::size_t region) {
      for (std::size_t i = field.index(row, begin); i < field.index(row, end); ++i) {
        if (field.has(i, kCore)) plain[region] = true;
      }
    });
  }
  for (int row = 0; row < field.rows; ++row) {
    regions.eachRun(row, [&](int begin, int end, std::size_t region) {
      if (!plain[region]) setBit(field, row, begin, end, regions.value(region) != 0 ? kIslet : kOpening);
    });
  }
}

// A region that does not reach the frame lies in the one that is left of its first cell, which has a smaller number.
Nesting::Nesting(const PatternField& field) : regions_(regionsOf(field, kCore)) {
  for (std::size_t region = 0; region < regions_.count(); ++region) {
    const std::uint32_t hole = regions_.value(region) == 0 ? 1 : 0;
    levels_.push_back(regions_.atFrame(region) ? 0 : levels_[regions_.leftOf(region)] + hole);
  }
}

void markEdges(PatternField& field, const Nesting& nesting) {
  eachTile(field.rows, field.cols, field.tile, [&](const Patch& patch) {
    markEdges(field, nesting, 0, patch);
    for (const std::uint32_t level : holeLevels(nesting, patch)) markEdges(field, nesting, level, patch);
  });
}

}  // namespace tanhui
