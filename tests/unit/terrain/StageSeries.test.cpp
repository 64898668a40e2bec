#include "geo/terrain/StageSeries.h"

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

std::string dayNumbers(int from, int to, const std::string& head = "day,stage_m") {
  std::string csv = head + "\n";
  for (int day = from; day < to; ++day) csv += fmt::format("{},{}\n", day, 150 + day % 20);
  return csv;
}

StageSeries read(const std::string& csv, Warnings& warnings) { return stagesOf(parseCsv(csv, "stages.csv"), warnings); }
StageSeries read(const std::string& csv) {
  Warnings warnings;
  return read(csv, warnings);
}

}  // namespace

TEST_CASE("Dates are days of the calendar, in whatever order and form") {
  std::string csv = "date,stage_m\n2020-03-01,150\n2020/2/28,149\n20200229,149.5\n";
  for (int month = 4; month <= 12; ++month)
    for (int day = 1; day <= 30; ++day) csv += fmt::format("2020-{:02}-{:02},151\n", month, day);
  for (int month = 6; month <= 7; ++month)
    for (int day = 1; day <= 30; ++day) csv += fmt::format("2021-{:02}-{:02},151\n", month, day);
  const StageSeries series = read(csv);
  REQUIRE(series.days.size() == 333);
  CHECK(series.days[0] == 18320);  // 2020-02-28: 50 years of 365 days, 12 leap days, 31 + 27 days
  CHECK(series.days[1] == 18321);
  CHECK(series.days[2] == 18322);
  CHECK(series.stage[1] == 149.5);
}

TEST_CASE("Too short a series is refused with its count") {
  CHECK_THROWS_WITH(read(dayNumbers(0, 329)), Catch::Contains("329 days") && Catch::Contains("330"));
  CHECK(read(dayNumbers(0, 330)).days.size() == 330);
}

TEST_CASE("What is no day, stands twice or is no level is told with its line") {
  CHECK_THROWS_WITH(read("date,stage_m\n2021-02-29,150\n"), Catch::Contains("line 2") && Catch::Contains("2021-02-29"));
  for (const char* bad : {"2021-13-01", "2021-1", "31.12.21x", "-2021-1-1", "", "2021--1"})
    CHECK_THROWS_WITH(read(fmt::format("date,stage_m\n{},150\n", bad)), Catch::Contains("no date"));
  CHECK_THROWS_WITH(read("date,stage_m\n2021-01-01,150\n20210101,151\n"),
                    Catch::Contains("line 3") && Catch::Contains("line 2"));
  CHECK_THROWS_WITH(read("date,stage_m\n2021-01-01,high\n"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(read("when,stage_m\n2021-01-01,1\n"), Catch::Contains("date"));
  CHECK_THROWS_WITH(read("day,stage_m\n1.5,1\n"), Catch::Contains("no date"));
}

TEST_CASE("Several gauges are not one series") {
  CHECK_THROWS_WITH(read("date,stage_m,gauge\n2021-01-01,150,A\n2021-01-02,150,B\n"),
                    Catch::Contains("line 3") && Catch::Contains("gauges"));
}

TEST_CASE("Gaps and parts of years are told") {
  Warnings warnings;
  read(dayNumbers(0, 350) + "365,150\n", warnings);
  REQUIRE(warnings.size() == 1);
  CHECK(text(warnings[0].what, Language::en).find("15 of 366 days are missing") != std::string::npos);
  warnings.clear();
  read(dayNumbers(0, 500), warnings);
  REQUIRE(warnings.size() == 1);
  CHECK(text(warnings[0].what, Language::en).find("500 days") != std::string::npos);
  warnings.clear();
  read(dayNumbers(0, 731), warnings);
  CHECK(warnings.empty());
}
