#include "geo/base/Csv.h"

#include <limits>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

TEST_CASE("CSV: quotes, commas and line breaks in cells, BOM and CRLF") {
  const CsvTable table =
      parseCsv("\xEF\xBB\xBFkey,\"na,me\"\r\na,\"say \"\"hi\"\"\"\r\n\r\nb,\"two\nlines\"\n", "t.csv");
  CHECK(table.header == std::vector<std::string>{"key", "na,me"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].cells[1] == "say \"hi\"");
  CHECK(table.rows[1].cells[1] == "two\nlines");
  CHECK(table.rows[1].line == 4);
  CHECK(table.where(table.rows[1]) == "t.csv, line 4");
}

TEST_CASE("CSV: a missing column, a short row, an open quote and a word for a number name file and line") {
  const CsvTable table = parseCsv("code,value\na,1.5\nb,much\n", "t.csv");
  CHECK_THROWS_WITH(table.require("class"), Catch::Contains("t.csv") && Catch::Contains("'class'"));
  CHECK(csvNumber(table, table.rows[0], 1) == 1.5);
  CHECK_THROWS_WITH(csvNumber(table, table.rows[1], 1), Catch::Contains("line 3") && Catch::Contains("much"));
  CHECK_THROWS_WITH(parseCsv("a,b\n1\n", "t.csv"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(parseCsv("a,b\n1,\"2\n", "t.csv"), Catch::Contains("line 2") && Catch::Contains("never closed"));
}

TEST_CASE("CSV: nan and inf are no numbers") {
  const CsvTable table = parseCsv("v\nnan\ninf\n1e999\n", "t.csv");
  for (const CsvRow& row : table.rows) CHECK_THROWS_AS(csvNumber(table, row, 0), Error);
}

TEST_CASE("CSV: decimal commas count beside semicolons, unless some number has a point") {
  const CsvTable table = parseCsv("key;value;note\na;12,5;1,2 and 3\nb;-0,25;\nc;1,234,5;\n", "t.csv");
  CHECK(csvNumber(table, table.rows[0], 1) == 12.5);
  CHECK(csvNumber(table, table.rows[1], 1) == -0.25);
  CHECK(table.rows[0].cells[2] == "1,2 and 3");
  CHECK_THROWS_AS(csvNumber(table, table.rows[2], 1), Error);
  const CsvTable mixed = parseCsv("key;value\na;12,5\nb;0.25\n", "t.csv");
  CHECK_THROWS_AS(csvNumber(mixed, mixed.rows[0], 1), Error);
  CHECK(csvNumber(mixed, mixed.rows[1], 1) == 0.25);
}

TEST_CASE("CSV: thousands, full-width digits and units are no plain numbers, and the row is named") {
  const CsvTable table = parseCsv("key,value\nk,\"1,234.5\"\nk,１２\nk,12 t\nk,\n", "t.csv");
  for (const CsvRow& row : table.rows)
    CHECK_THROWS_WITH(csvNumber(table, row, 1, "k"),
                      Catch::StartsWith("t.csv, line " + std::to_string(row.line) + ", k"));
}

TEST_CASE("CSV: lines are counted alike whatever ends them, in quotes too") {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const CsvTable table = parseCsv("v" + end + "\"a" + end + "b\"" + end + end + "c" + end, "t.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].line == 2);
    CHECK(table.rows[1].line == 5);
  }
}

TEST_CASE("CSV: what is written reads back, to the last bit") {
  CHECK(csvCell("plain") == "plain");
  CHECK(csvCell("a,\"b\"") == "\"a,\"\"b\"\"\"");
  for (const double value : {0.1, 1.0 / 3, 264132.0, 1e-300, std::numeric_limits<double>::max()}) {
    const CsvTable table = parseCsv("v\n" + csvNumber(value) + "\n", "t.csv");
    CHECK(csvNumber(table, table.rows[0], 0) == value);
  }
}

TEST_CASE("CSV: a file that Excel saved in GBK reads as UTF-8") {
  const TempFolder folder;
  writeFileWhole(folder.path() / "t.csv", "code,name\n1,\xB7\xBB\xC4\xBE\n");  // 坊木 in GBK
  CHECK(readCsv(folder.path() / "t.csv").rows[0].cells[1] == "坊木");
}
