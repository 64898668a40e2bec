#include "geo/network/DistanceField.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("Distances are those to the nearest of all cells") {
  CHECK(rc::check([] {
    const std::int64_t rows = *rc::gen::inRange(1, 12), cols = *rc::gen::inRange(1, 12);
    std::vector<bool> mask;
    for (std::int64_t i = 0; i < rows * cols; ++i) mask.push_back(*rc::gen::inRange(0, 12) == 0);
    const std::vector<float> field = distanceField(mask, rows, cols);
    for (std::int64_t i = 0; i < rows * cols; ++i) {
      double nearest = INFINITY;
      for (std::int64_t j = 0; j < rows * cols; ++j)
        if (mask[static_cast<std::size_t>(j)])
          nearest = std::min(nearest, std::hypot(i / cols - j / cols, i % cols - j % cols));
      const double found = static_cast<double>(field[static_cast<std::size_t>(i)]);
      RC_ASSERT(found == nearest || std::abs(found - nearest) < 1e-5);
    }
  }));
}
