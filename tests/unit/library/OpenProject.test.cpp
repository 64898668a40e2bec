#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/tanhui.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestProject.h"

namespace tanhui::library {
namespace {

namespace fs = std::filesystem;

/// The project of tests/support on coarse cells.
fs::path coarseProject(const fs::path& folder) {
  const fs::path file = test::writeProject(folder);
  std::string text = readFile(file);
  const std::string fine = "cell_size = 10\n";
  writeFileWhole(file, text.replace(text.find(fine), fine.size(), "cell_size = 100\n"));
  return file;
}

/// A column of the TOTAL row of tables/totals.csv: what the run itself wrote.
double written(const fs::path& folder, const std::string& column) {
  const CsvTable table = readCsv(folder / "tables/totals.csv");
  const auto at = static_cast<std::size_t>(std::ranges::find(table.header, column) - table.header.begin());
  return std::stod(table.rows.back().cells.at(at));
}

}  // namespace

TEST_CASE("the library's run gives the figures that it writes") {
  const TempFolder folder;
  const OpenProject project = open(coarseProject(folder.path()), Language::en);
  CHECK(project.name() == "测试县");
  CHECK(project.baseYear() == 2025);
  CHECK(project.horizon() == 2025);
  CHECK(project.language() == Language::en);

  std::string phases;
  const RunResult result =
      project.run({.threads = 1, .progress = [&](const RunProgress& told) { phases += told.phase; }});
  CHECK(phases.find("evaluate") != std::string::npos);
  const fs::path out = project.outputFolder();
  const Figures& total = result.total;
  CHECK(total.areaHa == written(out, "area_ha"));
  CHECK(total.stockTc == written(out, "stock_tC"));
  CHECK(total.stockSeTc == written(out, "stock_se_tC"));
  CHECK(total.soilTc == written(out, "soil_tC"));
  CHECK(total.fluxTcPerYr == written(out, "flux_tC_per_yr"));
  CHECK(total.nonCo2Tco2ePerYr == written(out, "non_co2_tCO2e_per_yr"));
  CHECK(total.netTco2ePerYr == written(out, "net_tCO2e_per_yr"));
  CHECK(total.stockTc ==
        Approx(total.aboveTc + total.belowTc + total.deadwoodTc + total.litterTc + total.soilTc).epsilon(1e-12));
  CHECK(total.netTco2ePerYr == Approx(total.fluxTcPerYr * 44 / 12 + total.nonCo2Tco2ePerYr).epsilon(1e-12));
  CHECK(result.closure < 1e-6);
  CHECK(fs::exists(out / "stock.tif"));

  // The two townships share out the region.
  REQUIRE(result.zones.size() == 2);
  CHECK(result.zones[0].label == "甲镇");
  CHECK(result.zones[0].total.stockTc + result.zones[1].total.stockTc == Approx(total.stockTc).epsilon(1e-12));
  CHECK(result.classes.back().classKey == "unmapped");
}

TEST_CASE("the library's answers add up to their totals") {
  const TempFolder folder;
  const OpenProject project = open(coarseProject(folder.path()), Language::en);
  for (const Answer& answer : {project.askAt(606000, 3203000), project.askZone("townships:A")}) {
    double areaHa = 0, stockTc = 0, share = 0;
    for (const AnswerLine& line : answer.lines) {
      areaHa += line.areaHa, share += line.share;
      stockTc += line.areaHa * line.stockTcPerHa;
    }
    CHECK(areaHa == Approx(answer.total.areaHa).epsilon(1e-12));
    CHECK(stockTc == Approx(answer.total.stockTc).epsilon(1e-12));
    CHECK(share == Approx(1).epsilon(1e-12));
    CHECK(answer.arithmetic.find("tC") != std::string::npos);
  }
  CHECK(project.askAt(606000, 3203000).zones == std::vector<std::string>{"townships:B 乙镇"});
}

TEST_CASE("the library tells faults with their remedy and can be stopped") {
  const TempFolder folder;
  const fs::path file = coarseProject(folder.path());
  CHECK(check(file).faults.empty());
  const OpenProject project = open(file);
  CHECK_THROWS_AS(project.askZone("townships:Z"), Error);
  CHECK_THROWS_AS(project.askAt(0, 0), Error);
  const StopFlag stop = true;
  CHECK_THROWS_AS(project.run({.stop = &stop}), Interrupted);
  CHECK_FALSE(fs::exists(project.outputFolder() / "stock.tif"));

  writeFileWhole(file, readFile(file) + "cel_size = 5\n");
  CHECK_THROWS_AS(open(file), Error);
  const std::vector<Error> faults = check(file).faults;
  REQUIRE(faults.size() == 1);
  CHECK(text(faults[0].problem(), Language::en).find("cel_size") != std::string::npos);
  CHECK_FALSE(text(faults[0].remedy(), Language::zh).empty());
}

}  // namespace tanhui::library
