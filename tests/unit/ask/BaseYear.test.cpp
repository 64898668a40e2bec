#include "geo/ask/BaseYear.h"

#include <catch2/catch.hpp>

#include "geo/series/Baseline.h"
#include "tests/support/TestModel.h"

using namespace tanhui;

TEST_CASE("a base year is the run's hectares times what the factors say, and the model's strata beside it") {
  Project project;
  project.baseYear = project.horizon = 2025;
  const auto library = std::make_shared<const FactorLibrary>(FactorLibrary::load("chongqing", {}, {}));
  SavedRun saved;
  saved.strata = {{.classKey = "unmapped", .species = {}}, {.classKey = "paddy", .species = {}}};
  saved.lines = {{kWholeRegion, 1, 12.5}};
  const auto run = std::make_shared<const SavedRun>(std::move(saved));
  const auto errors = std::make_shared<const ErrorRules>(*library);
  Model model = test::emptyModel();
  test::addLand(model, "paddy", {test::square(600000, 3200000, 500)});

  const BaseYear known = baseYear(project, library, run, errors, &model);
  CHECK(known.factors == library);
  REQUIRE(known.carbon != nullptr);
  CHECK(known.carbon->size() == model.strata.size());

  const double soil = (*library)[library->require("pool.paddy.soil30")].value;
  const auto richer = std::make_shared<const FactorLibrary>(library->withValues({{"pool.paddy.soil30", soil + 8}}));
  const BaseYear tried = baseYear(project, richer, run, errors, nullptr);
  CHECK(tried.carbon == nullptr);
  CHECK(tried.figures->account.total.areaHa == 12.5);
  CHECK(tried.figures->account.total.carbon.total() - known.figures->account.total.carbon.total() ==
        Approx(12.5 * 8).epsilon(1e-12));
  CHECK(baseYear(project, library, nullptr, nullptr, nullptr).figures == nullptr);
}
