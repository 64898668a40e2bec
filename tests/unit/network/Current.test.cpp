#include "geo/network/Current.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/network/detail/Multigrid.h"
#include "tests/unit/network/NetworkRandom.h"

using namespace tanhui;
using namespace tanhui::testing;

namespace {

std::vector<std::int64_t> allOf(const CostSurface& surface) {
  std::vector<std::int64_t> cells(static_cast<std::size_t>(surface.cells()));
  std::iota(cells.begin(), cells.end(), 0);
  return cells;
}

const std::vector<float> kThree = {1, 1, 1, 10, 10, 1, 1, 1, 1};

CurrentFlow across(const CostSurface& surface, Neighbours neighbours, Conductance conductance) {
  const std::vector<std::int64_t> first = {0}, last = {surface.cells() - 1};
  return flowBetween(surface, allOf(surface), first, last, neighbours, conductance);
}

/// Resistance between two nodes by eliminating all others from a dense matrix of conductances (star to mesh).
double meshResistance(std::vector<std::vector<double>> g, std::size_t a, std::size_t b) {
  for (std::size_t k = 0; k < g.size(); ++k) {
    if (k == a || k == b) continue;
    double sum = 0;
    for (std::size_t i = 0; i < g.size(); ++i) sum += g[k][i];
    for (std::size_t i = 0; sum > 0 && i < g.size(); ++i)
      for (std::size_t j = 0; j < g.size(); ++j)
        if (i != j && i != k && j != k) g[i][j] += g[i][k] * g[k][j] / sum;
    for (std::size_t i = 0; i < g.size(); ++i) g[i][k] = g[k][i] = 0;
  }
  return 1 / g[a][b];
}

std::vector<std::vector<double>> denseConductances(const CostSurface& surface, bool diagonal, Conductance conductance) {
  const auto n = static_cast<std::size_t>(surface.cells());
  std::vector<std::vector<double>> g(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const auto a = static_cast<std::int64_t>(i), b = static_cast<std::int64_t>(j);
      const auto rows = std::abs(a / surface.cols() - b / surface.cols());
      const auto cols = std::abs(a % surface.cols() - b % surface.cols());
      if (rows > 1 || cols > 1 || rows + cols == 0 || rows + cols > (diagonal ? 2 : 1)) continue;
      if (!surface.passable(a) || !surface.passable(b)) continue;
      const double length = std::sqrt(static_cast<double>(rows + cols)), ra = surface.cost(a), rb = surface.cost(b);
      g[i][j] =
          conductance == Conductance::meanResistance ? 1 / (length * (ra + rb) / 2) : (1 / ra + 1 / rb) / 2 / length;
    }
  return g;
}

}  // namespace

TEST_CASE("Case A2: resistance and currents by both conductances, 4 and 8 neighbours") {
  const CostSurface surface(3, 3, 1, kThree, "case");
  const CurrentFlow eight = across(surface, Neighbours::eight, Conductance::meanResistance);
  CHECK(eight.resistance == Approx(1.770799).margin(5e-7));
  const std::vector<double> currents8 = {1, .711499, .264918, .171606, .223722, .658472, .112011, .368407, 1};
  const CurrentFlow four = across(surface, Neighbours::four, Conductance::meanResistance);
  CHECK(four.resistance == Approx(2.702583).margin(5e-7));
  const std::vector<double> currents4 = {1, .777801, .619342, .222199, .201183, .686098, .179475, .313902, 1};
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(eight.current[i] == Approx(currents8[i]).margin(1e-6));
    CHECK(four.current[i] == Approx(currents4[i]).margin(1e-6));
  }
  CHECK(across(surface, Neighbours::eight, Conductance::meanConductance).resistance == Approx(1.199899).margin(5e-7));
  CHECK(across(surface, Neighbours::four, Conductance::meanConductance).resistance == Approx(1.940271).margin(5e-7));
}

TEST_CASE("The resistance is that of a network with all other nodes eliminated") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts(9);
    const CostSurface surface(made.rows, made.cols, 30, made.costs, "random");
    LeastCost reach(surface, Neighbours::four);
    reach.sweep(std::vector<std::int64_t>{0});
    if (reach.at(surface.cells() - 1) == kUnreached) return;
    const bool diagonal = *rc::gen::arbitrary<bool>();
    const auto conductance = *rc::gen::element(Conductance::meanResistance, Conductance::meanConductance);
    const CurrentFlow flow = across(surface, diagonal ? Neighbours::eight : Neighbours::four, conductance);
    const double right = meshResistance(denseConductances(surface, diagonal, conductance), 0,
                                        static_cast<std::size_t>(surface.cells() - 1));
    RC_ASSERT(std::abs(flow.resistance - right) <= 1e-7 * right);
  }));
}

TEST_CASE("Of 1 A all arrives: a lane carries it whole, a wall none, and a cut is crossed by it once") {
  // Two lanes of one cell, of cost 1 and 3, between the same two sources: 3/4 A and 1/4 A.
  std::vector<float> lanes(5 * 30, kWall);
  for (std::size_t col = 0; col < 30; ++col) lanes[30 + col] = 1, lanes[90 + col] = 3;
  const CostSurface surface(5, 30, 1, lanes, "lanes");
  const std::vector<std::int64_t> west = {30, 90}, east = {59, 119};
  const CurrentFlow flow =
      flowBetween(surface, allOf(surface), west, east, Neighbours::eight, Conductance::meanResistance);
  CHECK(flow.resistance == Approx(29 * 3.0 / 4));
  for (std::size_t col = 0; col < 30; ++col) {
    CHECK(flow.current[30 + col] == Approx(0.75));
    CHECK(flow.current[90 + col] == Approx(0.25));
  }
  CHECK(flow.current[0] == 0);
}

TEST_CASE("Hundreds of thousands of nodes of a strong contrast are solved to what the equations ask") {
  constexpr std::int64_t kSide = 300;
  std::vector<float> costs;
  std::uint32_t state = 1;
  for (std::int64_t i = 0; i < kSide * kSide; ++i) {
    state = state * 1664525U + 1013904223U;
    costs.push_back(std::vector<float>{1, 4, 20, 400, 10'000}[(state >> 16) % 5]);
  }
  const CostSurface surface(kSide, kSide, 30, costs, "random");
  const CurrentFlow flow = across(surface, Neighbours::eight, Conductance::meanResistance);
  CHECK(flow.current.front() == Approx(1).margin(1e-6));
  CHECK(flow.current.back() == Approx(1).margin(1e-6));
}

TEST_CASE("Sources without a way between them conduct nothing: an error") {
  const std::vector<float> parted = {1, kWall, 1};
  const CostSurface surface(1, 3, 1, parted, "row");
  CHECK_THROWS_AS(across(surface, Neighbours::eight, Conductance::meanResistance), Error);
}
