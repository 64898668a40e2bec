#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/series/LandCategory.h"
#include "geo/series/LeaveAlone.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// The library of Chongqing with a class "own" of these columns and values, that holds 26 tC/ha of vegetation, a fifth
/// of it in roots, and gives off 2 kg N2O and 100 kg CH4 per hectare.
FactorLibrary withOwn(const std::string& columns, const std::string& values) {
  const TempFolder folder;
  writeFileWhole(folder.path() / "classes.csv", "key," + columns + "\nown," + values + "\n");
  writeFileWhole(folder.path() / "own.csv",
                 "key,value,source\npool.own.veg,26,x\npool.own.litter,1,x\npool.own.deadwood,2,x\n"
                 "pool.own.soil30,50,x\nrs.own,0.25,x\nn2o.own,2,x\nch4.own,100,x\n");
  return FactorLibrary::load("chongqing", folder.path(), "own.csv",
                             LandClasses::withOwn(folder.path() / "classes.csv"));
}

struct OwnBench {
  explicit OwnBench(FactorLibrary with) : library(std::move(with)) {}
  FactorLibrary library;
  StratumAccountant accountant{library, {}};
  FormulaTape tape{library};
  PathMaker maker{accountant, tape, 2025};

  Path path(const LandEvent& event) {
    const std::vector<const LandEvent*> events = {&event};
    return maker.pathOf({.classKey = "own", .species = {}}, {}, events);
  }
};

std::optional<PathNote> effect(const std::string& columns, const std::string& values, LandEvent event) {
  return OwnBench(withOwn(columns, values)).path(event).withoutEffect();
}

LandEvent farmland() {
  LandEvent out = event(LandAction::farmland, 2030);
  out.management = "straw_return";
  return out;
}

}  // namespace

TEST_CASE("a woody class of the user's own is felled, one without trees is not") {
  OwnBench bench(withOwn("ipcc,trees", "settlements,1"));
  LandEvent felling = event(LandAction::harvest, 2030);
  felling.fraction = 0.5;
  const Path path = bench.path(felling);
  CHECK_FALSE(path.withoutEffect());
  const PathFigures figures = figuresOf(path, 30);
  // By hand: 26 / 1.25 above ground; half of it is felled in 2030, and comes back in twenty years from 2031 on.
  CHECK(at(figures, 4, Place::above) == Approx(20.8).epsilon(1e-12));
  CHECK(at(figures, 5, Place::above) == Approx(10.4).epsilon(1e-12));
  CHECK(at(figures, 6, Place::above) == Approx(10.4 * 21 / 20).epsilon(1e-12));
  CHECK(at(figures, 25, Place::above) == Approx(20.8).epsilon(1e-12));
  CHECK(effect("ipcc,trees", "settlements,", felling) == PathNote::noTrees);
}

TEST_CASE("farmland measures, closing and planting go by the traits of the user's own class") {
  CHECK_FALSE(effect("ipcc,tillable", "cropland,1", farmland()));
  CHECK(effect("ipcc,tillable", "cropland,", farmland()) == PathNote::notCropland);
  CHECK_FALSE(effect("ipcc,closable", "grassland,1", event(LandAction::close, 2030)));
  CHECK(effect("ipcc,closable", "grassland,", event(LandAction::close, 2030)) == PathNote::notOpen);
  CHECK_FALSE(effect("ipcc,rock", "other,", planting(2030, "马尾松")));
  CHECK(effect("ipcc,rock", "other,1", planting(2030, "马尾松")) == PathNote::leftAlone);
  // By its group, as a class of Tanhui's.
  LandEvent replacing = planting(2030, "马尾松");
  replacing.replace.classes = {"built"};
  CHECK(effect("ipcc,sealed,group", "settlements,1,other", replacing) == PathNote::leftAlone);
  CHECK_FALSE(effect("ipcc,sealed,group", "settlements,1,built", replacing));
}

TEST_CASE("the category of the user's own class decides its sector and the clock of conversion") {
  const auto agricultureOf = [](const std::string& columns, const std::string& values) {
    const FactorLibrary library = withOwn(columns, values);
    return StratumAccountant(library, {}).carbonOf({.classKey = "own", .species = {}}).value;
  };
  const double ch4 = -100 * 1e-3 * figure("gwp.AR5.ch4"), n2o = -2 * 1e-3 * figure("gwp.AR5.n2o");
  const Carbon crop = agricultureOf("ipcc", "cropland"), rice = agricultureOf("ipcc,rice", "cropland,1"),
               grass = agricultureOf("ipcc", "grassland");
  CHECK(crop.nonCo2 == Approx(ch4 + n2o));
  CHECK(crop.agriculture == Approx(n2o));
  CHECK(rice.agriculture == Approx(ch4 + n2o));
  CHECK(grass.agriculture == 0);

  OwnBench bench(withOwn("ipcc", "wetlands"));
  const auto statuses = statusByYear(bench.path(planting(2030, "马尾松")), 40);
  CHECK(statuses[4] == LandStatus{LandCategory::wetlands, LandCategory::wetlands});
  for (std::size_t year = 5; year < 40; ++year)
    CHECK(statuses[year] ==
          LandStatus{LandCategory::forest, year < 15 ? LandCategory::wetlands : LandCategory::forest});
}

TEST_CASE("an action may lead to a class of the user's own where its traits fit") {
  const FactorLibrary library = withOwn("ipcc,wet", "wetlands,1");
  LandEvent restoring = event(LandAction::restoreWetland, 2030);
  restoring.classKey = "own";
  CHECK(stratumAfter(library.classes(), restoring).classKey == "own");
  CHECK(withoutEffectOn(library.classes(), "own", restoring) == PathNote::alreadyThere);
  CHECK_THROWS_AS(stratumAfter(withOwn("ipcc", "grassland").classes(), restoring), Error);
}
