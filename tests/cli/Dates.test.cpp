// Land of several dates, from outside: check, run, transition.
#include <algorithm>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// clcd: 1 cropland, 2 forest, 8 built-up.
int coverOf(int year, int col, int row) {
  if (year == 2025 && (col + row) % 4 == 0) return 8;
  return (col * 3 + row + year / 5) % 3 == 0 ? 2 : 1;
}

/// Land cover of 2010, 2015, 2020 and the base year 2025, on pixels of 100 m.
std::string writeAnnualCover(const std::filesystem::path& folder) {
  std::string text =
      "[project]\nname = \"annual\"\nbase_year = 2025\n[grid]\narea = \"map\"\n[output]\nmaps = [\"stock\"]\n";
  for (const int year : {2025, 2020, 2015, 2010}) {
    writeRaster(folder / fmt::format("{}.tif", year),
                {.y0 = 3201000,
                 .dx = 100,
                 .dy = 100,
                 .transform = {},
                 .value = [year](int col, int row) { return static_cast<double>(coverOf(year, col, row)); },
                 .options = {}});
    text += fmt::format("[[layers]]\nsource = \"{}.tif\"\nclass = {{ table = \"clcd\" }}\n", year);
    if (year != 2025) text += fmt::format("date = {}\n", year);
  }
  writeText(folder / "project.toml", text);
  return (folder / "project.toml").string();
}

}  // namespace

TEST_CASE("the transition between any two dates is what the pixels say") {
  const TempFolder folder;
  const std::string project = writeAnnualCover(folder.path());
  const CommandResult checked = runTanhui({"check", project});
  INFO(checked.err);
  REQUIRE(checked.code == 0);
  CHECK_THAT(checked.out, Catch::Contains("2010: 2010") && Catch::Contains("2025: 2025"));
  REQUIRE(runTanhui({"run", project}).code == 0);
  for (const auto& [from, to] :
       {std::pair(2010, 2015), std::pair(2010, 2020), std::pair(2015, 2025), std::pair(2010, 2025)}) {
    const CommandResult told =
        runTanhui({"transition", project, "--from", std::to_string(from), "--to", std::to_string(to), "--json"});
    INFO(told.err);
    REQUIRE(told.code == 0);
    std::map<std::pair<int, int>, int> pixels;
    for (int row = 0; row < 10; ++row)
      for (int col = 0; col < 10; ++col) ++pixels[{coverOf(from, col, row), coverOf(to, col, row)}];
    const auto result = nlohmann::json::parse(told.out);
    CHECK(result.at("from_year") == from);
    CHECK(result.at("rows").size() == pixels.size());
    std::map<std::pair<std::string, std::string>, double> areas;
    for (const auto& row : result.at("rows")) areas[{row.at("from"), row.at("to")}] = row.at("area_ha");
    double sum = 0;
    for (const auto& [key, ha] : areas) sum += ha;
    CHECK(sum == Approx(100).epsilon(1e-12));
    // Whatever the library calls the classes, the areas are those of the pixels.
    std::vector<double> ours, theirs;
    for (const auto& [key, ha] : areas) ours.push_back(ha);
    for (const auto& [key, count] : pixels) theirs.push_back(count);
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    REQUIRE(ours.size() == theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) CHECK(ours[i] == Approx(theirs[i]).epsilon(1e-12));
  }
  const CommandResult text = runTanhui({"transition", project});
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Catch::Contains("2010") && Catch::Contains("2025"));
  const CommandResult wrong = runTanhui({"transition", project, "--from", "2012"});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, Catch::Contains("2012") && Catch::Contains("2010, 2015, 2020, 2025"));
}
