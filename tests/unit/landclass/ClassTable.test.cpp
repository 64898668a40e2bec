#include "geo/landclass/ClassTable.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <set>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/carbon/FactorLibrary.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

CsvTable sourceOf(const std::string& name) {
  const std::string path = std::string(TANHUI_SOURCE_DIR) + "/datasets/classes/" + name + ".csv";
  return parseCsv(readFile(path), path);
}

ClassTable loadText(const std::string& text) {
  const TempFolder folder;
  std::ofstream(folder.path() / "表.csv") << text;
  return ClassTable::load("表.csv", folder.path());
}

}  // namespace

TEST_CASE("every class of every built-in table is a land class with pools in both libraries") {
  const FactorLibrary chongqing = FactorLibrary::load("chongqing", {}, {}), ipcc = FactorLibrary::load("ipcc", {}, {});
  for (const std::string& name : ClassTable::builtIn()) {
    const ClassTable table = ClassTable::load(name, {});
    const CsvTable rows = sourceOf(name);
    REQUIRE(rows.rows.size() >= 10);
    for (const CsvRow& row : rows.rows) {
      const std::string* key = table.find(row.cells[rows.require("code")]);
      INFO(name << " " << row.cells[0]);
      REQUIRE(key);
      CHECK(*key == row.cells[rows.require("class_key")]);
      if (*key == kSkippedClass) continue;
      CHECK(LandClasses().find(*key));
      CHECK(!row.cells[rows.require("name_en")].empty());
      CHECK(!row.cells[rows.require("name_zh")].empty());
      if (*key == "unmapped") continue;
      CHECK(chongqing.find("pool." + *key + ".veg"));
      CHECK(ipcc.find("pool." + *key + ".veg"));
    }
  }
}

TEST_CASE("codes of the third land survey") {
  const ClassTable table = ClassTable::load("sandiao", {});
  const auto is = [&](const char* code, const char* key) {
    INFO(code);
    const std::string* found = table.find(code);
    REQUIRE(found);
    CHECK(*found == key);
  };
  is("0101", "paddy");
  is("0301", "forest_generic");
  is(" 0302 ", "bamboo");
  is("\u30000305", "shrub");
  is("0201K", "orchard");
  is("0301k", "forest_generic");
  is("1104A", "pond");
  is("1104K", "pond");
  is("05H1", "builtup");
  is("01", "cropland_dry");
  CHECK(table.find("9999") == nullptr);
  CHECK(table.find("K") == nullptr);
  CHECK(table.find("") == nullptr);
  CHECK(table.share({"0101", "0103", "9999", "0301K"}) == 0.75);
  CHECK(table.share({}) == 0);
}

TEST_CASE("the planning guide of 2023 differs from the survey where it should") {
  const ClassTable table = ClassTable::load("ydyh2023", {});
  CHECK(*table.find("0303") == "shrub");
  CHECK(*table.find("0205") == "orchard");
  CHECK(*table.find("1701") == "river");
  CHECK(*table.find("2302") == "grass");
  CHECK(*ClassTable::load("ydyh2020", {}).find("2302") == "field_ridge");
}

TEST_CASE("a code finer than a layered scheme is read by its first digits, and says so") {
  const auto readAs = [](const std::string& table, std::string_view code) {
    std::string shorter;
    const ClassTable loaded = ClassTable::load(table, {});
    const std::string* key = loaded.find(code, &shorter);
    return std::pair(key == nullptr ? "" : *key, shorter);
  };
  using Reading = std::pair<std::string, std::string>;
  CHECK(readAs("ydyh2023", "070199") == Reading("builtup", "0701"));
  CHECK(readAs("ydyh2023", "0799") == Reading("builtup", "07"));
  CHECK(readAs("sandiao", "0199") == Reading("cropland_dry", "01"));
  CHECK(readAs("sandiao", "0103") == Reading("cropland_dry", ""));
  CHECK(readAs("forest_land", "030199") == Reading("forest_generic", "0301"));
  CHECK(readAs("sandiao", "011") == Reading("", ""));  // three digits: the survey of 2007
  CHECK(readAs("sandiao", "9901") == Reading("", ""));
  CHECK(readAs("clcd", "1234") == Reading("", ""));             // a product's codes have no layers
  CHECK(ClassTable::load("sandiao", {}).share({"0199"}) == 0);  // a guess goes by whole codes
}

TEST_CASE("pixels without data are not mapped, rather than some land") {
  CHECK(*ClassTable::load("clcd", {}).find("0") == "unmapped");
  CHECK(*ClassTable::load("clcd", {}).find("2") == "forest_generic");
  CHECK(*ClassTable::load("globeland30", {}).find("255") == "unmapped");
  CHECK(*ClassTable::load("glc_fcs30", {}).find("180") == "marsh");
  CHECK(*ClassTable::load("cnlucd", {}).find("113") == "paddy");
  CHECK(*ClassTable::load("worldcover", {}).find("10") == "forest_generic");
}

TEST_CASE("a table of the user's") {
  const ClassTable table = loadText("code,class_key,note\n消落带, drawdown ,\n0101K,paddy,\n");
  CHECK(*table.find("消落带") == "drawdown");
  CHECK(table.find("0101") == nullptr);  // only the survey's own table knows the suffix
  CHECK(*table.find("0101K") == "paddy");
}

TEST_CASE("faults of a user's table") {
  CHECK_THROWS_WITH(loadText("code,class_key\n1,paddy\n1,pond\n"),
                    Catch::Contains("line 3") && Catch::Contains("pond"));
  CHECK_THROWS_WITH(loadText("code,class_key\n1,\n"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(loadText("code,class\n1,pond\n"), Catch::Contains("class_key"));
  CHECK_THROWS_AS(loadText("code,class_key\n"), Error);
  try {
    ClassTable::load("sandiaoo", "/nowhere");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK_THAT(text(error.remedy(), Language::zh), Catch::Contains("sandiao"));
  }
}

TEST_CASE("land classes have names, a colour of their own and a known group, unmapped is the last") {
  const std::set<std::string> groups = {"forest", "grass", "cropland", "wetland", "water", "built", "other"};
  std::set<std::string> keys;
  std::set<std::uint32_t> colours;
  for (const LandClass& c : landClasses()) {
    INFO(c.key);
    CHECK(!c.nameEn.empty());
    CHECK(!c.nameZh.empty());
    CHECK(groups.contains(c.group));
    CHECK(keys.insert(c.key).second);
    CHECK(colours.insert(c.colour).second);
    CHECK(LandClasses().find(c.key)->nameEn == c.nameEn);
    CHECK(c.traits.category != LandCategory::unlisted);
    // The legend's group and the inventory's category are two columns that must not part.
    CHECK((c.group == "forest") == (c.traits.category == LandCategory::forest));
    CHECK((c.group == "wetland") == c.traits.wetland());
    CHECK((c.group == "water") == c.traits.water);
  }
  CHECK(landClasses().back().key == "unmapped");
  CHECK(landClasses().size() < 255);  // one byte of the class map
  CHECK(LandClasses().find("7") == nullptr);
}

TEST_CASE("a number stands for the code whose leading nought it has lost") {
  const ClassTable inventory = ClassTable::load("forest_land", ""), survey = ClassTable::load("sandiao", "");
  std::string readAs;
  const auto found = [&](const ClassTable& table, const char* code, bool number = true) {
    readAs.clear();
    const std::string* key = table.find(code, &readAs, number);
    return key == nullptr ? std::string() : *key;
  };
  CHECK(found(inventory, "30100") == "forest_generic");
  CHECK(readAs == "030100");
  CHECK(found(inventory, "30200") == "bamboo");
  CHECK(found(inventory, "301") == "forest_generic");
  CHECK(readAs == "0301");
  CHECK(found(inventory, "111") == "forest_generic");  // in the table as it is: nothing was lost
  CHECK(readAs.empty());
  CHECK(found(survey, "101") == "paddy");
  CHECK(found(survey, "1001") == found(survey, "1001", false));  // of even length: whole
  CHECK(found(survey, "70199") == found(survey, "070199", false));
  CHECK(readAs == "0701");
  CHECK(found(survey, "10199") == "paddy");  // 010199, no 10: roads
  CHECK(readAs == "0101");
  CHECK(found(survey, "101999").empty() == found(survey, "101999", false).empty());
  CHECK(found(inventory, "30100", false).empty());  // text says what it says
  CHECK(found(survey, "1").empty());                // could be the code of any scheme
  CHECK(found(survey, "999").empty());
  CHECK(inventory.share({"30100", "111", "999", "1"}, true) == 0.5);
  CHECK(inventory.share({"30100", "111"}) == 0.5);
}

namespace {

using Lab = std::array<double, 3>;
using Matrix = std::array<std::array<double, 3>, 3>;

/// What reaches the eye: Machado G.M. et al. 2009, IEEE TVCG 15:1291, severity 1.0, on linear RGB.
constexpr Matrix kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kDeuteranope = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kProtanope = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};

/// A colour in CIELAB (D65) as such an eye sees it.
Lab seen(std::uint32_t rgb, const Matrix& eye) {
  std::array<double, 3> linear, reached;
  for (std::size_t i = 0; i < 3; ++i) {
    const double s = ((rgb >> (16 - 8 * i)) & 255) / 255.0;
    linear[i] = s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  }
  for (std::size_t i = 0; i < 3; ++i)
    reached[i] = std::clamp(eye[i][0] * linear[0] + eye[i][1] * linear[1] + eye[i][2] * linear[2], 0.0, 1.0);
  const double x = (0.4124 * reached[0] + 0.3576 * reached[1] + 0.1805 * reached[2]) / 0.95047;
  const double y = 0.2126 * reached[0] + 0.7152 * reached[1] + 0.0722 * reached[2];
  const double z = (0.0193 * reached[0] + 0.1192 * reached[1] + 0.9505 * reached[2]) / 1.08883;
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

}  // namespace

TEST_CASE("the common classes stay apart on a map, also for colour-blind readers") {
  const char* common[] = {"forest_generic",
                          "forest_enf_masson",
                          "forest_enf_cypress",
                          "bamboo",
                          "shrub",
                          "orchard",
                          "paddy",
                          "cropland_dry",
                          "grass",
                          "river",
                          "pond",
                          "builtup",
                          "bare",
                          "marsh"};
  for (const Matrix& eye : {kNormal, kDeuteranope, kProtanope})
    for (const char* a : common)
      for (const char* b : common) {
        if (std::string(a) >= b) continue;
        const Lab p = seen(LandClasses().colour(a), eye), q = seen(LandClasses().colour(b), eye);
        INFO(a << " and " << b);
        CHECK(std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) > 15);
      }
}
