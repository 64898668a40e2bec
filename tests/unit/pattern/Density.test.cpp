#include "geo/pattern/Density.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/unit/pattern/Masks.h"

using namespace tanhui;

TEST_CASE("density is the share of foreground in the window, counted cell by cell") {
  CHECK(rc::check("density", [] {
    const GroundMask ground = anyMask();
    const int window = 2 * *rc::gen::inRange(1, 30) + 1, reach = window / 2;
    const auto density = foregroundDensity(ground, window, "");
    for (int row = 0; row < ground.rows; ++row) {
      for (int col = 0; col < ground.cols; ++col) {
        int foreground = 0, known = 0;
        for (int r = std::max(0, row - reach); r <= std::min(ground.rows - 1, row + reach); ++r) {
          for (int c = std::max(0, col - reach); c <= std::min(ground.cols - 1, col + reach); ++c) {
            foreground += ground.at(r, c) == Ground::foreground ? 1 : 0;
            known += ground.at(r, c) != Ground::nodata ? 1 : 0;
          }
        }
        const float found = density[static_cast<std::size_t>(row) * static_cast<std::size_t>(ground.cols) +
                                    static_cast<std::size_t>(col)];
        if (ground.at(row, col) == Ground::foreground) {
          RC_ASSERT(found == static_cast<float>(static_cast<double>(foreground) / known));
        } else {
          RC_ASSERT(std::isnan(found));
        }
      }
    }
  }));
}

TEST_CASE("classes of density begin at their lower bounds") {
  CHECK(kDensityClasses[densityClass(0.0999F)] == "rare");
  CHECK(kDensityClasses[densityClass(0.1F)] == "patchy");
  CHECK(kDensityClasses[densityClass(0.4F)] == "transitional");
  CHECK(kDensityClasses[densityClass(0.6F)] == "dominant");
  CHECK(kDensityClasses[densityClass(0.9F)] == "interior");
  CHECK(kDensityClasses[densityClass(1.0F)] == "intact");
  CHECK_THROWS_AS(foregroundDensity(maskOf({"#"}), 4, "p"), Error);
}
