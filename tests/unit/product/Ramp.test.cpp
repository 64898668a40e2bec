#include "geo/product/Ramp.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

namespace tanhui {

TEST_CASE("Ramps run from 0 to 1 in ascending order") {
  for (const Ramp ramp :
       {rampOf(Palette::green), rampOf(Palette::brown), rampOf(Palette::purple), rampOf(Palette::purpleGreen)}) {
    CHECK(ramp.front().t == 0);
    CHECK(ramp.back().t == 1);
    CHECK(std::is_sorted(ramp.begin(), ramp.end(), [](RampStop a, RampStop b) { return a.t < b.t; }));
  }
  CHECK(colourAt(rampOf(Palette::purpleGreen), 0.5) == 0xF7F7F7);
}

TEST_CASE("Colours are mixed between stops and held at the ends") {
  const RampStop grey[] = {{0, 0x000000}, {0.5, 0x804020}, {1, 0xFFFFFF}};
  CHECK(colourAt(grey, 0.25) == 0x402010);
  CHECK(colourAt(grey, 0.5) == 0x804020);
  CHECK(colourAt(grey, -3) == 0x000000);
  CHECK(colourAt(grey, 1) == 0xFFFFFF);
  CHECK(colourAt(grey, 7) == 0xFFFFFF);
  CHECK(colourAt(grey, std::numeric_limits<double>::quiet_NaN()) == 0x000000);
}

TEST_CASE("Sequential ramps darken from stop to stop, so they survive a grey print") {
  const auto lightness = [](std::uint32_t c) {
    return 0.299 * (c >> 16U & 0xFFU) + 0.587 * (c >> 8U & 0xFFU) + 0.114 * (c & 0xFFU);
  };
  for (const Ramp ramp : {rampOf(Palette::green), rampOf(Palette::brown), rampOf(Palette::purple)})
    for (std::size_t i = 1; i < ramp.size(); ++i) CHECK(lightness(ramp[i].colour) < lightness(ramp[i - 1].colour));
}

}  // namespace tanhui
