#include "geo/zonal/detail/InOrder.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

struct Worker {
  std::vector<std::size_t>* order;
  std::vector<std::size_t> failing;
  std::size_t result = 0;

  void work(std::size_t i) {
    // Later pieces are quicker: without turns they would come in first.
    std::this_thread::sleep_for(std::chrono::microseconds(i % 5 == 0 ? 2000 : 10));
    for (const std::size_t f : failing)
      if (f == i) throw std::runtime_error(std::to_string(i));
    result = i;
  }
  void merge(std::size_t i) {
    if (result != i) throw std::logic_error("merged a result that is not its own");
    order->push_back(i);
  }
};

}  // namespace

TEST_CASE("workInOrder merges in the order of the pieces on any number of threads") {
  for (const int threads : {1, 2, 7}) {
    std::vector<std::size_t> order;
    workInOrder(50, threads, [&] { return Worker{&order, {}}; });
    REQUIRE(order.size() == 50);
    for (std::size_t i = 0; i < 50; ++i) CHECK(order[i] == i);
  }
}

TEST_CASE("workInOrder ends at the first failing piece and throws its error") {
  for (const int threads : {1, 2, 7}) {
    std::vector<std::size_t> order;
    // Piece 11 fails long before the slow piece 10 does.
    CHECK_THROWS_WITH(workInOrder(50, threads, [&] { return Worker{&order, {10, 11, 12}}; }), "10");
    CHECK(order.size() == 10);
  }
}

TEST_CASE("workInOrder without pieces does nothing") {
  std::vector<std::size_t> order;
  workInOrder(0, 4, [&] { return Worker{&order, {}}; });
  CHECK(order.empty());
}

TEST_CASE("workInOrder tells the error of a worker that cannot be made") {
  const auto fail = []() -> Worker { throw std::runtime_error("no handle"); };
  CHECK_THROWS_WITH(workInOrder(5, 3, fail), "no handle");

  // Also when the other workers are well, and far ahead.
  std::vector<std::size_t> order;
  std::atomic<int> made{0};
  const auto failLate = [&]() -> Worker {
    if (made++ == 1) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      throw std::runtime_error("no handle");
    }
    return Worker{&order, {}};
  };
  CHECK_THROWS_WITH(workInOrder(1000, 3, failLate), "no handle");
}
