#include "geo/carbon/FactorData.h"

#include <catch2/catch.hpp>

TEST_CASE("the factor tables are inside the program") {
  CHECK(tanhui::factorData("chongqing.csv").starts_with("key,"));
  CHECK(tanhui::factorData("species.csv").starts_with("name_zh,"));
  CHECK(tanhui::factorData("nothing.csv").empty());
}
