#include <algorithm>
#include <map>
#include <optional>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/coverage/Coverage.h"
#include "geo/coverage/Overlay.h"
#include "tests/unit/coverage/GeosArea.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

/// Three land layers (one with overlaps inside, one a mesh with common borders), two zone layers and a region.
struct RandomStack {
  std::vector<std::vector<MultiPolygon>> shapes;
  std::vector<std::vector<const MultiPolygon*>> pointers;
  std::vector<OverlayLayer> layers;
  Grid grid;

  RandomStack(unsigned seed, double x, double y, double cell) : grid(gridOf(x, y, cell, 9, 9)) {
    Random random(seed);
    const auto star = [&](double low, double high) {
      const double size = uniform(random, low, high) * cell;
      return randomStar(
          random, {x + uniform(random, 0, 9) * cell, y - uniform(random, 0, 9) * cell, uniform(random, 0.2, 0.8) * size,
                   size, 6 + static_cast<int>(random() % 12), random() % 2 == 0});
    };
    const Box around{x - 0.7 * cell, y - 9.3 * cell, x + 9.2 * cell, y + 0.4 * cell};
    shapes.push_back({star(4, 9), star(3, 5)});                    // region
    shapes.push_back({star(1, 4), star(0.1, 4), star(0.1, 2)});    // land
    shapes.push_back(randomMesh(random, around, 3, 4));            // land
    shapes.back().erase(shapes.back().begin() + 5);                // ... with a gap
    shapes.push_back({star(1, 6), shapes[1][0], star(1, 6)});      // land, one feature a copy of a higher one
    shapes.push_back(randomMesh(random, around, 2, 3));            // zones: a partition
    shapes.push_back({star(0.1, 5), star(0.1, 5), shapes[2][3]});  // zones that overlap
    for (auto& layer : shapes) {
      pointers.emplace_back();
      for (const MultiPolygon& shape : layer) pointers.back().push_back(&shape);
    }
    using enum OverlayRole;
    constexpr OverlayRole roles[] = {region, land, land, land, zone, zone};
    for (std::size_t i = 0; i < shapes.size(); ++i) layers.push_back({roles[i], pointers[i]});
  }
};

using Owner = std::pair<std::uint32_t, std::uint32_t>;
using CellOwner = std::tuple<int, int, std::uint32_t, std::uint32_t>;

/// Area in cells by owner and cell, and by owner and zone feature.
struct Areas {
  std::map<CellOwner, double> cells;
  std::map<std::pair<Owner, OverlayFeatureRef>, double> zones;
};

Areas byOverlay(const RandomStack& stack) {
  Overlay overlay;
  const OverlayResult& result = overlay(stack.layers, stack.grid, stack.grid.all());
  Areas areas;
  for (const OverlayPart& p : result.parts) {
    for (int c = p.colBegin; c < p.colEnd; ++c) {
      areas.cells[{p.row, c, p.ownerLayer, p.ownerFeature}] += p.fraction;
      for (const auto& zone : result.zoneSets[p.zoneSet]) {
        areas.zones[{{p.ownerLayer, p.ownerFeature}, zone}] += p.fraction;
      }
    }
  }
  return areas;
}

/// The same by a chain of GEOS differences and intersections.
Areas byGeos(const RandomStack& stack) {
  const GeosArea geos;
  const double cellArea = stack.grid.dx * stack.grid.dy;
  const auto window = geos.box(stack.grid.box());
  const auto whole = geos.box(stack.grid.box());
  Areas areas;
  const auto record = [&](Owner owner, const GeosArea::Shape& part) {
    for (int row = 0; row < 9; ++row) {
      for (int col = 0; col < 9; ++col) {
        const auto cell = geos.intersection(part, geos.box(stack.grid.box({col, row, 1, 1})));
        areas.cells[{row, col, owner.first, owner.second}] = geos.area(cell) / cellArea;
      }
    }
    for (std::uint32_t layer = 4; layer < 6; ++layer) {
      for (std::uint32_t i = 0; i < stack.shapes[layer].size(); ++i) {
        const auto zone = geos.shape(stack.shapes[layer][i]);
        areas.zones[{owner, {layer, i}}] = geos.area(geos.intersection(part, zone)) / cellArea;
      }
    }
  };
  // What is left of the region: the window less the window without the region's features.
  auto outside = geos.difference(window, geos.shape(stack.shapes[0][0]));
  outside = geos.difference(outside, geos.shape(stack.shapes[0][1]));
  auto left = geos.difference(whole, outside);
  for (std::uint32_t layer = 1; layer < 4; ++layer) {
    for (std::uint32_t i = 0; i < stack.shapes[layer].size(); ++i) {
      const auto feature = geos.shape(stack.shapes[layer][i]);
      record({layer, i}, geos.intersection(left, feature));
      left = geos.difference(left, feature);
    }
  }
  record({kNoOwner, kNoOwner}, left);
  return areas;
}

template <typename Key>
double worst(const std::map<Key, double>& a, const std::map<Key, double>& b) {
  double worst = 0;
  for (const auto& [key, value] : a) worst = std::max(worst, std::abs(value - (b.contains(key) ? b.at(key) : 0)));
  for (const auto& [key, value] : b) worst = std::max(worst, std::abs(value - (a.contains(key) ? a.at(key) : 0)));
  return worst;
}

bool inside(const MultiPolygon& shape, Point p) {
  bool in = false;
  std::size_t begin = 0;
  for (const std::uint32_t end : shape.ringEnds) {
    for (std::size_t i = begin; i + 1 < end; ++i) {
      const Point a = shape.points[i], b = shape.points[i + 1];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    begin = end;
  }
  return in;
}

std::optional<Owner> ownerAt(const RandomStack& stack, Point p) {
  const auto covers = [p](const MultiPolygon& shape) { return inside(shape, p); };
  if (std::ranges::none_of(stack.shapes[0], covers)) return std::nullopt;
  for (std::uint32_t layer = 1; layer < 4; ++layer) {
    const auto found = std::ranges::find_if(stack.shapes[layer], covers);
    if (found != stack.shapes[layer].end())
      return Owner(layer, static_cast<std::uint32_t>(found - stack.shapes[layer].begin()));
  }
  return Owner(kNoOwner, kNoOwner);
}

/// Cells of a window that a test holds for, by 100 x 100 points a cell.
template <typename Test>
double bySampling(const RandomStack& stack, const Window& window, Test test) {
  constexpr int kPoints = 100;
  const Box box = stack.grid.box(window);
  int hits = 0;
  for (int i = 0; i < kPoints * window.cols; ++i)
    for (int j = 0; j < kPoints * window.rows; ++j)
      if (test(Point{box.xmin + (i + 0.5) / kPoints * stack.grid.dx, box.ymin + (j + 0.5) / kPoints * stack.grid.dy}))
        ++hits;
  return static_cast<double>(hits) / (kPoints * kPoints);
}

/// A key for which the two are far apart, and points side with ours.
template <typename Key, typename Sample>
bool pointsSideWithOurs(const std::map<Key, double>& ours, const std::map<Key, double>& theirs, Sample sample) {
  constexpr double kFarApart = 0.05;
  for (const auto& [key, cells] : theirs) {
    const auto found = ours.find(key);
    const double own = found == ours.end() ? 0 : found->second;
    if (std::abs(own - cells) > kFarApart && std::abs(own - sample(key)) < kFarApart / 4) return true;
  }
  return false;
}

/// GEOS 3.11 once in some hundred stacks gives an owner a cell that it has nothing of, or loses a feature (seeds
/// 232499, 761, 770 in small coordinates). Where the two are far apart a third route tells who is wrong.
bool geosIsWrong(const RandomStack& stack, const Areas& ours, const Areas& theirs) {
  const auto cellOf = [&](const CellOwner& key) {
    const auto [row, col, layer, feature] = key;
    return bySampling(stack, {col, row, 1, 1}, [&](Point p) { return ownerAt(stack, p) == Owner(layer, feature); });
  };
  const auto zoneOf = [&](const std::pair<Owner, OverlayFeatureRef>& key) {
    const MultiPolygon& zone = stack.shapes[key.second.layer][key.second.feature];
    return bySampling(stack, stack.grid.all(),
                      [&](Point p) { return inside(zone, p) && ownerAt(stack, p) == key.first; });
  };
  return pointsSideWithOurs(ours.cells, theirs.cells, cellOf) || pointsSideWithOurs(ours.zones, theirs.zones, zoneOf);
}

void matchGeos(const RandomStack& stack, double tolerance) {
  const Areas ours = byOverlay(stack);
  Areas theirs;
  try {
    theirs = byGeos(stack);
  } catch (const std::runtime_error& fault) {
    // As rarely, GEOS 3.11 gives up on a stack ("side location conflict", seed 1705 in small coordinates).
    RC_DISCARD(fault.what());
  }
  const double cells = worst(ours.cells, theirs.cells), zones = worst(ours.zones, theirs.zones);
  const bool equal = cells <= tolerance && zones <= tolerance * 81;
  if (!equal && geosIsWrong(stack, ours, theirs)) RC_DISCARD("GEOS is wrong");
  RC_ASSERT(cells <= tolerance);
  RC_ASSERT(zones <= tolerance * 81);
}

}  // namespace

TEST_CASE("stacks equal a chain of GEOS overlays") {
  CHECK(rc::check("three land layers, two zone layers, a region, in small coordinates",
                  [](unsigned seed) { matchGeos(RandomStack(seed, 0.3, 9.1, 1), 1e-9); }));
}

TEST_CASE("stacks equal a chain of GEOS overlays in 8-digit coordinates") {
  // GEOS itself works on points rounded to 7e-9 m here, which is 7e-10 of a cell side.
  CHECK(rc::check("three land layers, two zone layers, a region",
                  [](unsigned seed) { matchGeos(RandomStack(seed, 36622330.01, 3242080.02, 10), 1e-8); }));
}

TEST_CASE("features alone in an overlay cover what Coverage says") {
  CHECK(rc::check("covered, before stacking", [](unsigned seed) {
    const RandomStack stack(seed, 0.3, 9.1, 1);
    Overlay overlay;
    Coverage coverage;
    const Window window{1, 2, 7, 6};
    const OverlayResult& result = overlay(stack.layers, stack.grid, window);
    for (std::size_t layer = 0; layer < stack.shapes.size(); ++layer) {
      for (std::size_t i = 0; i < stack.shapes[layer].size(); ++i) {
        double cells = 0;
        for (const CoverageRun& run : coverage(stack.shapes[layer][i], stack.grid, window)) {
          cells += run.fraction * (run.colEnd - run.colBegin);
        }
        RC_ASSERT(std::abs(result.covered[layer][i] - cells) <= 1e-13 * 42);
      }
    }
  }));
}
