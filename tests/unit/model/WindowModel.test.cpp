#include <catch2/catch.hpp>

#include "geo/evaluate/Evaluate.h"
#include "geo/evaluate/Tiling.h"
#include "geo/model/BuildModel.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestProject.h"

using namespace tanhui;

namespace {

std::string nameOf(const Model& model, std::uint32_t zone) {
  for (const ZoneLayer& layer : model.zones)
    if (zone >= layer.firstZone && zone < layer.firstZone + layer.ids.size())
      return layer.name + "/" + layer.ids[zone - layer.firstZone];
  return "all";
}

/// What a window holds by names, which do not depend on what else the model has.
std::map<std::string, double> landIn(const Model& model, const Window& window) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(window);
  std::map<std::string, double> land;
  for (const LedgerLine& line : evaluator.sums().ledger) {
    const Stratum& s = model.strata[line.stratum];
    land[fmt::format("{} {} {} {} {}", nameOf(model, line.zone), s.classKey, s.species, s.age, s.volume)] +=
        line.areaHa;
  }
  return land;
}

}  // namespace

TEST_CASE("a model of a window holds that window's land, zones and strata as the whole model does") {
  const TempFolder folder;
  Project project = readProject(test::writeProject(folder.path()));
  Warnings warnings;
  const Model whole = buildModel(project, warnings);
  const Tiling tiling(whole.grid);
  REQUIRE(tiling.count() == 9);
  bool fewer = false;
  for (std::int64_t tile = 0; tile < tiling.count(); ++tile) {
    const Window window = tiling.window(tile);
    const Model part = buildModelIn(project, window, warnings);
    REQUIRE(part.grid.sameAs(whole.grid));
    CHECK(landIn(part, window) == landIn(whole, window));
    fewer = fewer || part.layers[0].polygons.shapes.size() < whole.layers[0].polygons.shapes.size();
  }
  CHECK(fewer);  // it read less
}

TEST_CASE("a window of a project whose grid follows from its layers is read with all of them") {
  const TempFolder folder;
  Project project = readProject(test::writeProject(folder.path()));
  project.region = {};
  Warnings warnings;
  const Model whole = buildModel(project, warnings), part = buildModelIn(project, {0, 0, 10, 10}, warnings);
  CHECK(part.grid.sameAs(whole.grid));
  CHECK(part.layers[0].polygons.shapes.size() == whole.layers[0].polygons.shapes.size());
}
