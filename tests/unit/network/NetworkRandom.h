#pragma once

#include <limits>
#include <vector>

#include <rapidcheck.h>

#include "geo/network/LeastCost.h"

namespace tanhui::testing {

constexpr float kWall = std::numeric_limits<float>::quiet_NaN();

struct RandomCosts {
  std::int64_t rows, cols;
  std::vector<float> costs;  ///< walls among them; the first and the last cell are none
};

inline RandomCosts anyCosts(int most = 12) {
  RandomCosts made{*rc::gen::inRange(2, most), *rc::gen::inRange(2, most), {}};
  for (std::int64_t i = 0; i < made.rows * made.cols; ++i) {
    const int kind = *rc::gen::inRange(0, 8);
    made.costs.push_back(kind == 0  ? kWall
                         : kind < 4 ? static_cast<float>(*rc::gen::inRange(1, 50))
                                    : static_cast<float>(*rc::gen::inRange(1, 100'000)) / 100.0F);
  }
  made.costs.front() = made.costs.back() = 1;
  return made;
}

inline Neighbours anyNeighbours() {
  return *rc::gen::element(Neighbours::four, Neighbours::eight, Neighbours::sixteen);
}

}  // namespace tanhui::testing
