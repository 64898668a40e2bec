#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/influence/GetisOrd.h"
#include "geo/influence/HotSpots.h"
#include "geo/influence/Moran.h"
#include "geo/influence/Significance.h"
#include "geo/influence/Tail.h"

using namespace tanhui;

namespace {

const std::vector<double> kNine{1, 2, 3, 4, 5, 6, 7, 8, 9};
const std::vector<PlanePoint> kSixPoints{{10, 10}, {20, 10}, {40, 10}, {15, 20}, {30, 20}, {30, 30}};
const std::vector<double> kSix{2, 3, 3.2, 5, 8, 7};

struct Mean {
  double mean = 0, variance = 0;
};

/// Mean and variance of a statistic over all orders of the figures, `fixed` (if any) staying where it is.
template <typename Statistic>
Mean overAllOrders(std::vector<double> values, std::size_t fixed, Statistic statistic) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (i != fixed) places.push_back(i);
  std::vector<std::size_t> order = places;
  const std::vector<double> given = values;
  double n = 0, sum = 0, squares = 0;
  do {
    for (std::size_t i = 0; i < places.size(); ++i) values[places[i]] = given[order[i]];
    const double value = statistic(values);
    n += 1;
    sum += value;
    squares += value * value;
  } while (std::next_permutation(order.begin(), order.end()));
  return {sum / n, squares / n - sum / n * sum / n};
}

constexpr std::size_t kNoneFixed = static_cast<std::size_t>(-1);

SpatialWeights unevenWeights() {
  SpatialWeights weights = bandNeighbours(kSixPoints, 15);
  weights[0].front().weight = 2.5;  // not symmetric
  return weights;
}

}  // namespace

TEST_CASE("Moran's I of nine cells in order: published variances") {
  const auto moran = moranIndex(kNine, rookNeighbours(3, 3));
  REQUIRE(moran);
  CHECK(moran->i == Approx(0.5).epsilon(1e-14));
  CHECK(moran->expected == -0.125);
  CHECK(moran->varianceNormal == Approx(0.053125).epsilon(1e-12));
  CHECK(moran->varianceShuffled == Approx(0.0596875).epsilon(1e-12));
  CHECK(moran->z == Approx(2.558223).margin(1e-6));
  CHECK(moran->p == Approx(normalTwoSided(2.558223)).margin(1e-7));
  const auto standardised = moranIndex(kNine, rowStandardised(rookNeighbours(3, 3)));
  CHECK(standardised->i == Approx(0.555556).margin(1e-6));
  CHECK(standardised->varianceNormal == Approx(0.0572145).margin(1e-7));
  CHECK(standardised->varianceShuffled == Approx(0.0646566).margin(1e-7));
}

TEST_CASE("Moran's I, global and local, has the mean and variance of all orders of the figures") {
  const SpatialWeights weights = GENERATE(bandNeighbours(kSixPoints, 15), unevenWeights());
  const auto moran = moranIndex(kSix, weights);
  const Mean right = overAllOrders(kSix, kNoneFixed, [&](const auto& v) { return moranIndex(v, weights)->i; });
  CHECK(moran->expected == Approx(right.mean).margin(1e-12));
  CHECK(moran->varianceShuffled == Approx(right.variance).epsilon(1e-9));
  const auto local = localMoran(kSix, weights);
  REQUIRE(local);
  for (std::size_t i = 0; i < kSix.size(); ++i) {
    const Mean of = overAllOrders(kSix, kNoneFixed, [&](const auto& v) { return (*localMoran(v, weights))[i].i; });
    CHECK((*local)[i].expected == Approx(of.mean).margin(1e-12));
    CHECK((*local)[i].variance == Approx(of.variance).epsilon(1e-9));
  }
  double sum = 0;  // the local ones add up to the global one times S0
  for (const LocalMoran& one : *local) sum += one.i;
  CHECK(sum == Approx(moran->i * weightSums(weights).s0).epsilon(1e-12));
}

TEST_CASE("Getis-Ord G, Gi and Gi* of six points: published") {
  const SpatialWeights weights = bandNeighbours(kSixPoints, 15);
  const auto z = gatheringZ(kSix, weights);
  REQUIRE(z);
  const std::vector<double> gi{-1.0136729, -0.0436159, 1.3155870, -0.3141268, 1.1537399, 1.7783394};
  const std::vector<double> star{-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331};
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(z->gi[i] == Approx(gi[i]).margin(1e-7));
    CHECK(z->giStar[i] == Approx(star[i]).margin(1e-8));
  }
  CHECK(generalG(kSix, weights)->g == Approx(0.55709779).margin(1e-8));
}

TEST_CASE("Getis-Ord has the mean and variance of all orders of the figures") {
  const SpatialWeights weights = bandNeighbours(kSixPoints, 15);
  const auto g = generalG(kSix, weights);
  const Mean right = overAllOrders(kSix, kNoneFixed, [&](const auto& v) { return generalG(v, weights)->g; });
  CHECK(g->expected == Approx(right.mean).epsilon(1e-12));
  CHECK(g->variance == Approx(right.variance).epsilon(1e-9));
  const auto z = gatheringZ(kSix, weights);
  for (std::size_t i = 0; i < kSix.size(); ++i) {
    const auto around = [&](const std::vector<double>& v) {
      double sum = 0;
      for (const Neighbour& neighbour : weights[i]) sum += v[neighbour.unit];
      return sum;
    };
    const Mean others = overAllOrders(kSix, i, around);
    CHECK(z->gi[i] == Approx((around(kSix) - others.mean) / std::sqrt(others.variance)).margin(1e-9));
    const auto withOwn = [&](const std::vector<double>& v) { return around(v) + v[i]; };
    const Mean all = overAllOrders(kSix, kNoneFixed, withOwn);
    CHECK(z->giStar[i] == Approx((withOwn(kSix) - all.mean) / std::sqrt(all.variance)).margin(1e-9));
  }
}

TEST_CASE("Figures without order, or without neighbours, have no index") {
  const SpatialWeights weights = bandNeighbours(kSixPoints, 15), none = bandNeighbours(kSixPoints, 1);
  const std::vector<double> same(6, 4.0), below{-1, 2, 3, 4, 5, 6};
  CHECK_FALSE(moranIndex(same, weights));
  CHECK_FALSE(moranIndex(kSix, none));
  CHECK_FALSE(localMoran(same, weights));
  CHECK_FALSE(gatheringZ(same, weights));
  CHECK_FALSE(generalG(below, weights));
  CHECK(islands(none) == 6);
  CHECK(gatheringZ(kSix, none)->gi == std::vector<double>(6, 0.0));
}

TEST_CASE("Neighbours by grid and by distance") {
  const auto units = [](const std::vector<Neighbour>& of) {
    std::vector<std::size_t> list;
    for (const Neighbour& neighbour : of) list.push_back(neighbour.unit);
    return list;
  };
  CHECK(units(rookNeighbours(3, 2)[1]) == std::vector<std::size_t>{0, 2, 4});
  CHECK(units(queenNeighbours(3, 2)[1]) == std::vector<std::size_t>{0, 2, 3, 4, 5});
  CHECK(units(bandNeighbours(kSixPoints, 15)[4]) == std::vector<std::size_t>{1, 2, 3, 5});
  // Each point's nearest: 10, 10, sqrt(200), sqrt(125), 10, 10.
  CHECK(*bandThatJoinsAll(kSixPoints) == Approx(std::sqrt(200.0)));
  CHECK_FALSE(bandThatJoinsAll(std::vector<PlanePoint>{{1, 1}}));
  CHECK(rowStandardised(rookNeighbours(3, 3))[4].front().weight == 0.25);
}

TEST_CASE("Hot and cold, and the share of false finds") {
  CHECK(spotClass(2.576) == "hot_99");
  CHECK(spotClass(-1.96) == "cold_95");
  CHECK(spotClass(1.645) == "hot_90");
  CHECK(spotClass(1.6449) == "none");
  CHECK(spotClass(3, 0.2) == "none");
  CHECK(spotClass(-3, 0.04) == "cold_95");
  // Benjamini and Hochberg by hand: 4 tests, sorted 0.01 0.02 0.03 0.5 -> x 4, 2, 4/3, 1, the least from the right.
  const std::vector<double> adjusted = adjustedForFalseFinds(std::vector<double>{0.03, 0.5, 0.01, 0.02});
  CHECK(adjusted[0] == Approx(0.04));
  CHECK(adjusted[1] == Approx(0.5));
  CHECK(adjusted[2] == Approx(0.04));
  CHECK(adjusted[3] == Approx(0.04));
}

TEST_CASE("Hot spots of zones leave out those without a figure and say who is whose neighbour") {
  std::vector<std::string> zones{"a", "b", "c", "d", "none", "e", "f"};
  std::vector<PlanePoint> middles = kSixPoints;
  std::vector<double> values = kSix;
  middles.insert(middles.begin() + 4, {31, 21});
  values.insert(values.begin() + 4, std::numeric_limits<double>::quiet_NaN());
  const HotSpotMap map = hotSpots(zones, middles, values, 15, false);
  REQUIRE(map.zones.size() == 6);
  CHECK(map.zones[4].zone == "e");
  CHECK(map.zones[5].giStarZ == Approx(2.02424331).margin(1e-8));  // as published, see above
  CHECK(map.zones[5].spot == "hot_95");
  CHECK(map.zones[5].p == Approx(normalTwoSided(2.02424331)).margin(1e-9));
  CHECK(hotSpots(zones, middles, values, 15, true).zones[5].spot == "none");  // one of six tests: p x 6 / rank
  CHECK(hotSpots(zones, middles, values, 0, false).bandM == Approx(std::sqrt(200.0)));
  CHECK(hotSpots(zones, middles, std::vector<double>(7, 3.0), 15, false).zones.empty());
}
