#include "geo/terrain/BankLand.h"

#include <catch2/catch.hpp>

#include <cmath>

#include "tests/unit/terrain/TestDem.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

constexpr int kCols = 101, kRows = 60, kRiver = 50;  // cells of 30 m; the river runs down the middle column

/// Heights by the distance from the river, in cells, and falling to the south.
template <typename Height>
Dem valley(Height height) {
  std::vector<float> z;
  for (int row = 0; row < kRows; ++row)
    for (int col = 0; col < kCols; ++col)
      z.push_back(static_cast<float>(height(col - kRiver)) + static_cast<float>(kRows - row) * 0.01F);
  return flatDem(kCols, kRows, std::move(z), 30);
}

std::vector<std::uint8_t> river() {
  std::vector<std::uint8_t> water(static_cast<std::size_t>(kCols) * kRows, 0);
  for (int row = 0; row < kRows; ++row) water[static_cast<std::size_t>(row * kCols + kRiver)] = 1;
  return water;
}

BankLand at(const std::vector<BankLand>& land, int fromRiver, int row = kRows / 2) {
  return land[static_cast<std::size_t>(row * kCols + kRiver + fromRiver)];
}

}  // namespace

TEST_CASE("land belongs to a bank up to the first ridge, however high the next one is") {
  // Ridges 12 cells to the east and 20 to the west; behind each a valley and a higher ridge.
  const auto height = [](int x) {
    const int first = x > 0 ? 12 : 20, d = std::abs(x);
    return d <= first       ? 10.0 * d
           : d <= first + 8 ? 10.0 * (2 * first - d)
                            : 10.0 * (2 * first - (first + 8)) + 25.0 * (d - first - 8);
  };
  const std::vector<BankLand> land = bankLand(valley(height), river(), {});
  for (int d = 1; d < 12; ++d) CHECK(at(land, d) == BankLand::hillslope);
  for (int d = 13; d <= 40; ++d) CHECK(at(land, d) == BankLand::none);
  for (int d = 1; d < 20; ++d) CHECK(at(land, -d) == BankLand::hillslope);
  for (int d = 21; d <= 40; ++d) CHECK(at(land, -d) == BankLand::none);
  CHECK(at(land, 0) == BankLand::none);
}

TEST_CASE("land that is gentle down to the water is told apart, and hills far behind it are of no bank") {
  // East: a plain of 40 cells (1,200 m) before a hill; west: one of 20 cells (600 m).
  const auto height = [](int x) {
    const int plain = x > 0 ? 40 : 20, d = std::abs(x);
    return d <= plain ? 0.3 * d : 0.3 * plain + 12.0 * (d - plain);
  };
  const std::vector<BankLand> land = bankLand(valley(height), river(), {});
  CHECK(at(land, 1) == BankLand::gentle);
  CHECK(at(land, 38) == BankLand::gentle);
  CHECK(at(land, 45) == BankLand::none);
  CHECK(at(land, -18) == BankLand::gentle);
  CHECK(at(land, -25) == BankLand::hillslope);
}

TEST_CASE("the valley of a tributary is behind a ridge of its own") {
  // A side valley runs into the river from the east along one row: its slopes face it, not the river.
  std::vector<float> z;
  for (int row = 0; row < kRows; ++row)
    for (int col = 0; col < kCols; ++col) {
      const int x = col - kRiver, beside = std::abs(row - 30);
      const double slope = 8.0 * std::abs(x);
      z.push_back(static_cast<float>(x > 0 ? std::min(slope, 1.0 * x + 15.0 * beside) : slope) +
                  static_cast<float>(kRows - row) * 0.01F);
    }
  const Dem dem = flatDem(kCols, kRows, std::move(z), 30);
  const std::vector<BankLand> land = bankLand(dem, river(), {.gentleDegrees = 0.5, .tributaryHa = 5});
  CHECK(at(land, 30, 32) == BankLand::none);      // drains into the brook
  CHECK(at(land, 10, 5) == BankLand::hillslope);  // far from it: straight to the river
  CHECK(at(land, -30, 32) == BankLand::hillslope);
}
