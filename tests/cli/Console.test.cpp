#include "app/cli/Console.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using namespace tanhui::cli;

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

TEST_CASE("numbers are grouped, and nothing negative is minus zero") {
  CHECK(grouped(1234567.891, 2) == "1,234,567.89");
  CHECK(grouped(-999.5, 1) == "-999.5");
  CHECK(grouped(-1000, 0) == "-1,000");
  CHECK(grouped(-0.001, 2) == "0.00");
  CHECK(grouped(std::nan(""), 2) == "-");
}

TEST_CASE("significant digits keep a small number and a large one") {
  CHECK(significant(0) == "0");
  CHECK(significant(0.47) == "0.47");
  CHECK(significant(12345.678) == "12,345.7");
  CHECK(significant(1234567.0) == "1,234,567");
  CHECK(significant(1.5e-7) == "1.5e-07");
  CHECK(significant(100) == "100");
  CHECK(significant(-2.5) == "-2.5");
  CHECK(significant(std::numeric_limits<double>::infinity()) == "-");
}
