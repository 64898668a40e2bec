#include "geo/model/MeasuredStrata.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/landclass/MeasuredMeans.h"

using namespace tanhui;

namespace {

MeasuredLayer raster(Measures of, double low, double high, double highestSe) {
  MeasuredLayer layer;
  layer.spec.of = of;
  layer.low = low, layer.high = high;
  layer.highestSe = highestSe;
  if (highestSe == 0) layer.percentSe = 0.1;
  return layer;
}

}  // namespace

// The mixture's own means are the other route back to the figures.
TEST_CASE("a measured figure is the mean of the anchors that it is mixed of") {
  CHECK(rc::check("any figures within the range of the rasters", [] {
    const auto number = [](int most) { return *rc::gen::inRange(0, 1000 * most + 1) / 1000.0; };
    StratumTable strata;
    const StratumId forest = strata.intern({.classKey = "forest_generic", .species = {}}),
                    paddy = strata.intern({.classKey = "paddy", .species = {}});
    MeasuredStrata measured({raster(Measures::above, 3, 120, 0), raster(Measures::biomass, 0, 200, 30),
                             raster(Measures::soil30, 20, 90, 12)});
    CHECK(measured.empty());
    measured.anchor(strata);
    const bool percent = *rc::gen::arbitrary<bool>();
    MeasuredPlace vegetation{1, std::uint8_t{0}, 3 + number(117)},
        soil{1, std::uint8_t{2}, 20 + number(70), number(12)};
    if (!percent) vegetation = {1, std::uint8_t{1}, 0.001 + number(199), number(30)};
    if (*rc::gen::arbitrary<bool>()) soil = {};
    const StratumId land = *rc::gen::elementOf(std::vector<StratumId>{forest, paddy});
    std::vector<AnchorShare> mix;
    measured.mix(land, vegetation, soil, mix);
    std::vector<LedgerLine> lines;
    double sum = 0;
    for (const AnchorShare& anchor : mix) {
      RC_ASSERT(anchor.share > 0);
      sum += anchor.share;
      lines.push_back({kWholeRegion, anchor.stratum, anchor.share});
    }
    RC_ASSERT(std::abs(sum - 1) < 1e-12);
    const std::vector<MeasuredMean> means = measuredMeans(strata.all(), lines);
    RC_ASSERT(means.size() == 1U);
    const Stratum& mean = means[0].stratum;
    RC_ASSERT(mean.classKey == strata[land].classKey);
    RC_ASSERT(std::abs(mean.vegetation.value - vegetation.value) < 1e-9);
    RC_ASSERT(std::abs(mean.vegetation.se - (percent ? 0.1 * vegetation.value : vegetation.se)) < 1e-9);
    RC_ASSERT(mean.soil30.given() == soil.source.has_value());
    if (soil.source) RC_ASSERT(std::abs(mean.soil30.value - soil.value) < 1e-9);
    if (soil.source) RC_ASSERT(std::abs(mean.soil30.se - soil.se) < 1e-9);
  }));
}

TEST_CASE("land that is unmapped, and land without a figure, stay as they are") {
  StratumTable strata;
  const StratumId grass = strata.intern({.classKey = "grass", .species = {}});
  MeasuredStrata measured({raster(Measures::above, 5, 5, 0)});
  measured.anchor(strata);
  std::vector<AnchorShare> mix;
  measured.mix(kUnmapped, {1, std::uint8_t{0}, 5}, {}, mix);
  measured.mix(grass, {}, {}, mix);
  REQUIRE(mix.size() == 2);
  CHECK((mix[0].stratum == kUnmapped && mix[0].share == 1));
  CHECK((mix[1].stratum == grass && mix[1].share == 1));
}
