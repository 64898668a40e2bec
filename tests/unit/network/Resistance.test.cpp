#include "geo/network/Resistance.h"

#include <cmath>
#include <fstream>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

TEST_CASE("The table of Nanjing: a class by itself, else by its group") {
  const ResistanceTable table = nanjingResistance();
  // 徐文彬等 2017, table 3: forest 1, grass 4, cropland 20, bare 120, water 400, built-up 1000.
  CHECK(table.ofLand("forest_ebf", "forest") == 1);
  CHECK(table.ofLand("grass", "grass") == 4);
  CHECK(table.ofLand("paddy", "cropland") == 20);
  CHECK(table.ofLand("bare", "other") == 120);
  CHECK(table.ofLand("river", "water") == 400);
  CHECK(table.ofLand("builtup", "built") == 1000);
  CHECK(std::isnan(table.ofLand("lucode_7", "")));
}

TEST_CASE("Steps of slope and of the distance to roads") {
  const ResistanceTable table = nanjingResistance();
  for (const auto& [degrees, value] :
       {std::pair{0.0, 1}, {7.99, 1}, {8.0, 10}, {20.0, 50}, {30.0, 75}, {35.0, 100}, {89.0, 100}})
    CHECK(resistanceAt(table.slope, degrees) == value);
  for (const auto& [metres, value] : {std::pair{0.0, 100}, {500.0, 75}, {1999.0, 10}, {2000.0, 1}, {1e6, 1}})
    CHECK(resistanceAt(table.roads, metres) == value);
}

TEST_CASE("Factors are summed by their weights, what one does not know, nobody knows") {
  const std::vector<ResistanceFactor> factors = {{0.5, {20, 20, 400}}, {0.3, {10, NAN, 1}}, {0.2, {100, 100, 1}}};
  const std::vector<float> sum = weighted(factors);
  CHECK(sum[0] == Approx(0.5 * 20 + 0.3 * 10 + 0.2 * 100));
  CHECK(std::isnan(sum[1]));
  CHECK(sum[2] == Approx(200.5));
}
