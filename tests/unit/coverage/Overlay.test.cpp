#include "geo/coverage/Overlay.h"

#include <map>
#include <tuple>

#include <catch2/catch.hpp>

#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

/// Layers that own their shapes.
class Stack {
 public:
  Stack& add(OverlayRole role, std::vector<MultiPolygon> shapes) {
    shapes_.push_back(std::make_unique<std::vector<MultiPolygon>>(std::move(shapes)));
    auto& pointers = *pointers_.emplace_back(std::make_unique<std::vector<const MultiPolygon*>>());
    for (const MultiPolygon& shape : *shapes_.back()) pointers.push_back(&shape);
    layers_.push_back({role, pointers});
    return *this;
  }
  Stack& addMosaic(OverlayRole role, const Mosaic& mosaic) {
    layers_.push_back({.role = role, .features = {}, .mosaic = &mosaic});
    return *this;
  }
  std::span<const OverlayLayer> layers() const { return layers_; }
  const MultiPolygon& shape(std::size_t layer, std::size_t i) const { return (*shapes_[layer])[i]; }

 private:
  std::vector<std::unique_ptr<std::vector<MultiPolygon>>> shapes_;
  std::vector<std::unique_ptr<std::vector<const MultiPolygon*>>> pointers_;
  std::vector<OverlayLayer> layers_;
};

using Owner = std::pair<std::uint32_t, std::uint32_t>;
constexpr Owner kNobody{kNoOwner, kNoOwner};

std::map<Owner, double> areaByOwner(const OverlayResult& result) {
  std::map<Owner, double> areas;
  for (const OverlayPart& p : result.parts) {
    areas[{p.ownerLayer, p.ownerFeature}] += p.fraction * (p.colEnd - p.colBegin);
  }
  return areas;
}

/// Sum of the parts of each cell.
std::map<std::pair<int, int>, double> cellSums(const OverlayResult& result) {
  std::map<std::pair<int, int>, double> sums;
  for (const OverlayPart& p : result.parts) {
    for (int c = p.colBegin; c < p.colEnd; ++c) sums[{p.row, c}] += p.fraction;
  }
  return sums;
}

double zoneArea(const OverlayResult& result, OverlayFeatureRef zone) {
  double area = 0;
  for (const OverlayPart& p : result.parts) {
    const auto& set = result.zoneSets[p.zoneSet];
    if (std::find(set.begin(), set.end(), zone) != set.end()) area += p.fraction * (p.colEnd - p.colBegin);
  }
  return area;
}

void checkPartOrder(const OverlayResult& result, const Window& window) {
  int row = 0, begin = 0, end = 0;
  for (const OverlayPart& p : result.parts) {
    if (p.row != row) row = p.row, begin = 0, end = 0;
    REQUIRE(p.row >= row);
    REQUIRE(p.row < window.rows);
    REQUIRE(p.colEnd <= window.cols);
    REQUIRE(p.fraction > 0);
    REQUIRE(p.fraction <= 1);
    const bool sameCells = p.colBegin == begin && p.colEnd == end;
    REQUIRE((sameCells || p.colBegin >= end));
    begin = p.colBegin, end = p.colEnd;
  }
}

const Grid kGrid = gridOf(0, 10, 1, 10, 10);

}  // namespace

TEST_CASE("nothing at all: every cell is there, owned by nobody") {
  Overlay overlay;
  const auto& result = overlay({}, kGrid, kGrid.all());
  CHECK(result.parts.size() == 10);  // one run per row
  CHECK(areaByOwner(result).at(kNobody) == 100);
  CHECK(result.zoneSets.size() == 1);
  CHECK(result.covered.empty());
}

TEST_CASE("a higher layer covers a lower one, in boundary cells too") {
  Stack stack;
  stack.add(OverlayRole::land, {box(2.5, 2.5, 5.5, 5.5)});
  stack.add(OverlayRole::land, {box(0, 0, 4.25, 10), box(4.25, 0, 10, 10)});
  Overlay overlay;
  const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
  checkPartOrder(result, kGrid.all());
  const auto areas = areaByOwner(result);
  CHECK(areas.at({0, 0}) == 9);
  CHECK(areas.at({1, 0}) == 42.5 - 1.75 * 3);
  CHECK(areas.at({1, 1}) == 57.5 - 1.25 * 3);
  CHECK(areas.count(kNobody) == 0);
  CHECK(result.overlaps.empty());
  CHECK(result.covered[0][0] == 9);
  CHECK(result.covered[1][0] == 42.5);
  CHECK(result.covered[1][1] == 57.5);
  for (const auto& [cell, sum] : cellSums(result)) CHECK(sum == Approx(1).epsilon(0).margin(1e-15));
}

TEST_CASE("only the region counts") {
  Stack stack;
  stack.add(OverlayRole::land, {box(-5, -5, 15, 15)});
  stack.add(OverlayRole::region, {box(0.5, 0.5, 3, 3), box(2.5, 2.5, 4, 4)});  // two features that overlap
  Overlay overlay;
  const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
  const auto areas = areaByOwner(result);
  CHECK(areas.size() == 1);
  CHECK(areas.at({0, 0}) == 6.25 + 2.25 - 0.25);
  CHECK(result.covered[0][0] == 100);  // in the window, before stacking
  CHECK(result.covered[1][0] == 6.25);

  SECTION("a region layer without features: nothing counts") {
    Stack none;
    none.add(OverlayRole::region, {}).add(OverlayRole::land, {box(0, 0, 10, 10)});
    CHECK(overlay(none.layers(), kGrid, kGrid.all()).parts.empty());
  }
}

TEST_CASE("zones include each other's ground") {
  Stack stack;
  stack.add(OverlayRole::land, {box(0, 0, 10, 10)});
  stack.add(OverlayRole::zone, {box(1, 1, 4.5, 4.5), box(3.25, 3.25, 6, 6)});
  stack.add(OverlayRole::zone, {box(0, 0, 10, 3.5)});
  Overlay overlay;
  const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
  CHECK(result.zoneSets[0].empty());
  CHECK(zoneArea(result, {1, 0}) == 12.25);
  CHECK(zoneArea(result, {1, 1}) == Approx(7.5625).epsilon(1e-15));
  CHECK(zoneArea(result, {2, 0}) == 35);
  double allThree = 0;
  for (const OverlayPart& p : result.parts) {
    if (result.zoneSets[p.zoneSet].size() == 3) allThree += p.fraction * (p.colEnd - p.colBegin);
  }
  CHECK(allThree == 1.25 * 0.25);
  CHECK(areaByOwner(result).at({0, 0}) == 100);
}

TEST_CASE("inside a land layer the earlier feature wins, and each pair is told") {
  Stack stack;
  stack.add(OverlayRole::land, {box(0, 0, 4, 4), box(2.5, 0, 6, 4), box(3.5, 0, 8, 2), box(8, 0, 9, 9)});
  stack.add(OverlayRole::land, {box(0, 0, 10, 10)});  // another layer: covering it is no overlap
  Overlay overlay;
  const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
  const auto areas = areaByOwner(result);
  CHECK(areas.at({0, 0}) == 16);
  CHECK(areas.at({0, 1}) == 8);
  CHECK(areas.at({0, 2}) == 4);
  REQUIRE(result.overlaps.size() == 3);
  const std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> want = {{0, 1, 6}, {0, 2, 1}, {1, 2, 5}};
  for (std::size_t i = 0; i < want.size(); ++i) {
    const OverlayOverlap& o = result.overlaps[i];
    CHECK(o.layer == 0);
    CHECK(std::tuple(o.first, o.second, o.cells) == want[i]);
  }
}

TEST_CASE("the same polygon twice: the first has it all") {
  Random random(3);
  const auto shape = randomStar(random, {5, 5, 1.5, 4.5, 40, true});
  Stack stack;
  stack.add(OverlayRole::land, {shape, shape}).add(OverlayRole::land, {shape});
  Overlay overlay;
  const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
  const auto areas = areaByOwner(result);
  CHECK(areas.size() == 2);  // and nobody
  CHECK(areas.at({0, 0}) == Approx(planarArea(shape)).epsilon(1e-13));
  REQUIRE(result.overlaps.size() == 1);
  CHECK(result.overlaps[0].cells == Approx(planarArea(shape)).epsilon(1e-13));
}

TEST_CASE("features that touch at a corner share nothing") {
  Stack stack;
  stack.add(OverlayRole::land, {box(1, 1, 3.5, 3.5), box(3.5, 3.5, 6, 6)});
  Overlay overlay;
  const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
  CHECK(areaByOwner(result).at({0, 0}) == 6.25);
  CHECK(areaByOwner(result).at({0, 1}) == 6.25);
  CHECK(result.overlaps.empty());
}

TEST_CASE("a partition with common borders has no gap and no overlap") {
  Random random(17);
  const Grid grid = gridOf(36622330, 3242080, 10, 60, 60);
  const Box area = grid.box();
  Stack stack;
  stack.add(OverlayRole::land, randomMesh(random, area, 13, 17));
  Overlay overlay;
  const auto& result = overlay(stack.layers(), grid, grid.all());
  checkPartOrder(result, grid.all());
  const auto areas = areaByOwner(result);
  CHECK(areas.count(kNobody) == 0);
  CHECK(areas.size() == 13 * 17);
  CHECK(result.overlaps.empty());
  for (const auto& [owner, cells] : areas) {
    CHECK(cells * 100 == Approx(planarArea(stack.shape(0, owner.second))).epsilon(1e-12));
  }
  const auto sums = cellSums(result);
  CHECK(sums.size() == 3600);
  for (const auto& [cell, sum] : sums) CHECK(sum == Approx(1).epsilon(0).margin(4e-15));
}

TEST_CASE("borders digitised twice, a billionth of a cell apart") {
  for (const double shift : {1e-9, -1e-9, 1e-13, 3e-16}) {
    Random random(23), same(23);
    const auto land = randomMesh(random, kGrid.box(), 4, 4);
    auto other = randomMesh(same, kGrid.box(), 4, 4);
    Random jitter(29);
    for (MultiPolygon& shape : other) {
      for (Point& p : shape.points) p.x += uniform(jitter, 0, shift), p.y += uniform(jitter, 0, shift);
      shape.points.back() = shape.points.front();
    }
    Stack stack;
    std::vector<MultiPolygon> even, odd;
    for (std::size_t i = 0; i < land.size(); ++i) {
      (i % 2 == i / 4 % 2 ? even : odd).push_back(i % 2 == i / 4 % 2 ? land[i] : other[i]);
    }
    stack.add(OverlayRole::land, even).add(OverlayRole::land, odd);
    Overlay overlay;
    const auto& result = overlay(stack.layers(), kGrid, kGrid.all());
    const auto areas = areaByOwner(result);
    const double slack = 100 * std::abs(shift) + 1e-13;
    for (std::size_t i = 0; i < even.size(); ++i) {
      CHECK(areas.at({0, static_cast<std::uint32_t>(i)}) == Approx(planarArea(even[i])).epsilon(0).margin(1e-13));
      CHECK(areas.at({1, static_cast<std::uint32_t>(i)}) == Approx(planarArea(odd[i])).epsilon(0).margin(slack));
    }
    if (areas.count(kNobody)) CHECK(areas.at(kNobody) < slack);
    for (const auto& [cell, sum] : cellSums(result)) REQUIRE(sum == Approx(1).epsilon(0).margin(4e-15));
  }
}

TEST_CASE("the parts of a cell do not depend on the window") {
  Random random(31);
  const Grid grid = gridOf(0, 40, 1, 40, 40);
  Stack stack;
  stack.add(OverlayRole::region, {randomStar(random, {20, 20, 12, 25, 30, true})});
  stack.add(OverlayRole::land, {randomStar(random, {15, 20, 5, 15, 12, false}), box(18.3, -7, 71.2, 33.3)});
  stack.add(OverlayRole::land, randomMesh(random, {-20, -20, 60, 60}, 9, 9));
  stack.add(OverlayRole::zone, {randomStar(random, {22, 18, 5, 15, 12, true}), box(-50, 11.1, 90, 12.9)});

  using Key = std::tuple<std::int64_t, std::int64_t, std::uint32_t, std::uint32_t, std::vector<OverlayFeatureRef>>;
  const auto shares = [&](const Window& window) {
    Overlay overlay;
    const auto& result = overlay(stack.layers(), grid, window);
    std::map<Key, double> map;
    for (const OverlayPart& p : result.parts) {
      for (int c = p.colBegin; c < p.colEnd; ++c) {
        map[{p.row + window.row, c + window.col, p.ownerLayer, p.ownerFeature, result.zoneSets[p.zoneSet]}] +=
            p.fraction;
      }
    }
    return map;
  };
  const auto whole = shares(grid.all());
  std::map<Key, double> tiled;
  for (const Window& w : {Window{0, 0, 17, 40}, Window{17, 0, 23, 13}, Window{17, 13, 23, 27}}) {
    for (const auto& [key, share] : shares(w)) tiled[key] += share;
  }
  CHECK(tiled.size() == whole.size());
  for (const auto& [key, share] : whole) CHECK(tiled[key] == Approx(share).epsilon(0).margin(1e-13));
}

TEST_CASE("a mosaic is its areas as polygons") {
  // A bent lattice of 9 x 9 quadrilaterals in three areas, with gaps; its rim lies partly beyond the grid.
  constexpr int kEdge = 9;
  Random random(5);
  Mosaic mosaic;
  mosaic.areas = 3;
  for (int r = 0; r <= kEdge; ++r)
    for (int c = 0; c <= kEdge; ++c)
      mosaic.points.push_back(
          {c * 1.3 - 0.7 + uniform(random, -0.3, 0.3), 10.4 - r * 1.1 + uniform(random, -0.3, 0.3)});
  const auto node = [](int c, int r) { return static_cast<std::uint32_t>(r * (kEdge + 1) + c); };
  std::vector<std::uint32_t> area(kEdge * kEdge);
  for (std::uint32_t& a : area) a = random() % 4 == 0 ? Mosaic::kNothing : static_cast<std::uint32_t>(random() % 3);
  const auto areaAt = [&](int c, int r) {
    return c < 0 || c >= kEdge || r < 0 || r >= kEdge ? Mosaic::kNothing
                                                      : area[static_cast<std::size_t>(r * kEdge + c)];
  };
  std::vector<std::vector<MultiPolygon>> parts(3);
  for (int r = 0; r <= kEdge; ++r)
    for (int c = 0; c <= kEdge; ++c) {
      if (c < kEdge && areaAt(c, r - 1) != areaAt(c, r))
        mosaic.borders.push_back({node(c, r), node(c + 1, r), areaAt(c, r - 1), areaAt(c, r)});
      if (r < kEdge && areaAt(c - 1, r) != areaAt(c, r))
        mosaic.borders.push_back({node(c, r), node(c, r + 1), areaAt(c, r), areaAt(c - 1, r)});
      if (areaAt(c, r) == Mosaic::kNothing) continue;
      const auto at = [&](int i, int j) { return mosaic.points[node(i, j)]; };
      parts[areaAt(c, r)].push_back(polygon({{at(c, r), at(c, r + 1), at(c + 1, r + 1), at(c + 1, r)}}));
    }
  std::vector<MultiPolygon> shapes;
  std::vector<std::uint32_t> areaOf;
  for (std::uint32_t a = 0; a < 3; ++a)
    for (MultiPolygon& part : parts[a]) shapes.push_back(std::move(part)), areaOf.push_back(a);

  const std::vector<MultiPolygon> above = {polygon({{{1.2, 1.1}, {6.3, 2.4}, {3.3, 7.9}}})},
                                  zone = {polygon({{{4.5, 0.5}, {9.5, 4.5}, {4.5, 9.5}}})};
  for (const bool alone : {true, false}) {
    Stack asMosaic, asPolygons;
    for (Stack* stack : {&asMosaic, &asPolygons}) {
      if (!alone) stack->add(OverlayRole::land, above);
      if (stack == &asMosaic)
        stack->addMosaic(OverlayRole::land, mosaic);
      else
        stack->add(OverlayRole::land, shapes);
      if (!alone) stack->add(OverlayRole::zone, zone);
    }
    Overlay one, other;
    for (const Window& window : {Window{0, 0, 10, 10}, Window{3, 2, 5, 4}}) {
      const OverlayResult& ours = one(asMosaic.layers(), kGrid, window);
      const OverlayResult& theirs = other(asPolygons.layers(), kGrid, window);
      checkPartOrder(ours, window);
      using Key = std::tuple<int, int, std::uint32_t, std::uint32_t, bool>;
      const std::uint32_t layer = alone ? 0 : 1;
      const auto cells = [&](const OverlayResult& result, bool polygons) {
        std::map<Key, double> out;
        for (const OverlayPart& p : result.parts)
          for (int c = p.colBegin; c < p.colEnd; ++c) {
            const bool translate = polygons && p.ownerLayer == layer;
            out[{p.row, c, p.ownerLayer, translate ? areaOf[p.ownerFeature] : p.ownerFeature, p.zoneSet != 0}] +=
                p.fraction;
          }
        return out;
      };
      const auto left = cells(ours, false), right = cells(theirs, true);
      for (const auto& [key, fraction] : right)
        CHECK(fraction == Approx(left.contains(key) ? left.at(key) : 0).margin(1e-12));
      for (const auto& [key, fraction] : left)
        CHECK(fraction == Approx(right.contains(key) ? right.at(key) : 0).margin(1e-12));
      std::vector<double> covered(3, 0);
      for (std::size_t i = 0; i < shapes.size(); ++i) covered[areaOf[i]] += theirs.covered[layer][i];
      for (std::size_t a = 0; a < 3; ++a) CHECK(ours.covered[layer][a] == Approx(covered[a]).epsilon(1e-12));
      CHECK(ours.overlaps.empty());
    }
  }
}

TEST_CASE("an overlay is used again and gives the same bytes") {
  Random random(37);
  Stack first, second;
  first.add(OverlayRole::land, randomMesh(random, kGrid.box(), 3, 3)).add(OverlayRole::zone, {box(1.5, 1.5, 4, 4)});
  second.add(OverlayRole::zone, {box(0, 0, 3, 3)});
  Overlay overlay, fresh;
  const OverlayResult a = fresh(first.layers(), kGrid, kGrid.all());
  overlay(second.layers(), kGrid, kGrid.all());
  const OverlayResult& b = overlay(first.layers(), kGrid, kGrid.all());
  REQUIRE(a.parts.size() == b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    const OverlayPart &p = a.parts[i], &q = b.parts[i];
    CHECK(std::tuple(p.row, p.colBegin, p.colEnd, p.ownerLayer, p.ownerFeature, p.zoneSet, p.fraction) ==
          std::tuple(q.row, q.colBegin, q.colEnd, q.ownerLayer, q.ownerFeature, q.zoneSet, q.fraction));
  }
  CHECK(a.zoneSets == b.zoneSets);
  CHECK(a.covered == b.covered);
}
