#include "geo/network/LeastCost.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/network/NetworkRandom.h"

using namespace tanhui;
using namespace tanhui::testing;

namespace {

/// Plain Dijkstra in doubles over a table of cells, by the definition and nothing of the room.
class PlainDijkstra {
 public:
  PlainDijkstra(const CostSurface& surface, Neighbours neighbours) : surface_(surface) {
    const int reach = neighbours == Neighbours::sixteen ? 2 : 1;
    for (int r = -reach; r <= reach; ++r)
      for (int c = -reach; c <= reach; ++c) {
        const int sum = std::abs(r) + std::abs(c);
        const bool knight = sum == 3, diagonal = sum == 2 && r != 0 && c != 0;
        if (sum == 1 || (diagonal && neighbours != Neighbours::four) || knight) moves_.push_back({r, c});
      }
  }

  std::vector<double> from(std::int64_t source) const {
    std::vector<double> cost(static_cast<std::size_t>(surface_.cells()), INFINITY);
    std::set<std::pair<double, std::int64_t>> queue = {{0, source}};
    cost[static_cast<std::size_t>(source)] = 0;
    while (!queue.empty()) {
      const auto [here, cell] = *queue.begin();
      queue.erase(queue.begin());
      for (const auto& [r, c] : moves_) {
        const double step = stepCost(cell, r, c);
        const std::int64_t next = cell + r * surface_.cols() + c;
        if (std::isnan(step) || here + step >= cost[static_cast<std::size_t>(next)]) continue;
        cost[static_cast<std::size_t>(next)] = here + step;
        queue.insert({here + step, next});
      }
    }
    return cost;
  }

 private:
  double at(std::int64_t row, std::int64_t col) const {
    const bool inside = row >= 0 && row < surface_.rows() && col >= 0 && col < surface_.cols();
    return inside ? surface_.cost(row * surface_.cols() + col) : std::nan("");
  }
  double stepCost(std::int64_t cell, int r, int c) const {
    const std::int64_t row = cell / surface_.cols(), col = cell % surface_.cols();
    const double ends = at(row, col) + at(row + r, col + c), length = std::hypot(r, c) * surface_.cellSize();
    if (std::abs(r) + std::abs(c) < 3) return length * ends / 2;
    const int sr = r > 0 ? 1 : -1, sc = c > 0 ? 1 : -1;
    const double beside = std::abs(r) > 1 ? at(row + sr, col) : at(row, col + sc);
    return length * (ends + beside + at(row + sr, col + sc)) / 4;
  }
  const CostSurface& surface_;
  std::vector<std::pair<int, int>> moves_;
};

std::vector<std::int64_t> one(std::int64_t cell) { return {cell}; }

}  // namespace

TEST_CASE("Least costs are those of a plain Dijkstra") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts();
    const CostSurface surface(made.rows, made.cols, 30, made.costs, "random");
    const Neighbours neighbours = anyNeighbours();
    LeastCost sweep(surface, neighbours);
    sweep.sweep(one(0));
    const std::vector<double> right = PlainDijkstra(surface, neighbours).from(0);
    for (std::int64_t i = 0; i < surface.cells(); ++i) {
      const double expected = right[static_cast<std::size_t>(i)];
      if (std::isinf(expected))
        RC_ASSERT(sweep.at(i) == kUnreached);
      else
        RC_ASSERT(std::abs(sweep.worth(sweep.at(i)) - expected) <= 2e-7 * expected);
    }
  }));
}

TEST_CASE("The cost from a to b is that from b to a to the bit, and no way round is cheaper") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts();
    const CostSurface surface(made.rows, made.cols, 1, made.costs, "random");
    const Neighbours neighbours = anyNeighbours();
    LeastCost fromA(surface, neighbours), fromB(surface, neighbours), fromC(surface, neighbours);
    const std::int64_t a = 0, b = surface.cells() - 1, c = *rc::gen::inRange<std::int64_t>(0, surface.cells());
    fromA.sweep(one(a));
    fromB.sweep(one(b));
    fromC.sweep(one(c));
    RC_ASSERT(fromA.at(b) == fromB.at(a));
    RC_ASSERT(fromA.at(c) == fromC.at(a));
    if (fromA.at(c) < kUnreached && fromC.at(b) < kUnreached) RC_ASSERT(fromA.at(b) <= fromA.at(c) + fromC.at(b));
  }));
}

TEST_CASE("A path costs what the sweep says, and its cells have no gaps, knight's moves too") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts();
    const CostSurface surface(made.rows, made.cols, 1, made.costs, "random");
    LeastCost sweep(surface, anyNeighbours());
    sweep.sweep(one(0));
    const std::int64_t goal = surface.cells() - 1;
    if (sweep.at(goal) == kUnreached) return;
    const std::vector<std::int64_t> path = sweep.pathTo(goal);
    RC_ASSERT(path.front() == 0);
    RC_ASSERT(path.back() == goal);
    Cost sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i)
      sweep.eachMove(surface.padded(path[i - 1]), [&](std::int64_t next, Cost cost) {
        if (next == surface.padded(path[i])) sum += cost;
      });
    RC_ASSERT(sum == sweep.at(goal));
    const std::vector<std::int64_t> cells = sweep.touched(path);
    for (std::size_t i = 1; i < cells.size(); ++i) {
      RC_ASSERT(std::abs(cells[i] / made.cols - cells[i - 1] / made.cols) <= 1);
      RC_ASSERT(std::abs(cells[i] % made.cols - cells[i - 1] % made.cols) <= 1);
    }
  }));
}

TEST_CASE("A bounded sweep stops at its limit and is exact up to it, one after another leaves nothing behind") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts();
    const CostSurface surface(made.rows, made.cols, 1, made.costs, "random");
    const Neighbours neighbours = anyNeighbours();
    LeastCost whole(surface, neighbours), bounded(surface, neighbours);
    whole.sweep(one(0));
    bounded.sweep(one(surface.cells() - 1));
    const Cost limit = whole.units(*rc::gen::inRange(0, 300));
    bounded.sweep(one(0), limit);
    for (std::int64_t i = 0; i < surface.cells(); ++i)
      RC_ASSERT(bounded.at(i) == (whole.at(i) <= limit ? whole.at(i) : kUnreached));
  }));
}

TEST_CASE("On an even surface ways are longer than the straight line by no more than the moves allow") {
  // Largest elongation of shortest ways with 4, 8 and 16 moves: sqrt 2, 1.0824 and 1.0275 (scikit-image#5384).
  const std::vector<float> even(41 * 41, 1);
  const CostSurface surface(41, 41, 10, even, "even");
  for (const auto& [neighbours, most] :
       {std::pair{Neighbours::four, 1.41422}, {Neighbours::eight, 1.08240}, {Neighbours::sixteen, 1.02750}}) {
    LeastCost sweep(surface, neighbours);
    sweep.sweep(one(20 * 41 + 20));
    double worst = 1;
    for (std::int64_t i = 0; i < surface.cells(); ++i) {
      const double straight = 10 * std::hypot(i / 41 - 20, i % 41 - 20);
      if (straight > 0) worst = std::max(worst, sweep.worth(sweep.at(i)) / straight);
    }
    CHECK(worst <= most);
    CHECK(worst > most - 0.002);
  }
}

TEST_CASE("Territories go to the nearest source") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts();
    const CostSurface surface(made.rows, made.cols, 1, made.costs, "random");
    const Neighbours neighbours = anyNeighbours();
    const std::vector<std::vector<std::int64_t>> sources = {one(0), one(surface.cells() - 1)};
    LeastCost a(surface, neighbours), b(surface, neighbours), both(surface, neighbours);
    a.sweep(sources[0]);
    b.sweep(sources[1]);
    const Territory owner = both.sweepTerritories(sources);
    for (std::int64_t i = 0; i < surface.cells(); ++i) {
      const Cost nearest = std::min(a.at(i), b.at(i));
      RC_ASSERT(both.at(i) == nearest);
      if (nearest == kUnreached) continue;
      RC_ASSERT((owner[static_cast<std::size_t>(surface.padded(i))] == 0 ? a : b).at(i) == nearest);
    }
  }));
}
