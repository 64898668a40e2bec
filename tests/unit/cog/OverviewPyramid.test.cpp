#include "geo/cog/detail/OverviewPyramid.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <map>

namespace tanhui {

TEST_CASE("Levels halve, rounded up, until the larger side fits a tile") {
  CHECK(levelSizes(512, 512).size() == 1);
  const std::vector<LevelSize> levels = levelSizes(1300, 700);
  REQUIRE(levels.size() == 3);
  CHECK(levels[1].cols == 650);
  CHECK(levels[1].rows == 350);
  CHECK(levels[2].cols == 325);
  CHECK(levels[2].rows == 175);
  CHECK(levels[0].tiles() == 6);
  CHECK(levelSizes(1, 513).back().rows == 257);
}

TEST_CASE("Every level's tiles come once, in row-major order, from their own four quarters") {
  CHECK(rc::check([] {
    // Quarters hold one value each: the number of the tile they came from. A block of equal values has that mean.
    const auto across = *rc::gen::inRange<std::int64_t>(1, 7), down = *rc::gen::inRange<std::int64_t>(1, 7);
    const std::vector<LevelSize> levels = levelSizes(across * kTile, down * kTile);
    Pyramid<std::uint8_t> pyramid(levels, 1);
    std::map<std::size_t, std::int64_t> seen;
    for (std::int64_t tile = 0; tile < across * down; ++tile) {
      const Quarters<std::uint8_t> quarter{std::vector<std::uint8_t>(kQuarterCells, static_cast<std::uint8_t>(tile))};
      pyramid.add(quarter, [&](std::size_t level, const std::vector<std::span<const std::uint8_t>>& bands) {
        const std::int64_t index = seen[level]++;
        if (level != 1) return;
        const std::int64_t col = index % levels[1].across() * 2, row = index / levels[1].across() * 2;
        for (std::int64_t part = 0; part < 4; ++part) {
          const std::int64_t childCol = col + part % 2, childRow = row + part / 2;
          const std::int64_t child = childRow * across + childCol;
          const bool inside = childCol < across && childRow < down;
          const std::size_t corner = static_cast<std::size_t>(part / 2 * kQuarter * kTile + part % 2 * kQuarter);
          RC_ASSERT(bands[0][corner] == (inside ? child : kClassNodata));
        }
      });
    }
    for (std::size_t level = 1; level < levels.size(); ++level) RC_ASSERT(seen[level] == levels[level].tiles());
    RC_ASSERT(seen.size() + 1 == levels.size());
  }));
}

TEST_CASE("Tiles without a valid cell pass through without pixels") {
  Pyramid<float> pyramid(levelSizes(1024, 1024), 2);
  std::vector<std::span<const float>> last;
  bool secondEmpty = false;
  for (int tile = 0; tile < 4; ++tile) {
    Quarters<float> quarters(2);
    if (tile == 2) quarters[0].assign(kQuarterCells, 4.0F);
    pyramid.add(std::move(quarters), [&](std::size_t, const std::vector<std::span<const float>>& bands) {
      secondEmpty = bands[1].empty();
      CHECK(bands[0].size() == kTileCells);
      CHECK(bands[0].front() == kFloatNodata);
      CHECK(bands[0][kQuarter * kTile] == 4.0F);
    });
  }
  CHECK(secondEmpty);
  REQUIRE(pyramid.crown().size() == 2);
  CHECK(pyramid.crown()[0].size() == kQuarterCells);
  CHECK(pyramid.crown()[1].empty());
}

}  // namespace tanhui
