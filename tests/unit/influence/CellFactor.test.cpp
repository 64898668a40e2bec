#include "geo/influence/CellFactor.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;
using Catch::Contains;

namespace {

CsvTable tableOf(const std::string& rows) { return parseCsv("y,x\n" + rows, "t.csv"); }

}  // namespace

TEST_CASE("A column is kinds where it holds words or codes, else figures") {
  CHECK_FALSE(factorOfCells(tableOf("1,loam\n2,clay\n3,loam\n"), 1).isFigures());
  CHECK_FALSE(factorOfCells(tableOf("1,1\n2,1\n3,2\n4,2\n"), 1).isFigures());
  CHECK(factorOfCells(tableOf("1,1\n2,1\n3,2\n4,3\n"), 1).isFigures());      // whole, but hardly any comes twice
  CHECK(factorOfCells(tableOf("1,1.5\n2,1.5\n3,2\n4,2\n"), 1).isFigures());  // not whole
  CHECK(factorOfCells(tableOf("1,1\n2,1\n3,2\n4,2\n"), 1, CellForm::figures).isFigures());
  CHECK_FALSE(factorOfCells(tableOf("1,1.5\n2,2.5\n"), 1, CellForm::kinds).isFigures());
  std::string many;
  for (int i = 0; i < 200; ++i) many += "1," + std::to_string(i % 31) + "\n";
  CHECK(factorOfCells(tableOf(many), 1).isFigures());
}

TEST_CASE("Empty cells, NA and NaN are no value") {
  const FactorColumn kinds = factorOfCells(tableOf("1,b\n2,\n3,NA\n4,a\n"), 1);
  CHECK(kinds.kinds == std::vector<int>{1, -1, -1, 0});
  CHECK(kinds.kindNames == std::vector<std::string>{"a", "b"});
  const std::vector<double> figures = figuresOfCells(tableOf("nan,1\n2.5,2\n"), 0);
  CHECK(std::isnan(figures[0]));
  CHECK(figures[1] == 2.5);
}

TEST_CASE("Decimal commas are numbers beside semicolons") {
  const CsvTable table = parseCsv("y;x\n1,5;2,5\n2,5;3,5\n", "t.csv");
  CHECK(factorOfCells(table, 1).isFigures());
  CHECK(figuresOfCells(table, 0)[0] == 1.5);
}

TEST_CASE("A column without a value, and words among figures, are named") {
  CHECK_THROWS_WITH(factorOfCells(tableOf("1,\n2,NA\n"), 1), Contains("t.csv") && Contains("\"x\""));
  CHECK_THROWS_WITH(factorOfCells(tableOf("1,2\n2,high\n"), 1, CellForm::figures), Contains("line 3"));
}
