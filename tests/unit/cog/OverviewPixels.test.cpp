#include "geo/cog/OverviewPixels.h"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

namespace tanhui {
namespace {

constexpr float kNone = kFloatNodata;

float meanOfFour(float a, float b, float c, float d, std::size_t at = 0) {
  std::vector<float> tile(kTileCells, kNone), half(kQuarterCells);
  const std::size_t corner = at / kQuarter * 2 * kTile + at % kQuarter * 2;
  tile[corner] = a, tile[corner + 1] = b, tile[corner + kTile] = c, tile[corner + kTile + 1] = d;
  halve(std::span<const float, kTileCells>(tile), std::span<float, kQuarterCells>(half));
  return half[at];
}

int modeOfFour(std::array<std::uint8_t, 4> v) {
  std::vector<std::uint8_t> tile(kTileCells, kClassNodata), half(kQuarterCells);
  tile[0] = v[0], tile[1] = v[1], tile[kTile] = v[2], tile[kTile + 1] = v[3];
  halve(std::span<const std::uint8_t, kTileCells>(tile), std::span<std::uint8_t, kQuarterCells>(half));
  return half[0];
}

}  // namespace

TEST_CASE("The mean is taken over the valid cells only") {
  const float nan = std::nanf("");
  CHECK(meanOfFour(1, 2, 3, 6) == 3);
  CHECK(meanOfFour(kNone, 2, kNone, 6) == 4);
  CHECK(meanOfFour(kNone, kNone, kNone, 6) == 6);
  CHECK(meanOfFour(nan, 1, 2, 6) == 3);
  CHECK(meanOfFour(nan, nan, kNone, nan) == kNone);
  CHECK(meanOfFour(0, 0, 0, 0) == 0);
  CHECK(meanOfFour(-1, -1, -1, -1) == -1);
  // Wherever the block lies in its vector, row and tile.
  for (const std::size_t at : {1U, 2U, 3U, 255U, 256U, 65535U}) CHECK(meanOfFour(1, 2, 3, 6, at) == 3);
}

TEST_CASE("The mode of four classes agrees with counting, for every combination") {
  // Classes 0..3 and nodata in each place: 5^4 blocks.
  const std::array<std::uint8_t, 5> values = {0, 1, 2, 3, kClassNodata};
  for (const std::uint8_t a : values)
    for (const std::uint8_t b : values)
      for (const std::uint8_t c : values)
        for (const std::uint8_t d : values) {
          std::array<int, 4> count{};
          for (const std::uint8_t v : {a, b, c, d})
            if (v != kClassNodata) ++count[v];
          int expected = kClassNodata, most = 0;
          for (int v = 0; v < 4; ++v)
            if (count[static_cast<std::size_t>(v)] > most) most = count[static_cast<std::size_t>(v)], expected = v;
          CAPTURE(int{a}, int{b}, int{c}, int{d});
          REQUIRE(modeOfFour({a, b, c, d}) == expected);
        }
}

TEST_CASE("Moments count valid cells and NaN apart") {
  std::vector<float> tile(kTileCells, kNone), half(kQuarterCells);
  tile[0] = 3, tile[1000] = -4, tile[kTileCells - 1] = 10, tile[77] = std::nanf("");
  Moments m = halve(std::span<const float, kTileCells>(tile), std::span<float, kQuarterCells>(half));
  CHECK(m.count == 3);
  CHECK(m.notANumber == 1);
  CHECK(m.sum == 9);
  CHECK(m.squares == 125);
  CHECK(m.min == -4);
  CHECK(m.max == 10);
  m.add(m);
  CHECK(m.count == 6);
  CHECK(m.sum == 18);
  CHECK(m.min == -4);
}

TEST_CASE("Classes are counted by value, nodata not") {
  std::vector<std::uint8_t> tile(kTileCells, kClassNodata);
  std::vector<std::uint64_t> counts(256);
  tile[0] = 0, tile[5] = 7, tile[6] = 7, tile[kTileCells - 1] = 254;
  CHECK(countClasses(std::span<const std::uint8_t, kTileCells>(tile), counts) == 4);
  CHECK(counts[0] == 1);
  CHECK(counts[7] == 2);
  CHECK(counts[254] == 1);
  CHECK(counts[255] == 0);
}

}  // namespace tanhui
