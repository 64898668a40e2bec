#include <cmath>
#include <limits>
#include <map>

#include <catch2/catch.hpp>

#include "geo/tanhui.h"

namespace tanhui::library {
namespace {

using Cell = std::pair<std::int64_t, std::int64_t>;  // row, column

std::map<Cell, double> byCell(const std::vector<CoveredCells>& runs) {
  std::map<Cell, double> cells;
  for (const CoveredCells& run : runs)
    for (std::int64_t col = run.colBegin; col < run.colEnd; ++col) cells[{run.row, col}] += run.fraction;
  return cells;
}

/// Cells of 10 by 5 from (100, 250) to (160, 200).
constexpr CellGrid kGrid{100, 250, 10, 5, 6, 10};

Polygon rectangle(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}}};
}

double cellsOf(std::span<const Polygon> area, const CellGrid& grid) {
  double sum = 0;
  for (const auto& [cell, fraction] : byCell(coverage(area, grid))) sum += fraction;
  return sum;
}

}  // namespace

TEST_CASE("coverage gives the fractions of a triangle that one can tell by hand") {
  // Half of the box from (110, 240) to (130, 250), below its diagonal; the cells are 10 x 5, two rows of two.
  const Polygon triangle{{{{110, 240}, {130, 240}, {110, 250}}}};
  const std::map<Cell, double> cells = byCell(coverage({&triangle, 1}, kGrid));
  // The diagonal passes through (120, 245): the upper left and the lower right cell are halved.
  CHECK(cells == std::map<Cell, double>{{{0, 1}, 0.5}, {{1, 1}, 1.0}, {{1, 2}, 0.5}});
}

TEST_CASE("coverage takes rings of either direction, closed or not, with holes") {
  Polygon ring = rectangle(105, 205, 145, 245);
  ring.rings.push_back({{115, 215}, {135, 215}, {135, 235}, {115, 235}, {115, 215}});
  Polygon turned = ring;
  for (auto& line : turned.rings) std::ranges::reverse(line);
  const double cells = (40 * 40 - 20 * 20) / 50.0;
  CHECK(cellsOf({&ring, 1}, kGrid) == Approx(cells).epsilon(1e-13));
  CHECK(cellsOf({&turned, 1}, kGrid) == Approx(cells).epsilon(1e-13));
}

TEST_CASE("coverage counts once what polygons share and leaves out what lies off the grid") {
  const std::vector<Polygon> two = {rectangle(105, 205, 125, 225), rectangle(115, 215, 135, 235)};
  CHECK(cellsOf(two, kGrid) == Approx((2 * 400 - 100) / 50.0).epsilon(1e-13));
  const Polygon beyond = rectangle(155, 195, 1e7, 1e7);
  CHECK(cellsOf({&beyond, 1}, kGrid) == Approx(5 * 50 / 50.0).epsilon(1e-13));
  const Polygon off = rectangle(0, 0, 50, 50), line{{{{100, 200}, {150, 250}}}};
  CHECK(coverage({&off, 1}, kGrid).empty());
  CHECK(coverage({&line, 1}, kGrid).empty());
  CHECK(coverage({}, kGrid).empty());
}

TEST_CASE("coverage of a circle holds its area on a grid of any shape") {
  Polygon circle{{{}}};
  constexpr int kSides = 720;
  for (int i = 0; i < kSides; ++i)
    circle.rings[0].push_back({130 + 19 * std::cos(2 * M_PI * i / kSides), 225 + 19 * std::sin(2 * M_PI * i / kSides)});
  // A regular polygon: n / 2 r^2 sin(2 pi / n).
  const double area = kSides / 2.0 * 19 * 19 * std::sin(2 * M_PI / kSides);
  for (const double width : {60.0, 7.0, 0.13})
    for (const double height : {50.0, 3.0, 0.21}) {
      const CellGrid grid{100, 250, width, height, 1000, 1000};
      CHECK(cellsOf({&circle, 1}, grid) * width * height == Approx(area).epsilon(1e-12));
    }
}

TEST_CASE("coverage refuses what is no number and a grid without size") {
  Polygon bad = rectangle(105, 205, 145, 245);
  bad.rings[0][2].x = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(coverage({&bad, 1}, kGrid), Error);
  const Polygon good = rectangle(105, 205, 145, 245);
  for (const CellGrid& grid : {CellGrid{0, 0, 0, 1, 1, 1}, CellGrid{0, 0, 1, 1, 0, 1}, CellGrid{0, 0, 1, -1, 1, 1},
                               CellGrid{0, 0, 1, 1, std::int64_t{1} << 31, 1}})
    CHECK_THROWS_AS(coverage({&good, 1}, grid), Error);
}

}  // namespace tanhui::library
