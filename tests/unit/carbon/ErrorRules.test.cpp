#include "geo/carbon/ErrorRules.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("Only the ties that a factor of the figure is in add to its variance, however many there are") {
  // Seventy ties of two factors each, r = 0.6: L = (1, 0; 0.6, 0.8). Ties 3 and 67 share a bit.
  std::vector<TiedFactors> pairs;
  for (std::uint32_t t = 0; t < 70; ++t) pairs.push_back({{2 * t, 2 * t + 1}, {1, 0.6, 0.6, 1}, {1, 0, 0.6, 0.8}});
  const FactorTies ties(std::move(pairs));
  std::vector<double> moves(150, 0);
  moves[6] = 3, moves[7] = 4;  // tie 3: 9 + 16 + 2 x 0.6 x 12
  moves[135] = 2;              // tie 67, one of its factors: 4
  moves[145] = 5;              // of no tie: 25
  const auto moveOf = [&](std::uint32_t factor) { return moves[factor]; };
  const std::vector<std::uint32_t> both{6, 7, 135, 145}, last{135}, own{145};
  CHECK(ties.variance(both, moveOf) == Approx(9 + 16 + 14.4 + 4 + 25));
  moves[6] = moves[7] = 0;
  CHECK(ties.variance(last, moveOf) == Approx(4));
  CHECK(ties.variance(own, moveOf) == Approx(25));
  CHECK(ties.variance({}, moveOf) == 0);
}
