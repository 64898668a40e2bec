#include "geo/base/PlainNumber.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("numbers are grouped, and nothing negative is minus zero") {
  CHECK(grouped(1234567.891, 2) == "1,234,567.89");
  CHECK(grouped(-999.5, 1) == "-999.5");
  CHECK(grouped(-1000, 0) == "-1,000");
  CHECK(grouped(-0.001, 2) == "0.00");
  CHECK(grouped(std::nan(""), 2) == "-");
}

TEST_CASE("significant digits keep a small number and a large one") {
  CHECK(plainNumber(0) == "0");
  CHECK(plainNumber(0.47) == "0.47");
  CHECK(plainNumber(12345.678) == "12,345.7");
  CHECK(plainNumber(1234567.0) == "1,234,567");
  CHECK(plainNumber(1.5e-7) == "1.5e-07");
  CHECK(plainNumber(100) == "100");
  CHECK(plainNumber(-2.5) == "-2.5");
  CHECK(plainNumber(std::numeric_limits<double>::infinity()) == "-");
}
