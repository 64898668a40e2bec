#include "geo/init/NewProjectDraft.h"

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

DraftLayer parcels(int id, const char* name, Box box) {
  DraftLayer layer;
  layer.id = id;
  layer.guess.name = name;
  layer.guess.role = LayerRole::parcels;
  layer.guess.crs = Crs::parse("EPSG:4544", "test");
  layer.guess.box = box;
  layer.guess.classField = "DLBM";
  layer.guess.classTable = "sandiao";
  return layer;
}

NewProjectDraft draftOf(std::vector<DraftLayer> layers) {
  NewProjectDraft draft;
  draft.layers = std::move(layers);
  draft.header.name = "county";
  draft.header.cellSize = 20;
  draft.header.outputFolder = "out";
  return draft;
}

}  // namespace

TEST_CASE("a draft's cells are its region's, else its largest land's") {
  NewProjectDraft draft = draftOf({parcels(1, "a", {0, 0, 2000, 1000}), parcels(2, "b", {0, 0, 400, 400})});
  CHECK(estimatedCells(draft) == 2000.0 * 1000 / 400);
  draft.region = 2;
  CHECK(estimatedCells(draft) == 400.0 * 400 / 400);
  draft.header.cellSize = 0;
  CHECK(estimatedCells(draft) == 0);
}

TEST_CASE("a draft is sound when every layer that is used is") {
  NewProjectDraft draft = draftOf({parcels(1, "a", {0, 0, 1, 1})});
  CHECK(sound(draft));
  draft.layers.push_back(parcels(2, "a", {0, 0, 1, 1}));
  REQUIRE(faultsOfLayer(draft, 1).size() == 1);
  CHECK(faultsOfLayer(draft, 1)[0].field == "name");
  draft.layers[1].used = false;
  CHECK(sound(draft));
  draft.layers[0].guess.classTable.clear();
  CHECK(faultsOfLayer(draft, 0).at(0).field == "table");
  draft.header.name = " \t";
  CHECK(faultsOfHead(draft).at(0).field == "name");
}
