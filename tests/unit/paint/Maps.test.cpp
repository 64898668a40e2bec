#include "geo/paint/Maps.h"

#include <catch2/catch.hpp>

#include "geo/project/ProjectMaps.h"

using namespace tanhui;

namespace {

/// Strata 0 unmapped, 1 forest (stock 50, flux 2), 2 paddy (stock 40, flux 0, CH4). They share factor 0.
struct Sample {
  StratumTable strata;
  std::vector<StratumCarbon> carbon;
  TileStrata tile;

  Sample() {
    strata.intern({.classKey = "forest_ebf", .species = {}});
    strata.intern({.classKey = "paddy", .species = {}});
    carbon.resize(3);
    carbon[1].value.stock = {20, 5, 1, 2, 22};
    carbon[1].value.biomassFlux = 2;
    carbon[1].sensitivities = {{0, 3, 0.5, 0}, {1, 4, 0, 0}};
    carbon[2].value.stock = {0, 0, 0, 0, 40};
    carbon[2].value.nonCo2 = -4;
    carbon[2].sensitivities = {{0, 5, 0, 0}};
    // One row: forest, unmapped, outside, half forest half paddy, a quarter forest (the rest outside the region).
    tile.window = {0, 0, 5, 1};
    tile.cell = {1, kUnmapped, kOutsideCell, kMixedCell, kMixedCell};
    tile.mixed = {3, 4};
    tile.begin = {0, 2, 3};
    tile.parts = {{1, 0.5}, {2, 0.5}, {1, 0.25}};
  }
};

}  // namespace

TEST_CASE("a stock map holds the bands asked for, and a mixed cell the mean of its parts") {
  const Sample sample;
  Project project;
  project.stockBands = {"total", "soil"};
  const FloatMap map = floatMap(*mapOf(project, "stock"), sample.carbon);
  REQUIRE(map.bands.size() == 2);
  CHECK(map.bands[1].key == "soil");
  CHECK(map.bands[1].unit.name == "tC/ha");
  std::vector<std::vector<float>> bands;
  paint(map, sample.tile, sample.carbon, bands);
  REQUIRE(bands[0].size() == std::size_t{kTile} * kTile);
  CHECK(bands[0][0] == 50);
  CHECK(bands[0][1] == kFloatNodata);  // unmapped is nodata, not zero
  CHECK(bands[0][2] == kFloatNodata);
  CHECK(bands[0][3] == 45);
  CHECK(bands[0][4] == 12.5f);         // of the whole cell, so that pixel x area adds up
  CHECK(bands[0][5] == kFloatNodata);  // beyond the window
  CHECK(bands[0][kTile] == kFloatNodata);
  CHECK(bands[1][3] == 31);
}

TEST_CASE("a flux map keeps carbon and other gases apart and nets them in CO2") {
  const Sample sample;
  const FloatMap map = floatMap(*findMapProduct("flux"), sample.carbon);
  std::vector<std::vector<float>> bands;
  paint(map, sample.tile, sample.carbon, bands);
  REQUIRE(bands.size() == 6);
  CHECK(bands[3][3] == 1);   // carbon_total
  CHECK(bands[4][3] == -2);  // non_co2
  CHECK(bands[5][3] == Approx(44.0 / 12 - 2));
}

TEST_CASE("maps of one pool show that pool, biomass both that live") {
  const Sample sample;
  // Forest has 20 above, 5 below, 1 dead wood, 2 litter, 22 soil, paddy 40 soil; the mixed cell is half and half.
  const auto cells = [&sample](std::string_view key) {
    std::vector<std::vector<float>> bands;
    paint(floatMap(*findMapProduct(key), sample.carbon), sample.tile, sample.carbon, bands);
    REQUIRE(bands.size() == 1);
    return std::array{bands[0][0], bands[0][3], bands[0][4]};
  };
  CHECK(cells("biomass") == std::array{25.0F, 12.5F, 6.25F});
  CHECK(cells("deadwood") == std::array{1.0F, 0.5F, 0.25F});
  CHECK(cells("litter") == std::array{2.0F, 1.0F, 0.5F});
  CHECK(cells("soil") == std::array{22.0F, 31.0F, 5.5F});
}

TEST_CASE("the error of a mixed cell adds a shared factor before it combines factors") {
  const Sample sample;
  const FloatMap map = floatMap(*findMapProduct("uncertainty"), sample.carbon);
  std::vector<std::vector<float>> bands;
  paint(map, sample.tile, sample.carbon, bands);
  CHECK(bands[0][0] == 5);                                         // sqrt(3^2 + 4^2)
  CHECK(bands[0][3] == Approx(std::sqrt(4.0 * 4.0 + 2.0 * 2.0)));  // (3 + 5) / 2 and 4 / 2
  CHECK(bands[1][3] == Approx(0.25));
}

TEST_CASE("the class of a cell is the largest share, equal shares give the class that comes first") {
  const Sample sample;
  const ClassMap map = classMap(sample.strata);
  REQUIRE(map.classes.size() == 3);
  CHECK(map.classes.back() == "unmapped");
  std::vector<std::uint8_t> pixels;
  paint(map, sample.tile, pixels);
  CHECK(map.classes[pixels[0]] == "forest_ebf");
  CHECK(map.classes[pixels[1]] == "unmapped");
  CHECK(pixels[2] == kClassNodata);
  CHECK(map.classes[pixels[3]] == "forest_ebf");
  CHECK(pixels[5] == kClassNodata);
}
