#include "geo/base/TextTable.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("columns line up whatever the script") {
  TextTable table({Align::left, Align::right});
  table.add({"碳储量", "1"});
  table.rule();
  table.add({"flux", "1,234"});
  CHECK(table.text(1) ==
        " 碳储量      1\n"
        " -------------\n"
        " flux    1,234\n");
}
