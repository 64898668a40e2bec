#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/init/Init.h"
#include "geo/model/BuildModel.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

// A made-up DLTB. TBMJ: geodesic areas by pyproj (Geod.polygon_area_perimeter, GRS80) of the rings densified to half a
// metre in EPSG:4544, rounded to 0.01 m2; KCMJ = round(TBMJ x KCXS, 0.01); TBDLMJ = TBMJ - KCMJ.
struct Parcel {
  std::string wkt, dlbm;
  double computed, tbmj, kcxs, kcmj;
  double net() const { return computed * (1 - kcmj / tbmj); }
};

std::vector<Parcel> parcels() {
  return {
      {test::rectangle(600000, 3200000, 600300, 3200200), "0101", 59985.1560, 59985.16, 0.1284, 7702.09},
      {test::rectangle(600300, 3200000, 600737, 3200333), "0103", 145484.7327, 145484.73, 0.0950, 13821.05},
      {"POLYGON ((600000 3200200,600300 3200200,600300 3200333,600555 3200333,600421 3200777,600000 3200605,"
       "600000 3200200))",
       "0103", 220311.3778, 220311.38, 0.1731, 38135.90},
      {test::rectangle(600737, 3200000, 600800, 3200100), "1203", 6298.4221, 6298.42, 0.0500, 314.92},
      {test::rectangle(600800, 3200000, 600990, 3200410), "0301", 77880.4398, 77880.44, 0, 0},
      {test::rectangle(600800, 3200410, 601100, 3200600), "0101", 56985.6720, 56985.67, 0.05, 2849.28},  // cut
  };
}

using Change = std::function<void(std::size_t, std::vector<std::string>&)>;

/// `change` of the values (DLBM, TBMJ, KCDLBM, KCXS, KCMJ, TBDLMJ) of each parcel.
void writeSurvey(const fs::path& folder, const Change& change = {}) {
  test::TestLayer layer{.name = "DLTB",
                        .fields = {"DLBM", "TBMJ:real", "KCDLBM", "KCXS:real", "KCMJ:real", "TBDLMJ:real"}};
  std::size_t i = 0;
  for (const Parcel& p : parcels()) {
    std::vector<std::string> values = {p.dlbm,
                                       fmt::format("{:.2f}", p.tbmj),
                                       p.kcmj > 0 ? "1203" : "",
                                       fmt::format("{}", p.kcxs),
                                       fmt::format("{:.2f}", p.kcmj),
                                       fmt::format("{:.2f}", p.tbmj - p.kcmj)};
    if (change) change(i, values);
    ++i;
    layer.features.push_back({p.wkt, values});
  }
  test::writeLayer(folder / "DLTB.gpkg", layer);
  test::writeLayer(folder / "zones.gpkg", {.name = "zones",
                                           .fields = {"id"},
                                           .features = {{test::rectangle(600050, 3200050, 600500, 3200500), {"a"}},
                                                        {test::rectangle(600200, 3200100, 600900, 3200300), {"b"}}}});
}

const std::string kAreas = "deduct = { area = \"KCMJ\", of = \"TBMJ\", class = \"KCDLBM\" }\n";
const std::string kRatio = "deduct = { ratio = \"KCXS\", class = \"field_ridge\" }\n";

fs::path writeRidges(const fs::path& folder, const std::string& keys, const Change& change = {},
                     const std::string& more = {}) {
  writeSurvey(folder, change);
  fs::path file = folder / "project.toml";
  writeFileWhole(file,
                 "[project]\nbase_year = 2025\nhorizon = 2030\nlanguage = \"zh\"\n[grid]\ncrs = \"EPSG:4544\"\n"
                 "cell_size = 10\nbounds = [600000, 3200000, 601000, 3201000]\n[uncertainty]\ndraws = 100\n"
                 "[[layers]]\nname = \"DLTB\"\nsource = \"DLTB.gpkg\"\n"
                 "class = { field = \"DLBM\", table = \"sandiao\" }\n" +
                     keys + "[[zones]]\nname = \"zones\"\nsource = \"zones.gpkg\"\nid = \"id\"\n" + more);
  return file;
}

struct Built {
  Model model;
  Warnings warnings;
  bool warned(const std::string& id) const {
    return std::ranges::any_of(warnings, [&](const Warning& warning) { return warning.what.id == id; });
  }
};

Built build(const std::string& keys, const Change& change = {}) {
  const TempFolder folder;
  Built built;
  built.model = buildModel(readProject(writeRidges(folder.path(), keys, change)), built.warnings, true);
  return built;
}

std::string faultOf(const std::string& keys, const Change& change = {}) {
  try {
    build(keys, change);
  } catch (const Error& fault) {
    return fault.problem().id;
  }
  return {};
}

std::map<std::string, double> squareMetres(const Model& model) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  std::map<std::string, double> out;
  for (const LedgerLine& line : evaluator.sums().ledger)
    if (line.zone == kWholeRegion) out[model.strata[line.stratum].classKey] += line.areaHa * 1e4;
  return out;
}

/// The shares of a parcel.
double ridgeOf(const Built& built, std::size_t parcel) {
  for (const StratumShare& part : built.model.layers[0].mixOf(parcel))
    if (built.model.strata[part.stratum].classKey == "field_ridge") return part.share;
  return 0;
}

RunReport runOf(const fs::path& file) {
  const StopFlag stop = false;
  return run(
      readProject(file), {}, [](const RunProgress&) {}, stop);
}

/// A value of the last column named so, by the first column.
double valueIn(const fs::path& table, const std::string& row, const std::string& column) {
  const CsvTable csv = readCsv(table);
  for (const CsvRow& each : csv.rows)
    if (each.cells[0] == row) return std::stod(each.cells[csv.require(column)]);
  FAIL("no row " << row);
  return 0;
}

}  // namespace

TEST_CASE("a deduction splits each parcel into its class and its ridges") {
  const std::vector<Parcel> all = parcels();
  for (const std::string& keys : {kAreas, kRatio}) {
    const Built built = build(keys);
    std::map<std::string, double> areas = squareMetres(built.model);
    const double cut = all[5].computed * 200 / 300;  // the western two thirds lie inside
    CHECK(areas["cropland_dry"] == Approx(all[1].net() + all[2].net()).epsilon(1e-6));
    CHECK(areas["paddy"] == Approx(all[0].net() + 0.95 * cut).epsilon(1e-6));
    CHECK(areas["forest_generic"] == Approx(all[4].computed).epsilon(1e-7));
    const double gross = all[0].computed + all[1].computed + all[2].computed + all[3].computed + cut;
    CHECK(areas["field_ridge"] == Approx(gross - areas["cropland_dry"] - areas["paddy"]).epsilon(1e-6));
    CHECK(built.model.layers[0].mixOf(3).empty());  // a ridge is a ridge as a whole
    CHECK(built.warnings.empty());
  }
}

TEST_CASE("the areas come before the ratio, which fills their gaps, and per cent and slips are told") {
  const std::string both = "deduct = { area = \"KCMJ\", of = \"TBMJ\", ratio = \"KCXS\" }\n";
  const auto with = [](std::size_t parcel, std::size_t column, const std::string& value) {
    return [=](std::size_t i, std::vector<std::string>& values) {
      if (i == parcel) values[column] = value;
    };
  };
  CHECK(ridgeOf(build(both, with(0, 3, "0.3")), 0) == Approx(7702.09 / 59985.16).epsilon(1e-12));
  CHECK(ridgeOf(build(both, with(0, 4, "")), 0) == Approx(0.1284).epsilon(1e-12));
  CHECK(ridgeOf(build(kRatio, with(0, 3, "")), 0) == 0);

  const Built percent = build(kRatio, with(0, 3, "12.84"));
  CHECK(ridgeOf(percent, 0) == Approx(0.1284).epsilon(1e-12));
  CHECK(percent.warned("model.deduct_percent"));
  const Built much = build(kRatio, with(0, 3, "0.84"));
  CHECK(ridgeOf(much, 0) == 0.5);
  CHECK(much.warned("model.deduct_outside"));
  const Built negative = build(kAreas, with(0, 4, "-5"));
  CHECK(ridgeOf(negative, 0) == 0);
  CHECK(negative.warned("model.deduct_outside"));
  const Built forest = build(kRatio, with(4, 3, "0.1"));
  CHECK(ridgeOf(forest, 4) == Approx(0.1));
  CHECK(forest.warned("model.deduct_not_cropland"));
  CHECK(build("").warned("model.ridges_left"));
  CHECK(faultOf(kAreas, with(0, 2, "1299")).empty());  // read by its first two digits
  CHECK(faultOf(kAreas, with(0, 2, "ZZ")) == "model.codes_unknown");
  CHECK(faultOf("deduct = { ratio = \"KCSX\" }\n") == "layer.no_field");
  CHECK(faultOf("deduct = { ratio = \"KCXS\", class = \"ridges\" }\n") == "layer.no_field");
}

TEST_CASE("what grows on a parcel stands on its net share") {
  const auto tenth = [](std::size_t i, std::vector<std::string>& values) {
    if (i == 4) values[3] = "0.1";
  };
  const Built built = build(kRatio + "volume = { field = \"TBDLMJ\", unit = \"m3\" }\n", tenth);  // 77880.44 m3
  const LandLayer& layer = built.model.layers[0];
  CHECK(built.model.strata[layer.strata[4]].volume * 0.9 * 7.78804398 == Approx(77880.44).epsilon(1e-8));
}

TEST_CASE("check holds cropland against the areas of the survey, whole parcels only") {
  const TempFolder folder;
  Warnings warnings;
  std::vector<OfficialArea> official;
  const std::vector<Parcel> all = parcels();
  for (const Error& fault : check(readProject(writeRidges(folder.path(), kAreas)), warnings, &official))
    FAIL(fault.what());
  REQUIRE(official.size() == 2);
  CHECK(official[0].classKey == "paddy");
  CHECK(official[0].parcels == 1);  // the other is cut by the region
  CHECK(official[0].recordM2 == Approx(52283.07).epsilon(1e-12));
  CHECK(official[0].splitM2 == Approx(all[0].net()).epsilon(2e-8));
  CHECK(official[1].parcels == 2);
  CHECK(official[1].recordM2 == Approx(131663.68 + 182175.48).epsilon(1e-12));
  CHECK(std::abs(official[1].differenceM2()) < 0.02);
  CHECK(official[0].passes());
  CHECK(official[1].passes());
  CHECK(warnings.empty());
  const RunReport report = runOf(folder.path() / "project.toml");
  REQUIRE(report.officialAreas.size() == 2);
  CHECK(report.officialAreas[1].recordM2 == official[1].recordM2);
  CHECK(report.officialAreas[1].splitM2 == official[1].splitM2);
  CHECK_THAT(readFile(folder.path() / "out" / "report.html"), Catch::Contains("52283.07"));
}

TEST_CASE("check tells areas of another unit, and cropland that differs from the survey's") {
  const auto checked = [](const Change& change) {
    const TempFolder folder;
    Warnings warnings;
    for (const Error& fault : check(readProject(writeRidges(folder.path(), kRatio, change)), warnings))
      FAIL(fault.what());
    std::vector<std::string> ids;
    for (const Warning& warning : warnings) ids.push_back(warning.what.id);
    return ids;
  };
  const auto scaled = [](double by) {
    return [by](std::size_t, std::vector<std::string>& values) {
      values[5] = fmt::format("{:.8f}", std::stod(values[5]) * by);
    };
  };
  CHECK(checked(scaled(0.0015)) == std::vector<std::string>{"check.official_unit.mu"});
  CHECK(checked(scaled(1e-4)) == std::vector<std::string>{"check.official_unit.ha"});
  CHECK(checked(scaled(1 + 4e-6)).empty());
  CHECK(checked(scaled(1 + 7e-6)) == std::vector<std::string>{"check.official_off", "check.official_off"});
}

TEST_CASE("with area = \"record\" cropland is the survey's to rounding, and the sums still close") {
  const TempFolder folder;
  const std::vector<Parcel> all = parcels();
  constexpr double kBy = 1.0004;
  const fs::path file =
      writeRidges(folder.path(), kAreas + "area = \"record\"\n", [](std::size_t i, std::vector<std::string>& values) {
        const double by = i == 0 ? kBy : i == 1 ? 1.01 : 1;
        for (const std::size_t column : {1u, 4u, 5u})
          values[column] = fmt::format("{:.2f}", std::stod(values[column]) * by);
      });
  const RunReport report = runOf(file);
  std::map<std::string, double> ha;
  for (const ClassTotals& c : report.account.classes) ha[c.classKey] = c.totals.areaHa;
  const double share = 7702.09 / 59985.16;
  CHECK(ha["paddy"] * 1e4 == Approx(59985.16 * kBy * (1 - share) + 0.95 * all[5].computed * 2 / 3).epsilon(1e-6));
  // The second parcel is a hundredth off: it keeps its computed area; its own shares are as they were.
  CHECK(ha["cropland_dry"] * 1e4 == Approx(131663.68 + 182175.48).epsilon(1e-6));
  const double added = (kBy - 1) * 59985.16 / 1e4;
  CHECK(report.closure.regionVsGeodesic < 1e-9);
  CHECK(report.closure.zonesVsTotal < 1e-9);
  double zoneA = 0;
  for (const ZoneTotals& zone : report.account.zones)
    if (zone.id == "a") zoneA = zone.total.areaHa;
  // Zone a holds 250 m x 150 m of the first parcel, of 450 m x 450 m in all: by pyproj.
  CHECK(zoneA == Approx(20.2449776 + (kBy - 1) * 3.7490718).epsilon(1e-6));
  const auto told = [&](const std::string& id) {
    return std::ranges::find(report.warnings, id, [](const Warning& w) { return w.what.id; });
  };
  REQUIRE(told("run.record_scaled") != report.warnings.end());
  CHECK(std::stod(told("run.record_scaled")->what.args[0]) == Approx(added).margin(2e-6));
  REQUIRE(told("model.record_kept") != report.warnings.end());
  CHECK(told("model.record_kept")->what.args[0] == "1");
  CHECK(told("model.record_scaled")->what.args[0] == "5");
}

TEST_CASE("recorded areas must be there, and in square metres") {
  const auto mu = [](std::size_t, std::vector<std::string>& values) {
    values[1] = fmt::format("{:.6f}", std::stod(values[1]) * 0.0015);
  };
  CHECK(faultOf("area = \"record\"\n", mu) == "model.record_unit.mu");
  CHECK(faultOf("area = \"record\"\narea_field = \"TBDLMJ_\"\n") == "layer.no_field");
  CHECK(faultOf("area = \"record\"\narea_field = \"TBMJ\"\n").empty());
  CHECK(faultOf("area_field = \"TBMJ\"\n") == "project.area_field");
  CHECK(faultOf("deduct = { area = \"KCMJ\" }\n") == "project.deduct_of_what");
  CHECK(faultOf("deduct = \"KCXS\"\n") == "project.wrong_type");
  CHECK(faultOf("deduct = { class = \"field_ridge\" }\n") == "project.deduct_of_what");
}

TEST_CASE("farmland measures work on the net share, planting on the whole parcel") {
  const TempFolder folder;
  const auto plan = [](const char* name, const char* keys) {
    return fmt::format(
        "[[interventions]]\nname = \"{0}\"\nscenario = \"{0}\"\nsource = \"plan.gpkg\"\nyear = 2027\n{1}", name, keys);
  };
  const fs::path file =
      writeRidges(folder.path(), kAreas, {},
                  plan("秸秆", "action = \"farmland\"\nmanagement = \"straw_return\"\n") +
                      plan("造林", "action = \"plant\"\nspecies = \"柏木\"\n") + plan("建设", "action = \"build\"\n") +
                      plan("湿地", "action = \"restore_wetland\"\n"));
  test::writeLayer(folder.path() / "plan.gpkg", {.features = {{parcels()[0].wkt, {}}}});
  runOf(file);
  const fs::path table = folder.path() / "out" / "tables" / "interventions.csv";
  const double whole = parcels()[0].computed / 1e4, net = parcels()[0].net() / 1e4;
  CHECK(valueIn(table, "秸秆", "polygon_ha") == Approx(whole).epsilon(1e-6));
  CHECK(valueIn(table, "秸秆", "effective_ha") == Approx(net).epsilon(1e-6));
  for (const char* name : {"造林", "建设", "湿地"})
    CHECK(valueIn(table, name, "effective_ha") == Approx(whole).epsilon(1e-6));
}

TEST_CASE("methane and nitrous oxide are of the net share") {
  const Built built = build(kAreas);
  const StratumAccountant accountant(built.model.factors, built.model.rules);
  std::map<std::string, double> perHa;
  for (const Stratum& stratum : built.model.strata.all())
    if (stratum.classKey != "unmapped") perHa[stratum.classKey] = accountant.carbonOf(stratum).value.nonCo2;
  CHECK(perHa["paddy"] != 0);
  CHECK(perHa["cropland_dry"] != 0);
  CHECK(perHa["field_ridge"] == 0);
  const TempFolder folder;
  const RunReport report = runOf(writeRidges(folder.path(), kAreas));
  std::map<std::string, double> areas = squareMetres(built.model);
  CHECK(report.account.total.carbon.nonCo2 ==
        Approx((perHa["paddy"] * areas["paddy"] + perHa["cropland_dry"] * areas["cropland_dry"]) / 1e4).epsilon(1e-9));
}

TEST_CASE("a raster has no parcels to deduct from") {
  const TempFolder folder;
  test::writeRaster(folder.path() / "cover.tif", {.value = [](int, int) { return 1.0; }});
  for (const std::string& key : {kRatio, std::string("area = \"record\"\n")}) {
    const fs::path file = folder.path() / "raster.toml";
    writeFileWhole(file, "[[layers]]\nsource = \"cover.tif\"\nclass = { table = \"clcd\" }\n" + key);
    Warnings warnings;
    CHECK_THROWS_WITH(buildModel(readProject(file), warnings), Catch::Contains("parcels"));
  }
}

TEST_CASE("init finds what the survey deducts") {
  const TempFolder folder;
  writeSurvey(folder.path());
  fs::remove(folder.path() / "zones.gpkg");
  initProject(folder.path(), {}, Language::zh);
  const std::string text = readFile(folder.path() / "project.toml");
  CHECK(text.find("deduct = { area = \"KCMJ\", of = \"TBMJ\", ratio = \"KCXS\", class = \"KCDLBM\" }") !=
        std::string::npos);
  Warnings warnings;
  const Model model = buildModel(readProject(folder.path() / "project.toml"), warnings);
  CHECK(model.layers[0].mixOf(0).size() == 2);
}

TEST_CASE("a parcel of both dates keeps its ridges, and ridges of one date only are told") {
  const std::string earlier =
      "[[layers]]\nname = \"t1\"\nsource = \"DLTB.gpkg\"\ndate = \"t1\"\n"
      "class = { field = \"DLBM\", table = \"sandiao\" }\n";
  const auto modelOf = [&](const std::string& keys, Warnings& warnings) {
    const TempFolder folder;
    const fs::path file = writeRidges(folder.path(), kAreas + earlier + keys);
    std::string text = readFile(file);
    text.replace(text.find("horizon"), 0, "t1_year = 2015\n");
    writeFileWhole(file, text);
    return buildModel(readProject(file), warnings);
  };
  Warnings both, one;
  const Model model = modelOf(kRatio, both);
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(model.grid.all());
  double changed = 0;
  for (const LedgerLine& line : evaluator.sums().ledger) {
    const Stratum& now = model.strata[line.stratum];
    if (line.zone == kWholeRegion && now.classKey != model.strata[now.before].classKey) changed += line.areaHa;
  }
  CHECK(changed < 1e-5);  // KCMJ is KCXS x TBMJ to 0.01 m2
  CHECK(both.empty());
  modelOf("", one);
  REQUIRE(one.size() == 1);
  CHECK(one[0].what.id == "model.ridges_one_date");
}
