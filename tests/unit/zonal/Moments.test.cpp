#include "geo/zonal/detail/Moments.h"

#include <cmath>
#include <random>

#include <catch2/catch.hpp>

#include "tests/unit/zonal/MakeFiles.h"

using namespace tanhui;
using make::kNan;

namespace {

template <typename T>
Values<T> valuesOf(const std::vector<T>& cells, std::ptrdiff_t cols) {
  return {cells.data(), cols};
}

}  // namespace

TEST_CASE("Moments of a few cells, by hand") {
  const std::vector<float> cells{1, 2, 3, 4,  //
                                 5, 6, 7, 8};
  const std::vector<CoverageRun> runs{{0, 1, 3, 0.5}, {1, 1, 3, 1.0}};
  const Moments m = momentsOf(valuesOf(cells, 4), runs, true);
  CHECK(m.count == 3);
  CHECK(m.sum == 0.5 * 2 + 0.5 * 3 + 6 + 7);
  CHECK(m.mean() == 15.5 / 3);
  CHECK(m.min == 2);
  CHECK(m.max == 7);
  const double mean = 15.5 / 3;
  const auto square = [&](double value) { return (value - mean) * (value - mean); };
  CHECK(m.deviation == Approx(0.5 * square(2) + 0.5 * square(3) + square(6) + square(7)).epsilon(1e-14));
}

TEST_CASE("Moments leave out cells without a value, in short and in long runs, and count their area") {
  std::vector<double> cells(40, 2.0);
  cells[3] = cells[17] = cells[39] = kNan;
  const std::vector<CoverageRun> runs{{0, 0, 20, 1.0}, {0, 20, 40, 0.25}};
  const Moments m = momentsOf(valuesOf(cells, 40), runs, true);
  CHECK(m.count == 18 + 0.25 * 19);
  CHECK(m.nodata == 2 + 0.25);
  CHECK(m.sum == 2 * m.count);
  CHECK(m.min == 2);
  CHECK(m.max == 2);
  CHECK(m.deviation == 0);
}

TEST_CASE("Moments of cells without a value") {
  const std::vector<float> cells(9, static_cast<float>(kNan));
  const std::vector<CoverageRun> runs{{0, 0, 9, 1.0}};
  const Moments m = momentsOf(valuesOf(cells, 9), runs, true);
  CHECK(m.count == 0);
  CHECK(m.nodata == 9);
  CHECK(std::isnan(m.mean()));
}

TEST_CASE("The mean of equal values is that value, whatever the fractions") {
  std::mt19937 random(7);
  for (const float value : {0.1F, 1e30F, -3.3F, 1e-30F}) {
    const std::vector<float> cells(200, value);
    std::vector<CoverageRun> runs;
    runs.reserve(200);
    for (int i = 0; i < 200; ++i) runs.push_back({0, i, i + 1, std::uniform_real_distribution<>(0, 1)(random)});
    const Moments m = momentsOf(valuesOf(cells, 200), runs, true);
    CHECK(m.mean() == static_cast<double>(value));
    CHECK(m.deviation == 0);
  }
}

TEST_CASE("Moments of small deviations on a large value do not cancel") {
  // 1e9 + {-1, 0, 1}: a sum of squares would lose all digits of the variance.
  std::vector<double> cells;
  cells.reserve(3000);
  for (int i = 0; i < 3000; ++i) cells.push_back(1e9 + i % 3 - 1);
  const std::vector<CoverageRun> runs{{0, 0, 3000, 1.0}};
  const Moments m = momentsOf(valuesOf(cells, 3000), runs, true);
  CHECK(m.deviation / m.count == Approx(2.0 / 3).epsilon(1e-12));
}

TEST_CASE("Moments of the largest floats stay finite") {
  const std::vector<float> cells{std::numeric_limits<float>::max(), -std::numeric_limits<float>::max(),
                                 std::numeric_limits<float>::max()};
  const std::vector<CoverageRun> runs{{0, 0, 3, 1.0}};
  const Moments m = momentsOf(valuesOf(cells, 3), runs, true);
  CHECK(m.sum == double{std::numeric_limits<float>::max()});
  CHECK(std::isfinite(m.deviation));
}

TEST_CASE("Moments of parts merge into the moments of the whole") {
  std::mt19937 random(3);
  std::vector<float> cells;
  cells.reserve(500);
  for (int i = 0; i < 500; ++i) cells.push_back(std::normal_distribution<float>(100, 5)(random));
  std::vector<CoverageRun> runs;
  runs.reserve(500);
  for (int i = 0; i < 500; ++i) runs.push_back({0, i, i + 1, std::uniform_real_distribution<>(0, 1)(random)});
  const auto values = valuesOf(cells, 500);
  const Moments whole = momentsOf(values, runs, true);
  Moments parts;
  parts.merge(momentsOf(values, std::span(runs).first(1), true));
  parts.merge(Moments{});
  parts.merge(momentsOf(values, std::span(runs).subspan(1, 300), true));
  parts.merge(momentsOf(values, std::span(runs).subspan(301), true));
  CHECK(parts.count == Approx(whole.count).epsilon(1e-13));
  CHECK(parts.sum == Approx(whole.sum).epsilon(1e-13));
  CHECK(parts.deviation == Approx(whole.deviation).epsilon(1e-12));
  CHECK(parts.min == whole.min);
  CHECK(parts.max == whole.max);
}

TEST_CASE("countValues adds areas by value and leaves out cells without a value") {
  const std::vector<double> cells{4, 4, 7, kNan, kNan, 4, 7, 7};
  const std::vector<CoverageRun> runs{{0, 0, 6, 1.0}, {0, 6, 8, 0.25}};
  Frequency frequency;
  countValues(valuesOf(cells, 8), runs, frequency, 10);
  REQUIRE(frequency.entries().size() == 2);
  CHECK(frequency.entries()[0].value == 4);
  CHECK(frequency.entries()[0].weight == 3);
  CHECK(frequency.entries()[1].value == 7);
  CHECK(frequency.entries()[1].weight == 1.5);
}

TEST_CASE("addGround weighs each cell by the ground that is covered of it") {
  const std::vector<double> cells{2, kNan, 3,  //
                                  5, 7,    11};
  const std::vector<double> areas{0.5,  0.5,  0.5,  //
                                  0.25, 0.25, 0.25};
  const std::vector<CoverageRun> runs{{0, 0, 3, 1.0}, {1, 1, 3, 0.5}};
  Moments m;
  addGround(valuesOf(cells, 3), runs, areas, m);
  CHECK(m.areaHa == 2 * 0.5 + 2 * 0.5 * 0.25);
  CHECK(m.total == (2 + 3) * 0.5 + (7 + 11) * 0.5 * 0.25);
  Moments twice = m;
  twice.merge(m);
  CHECK(twice.areaHa == 2 * m.areaHa);
  CHECK(twice.total == 2 * m.total);
}
