#include "geo/gdal/Encoding.h"

#include <catch2/catch.hpp>

#include "geo/gdal/VectorLayer.h"
#include "geo/layer/VectorRead.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// A Shapefile in one encoding, as other software leaves it; `cpg`: what its .cpg says, nullptr for none.
std::filesystem::path shapefile(const TempFolder& folder, const char* encoding, const char* cpg) {
  auto path = folder / "林地小班.shp";
  makeLayer(path, {{"树种"}, {"小班号"}}, {{kSquare, {"马尾松", "甲一"}}, {kSquare, {"柏木", "乙二"}}},
            {.driver = "ESRI Shapefile", .type = wkbPolygon, .creation = {std::string("ENCODING=") + encoding}});
  const auto cpgPath = folder / "林地小班.cpg";
  std::filesystem::remove(cpgPath);
  if (cpg != nullptr) std::ofstream(cpgPath) << cpg;
  // The language byte that GDAL chose would tell; ArcGIS and others leave 0 or 0x57.
  std::fstream dbf(folder / "林地小班.dbf", std::ios::in | std::ios::out | std::ios::binary);
  dbf.seekp(29).put('\x57');
  return path;
}

std::vector<std::string> species(const std::filesystem::path& path, Warnings& warnings,
                                 const std::string& encoding = {}) {
  VectorSource source;
  source.path = path;
  source.encoding = encoding;
  return readPolygons(source, Crs::parse("EPSG:4544", "test"), {{"树种"}, {}}, warnings).text[0];
}

const std::vector<std::string> kSpecies = {"马尾松", "柏木"};

}  // namespace

TEST_CASE("A Shapefile's text is read in its encoding, with and without .cpg") {
  struct Case {
    const char *written, *cpg;
  };
  const auto [written, cpg] =
      GENERATE(Case{"GBK", nullptr}, Case{"GBK", "GBK"}, Case{"GBK", "936"}, Case{"GBK", "ANSI 936"},
               Case{"UTF-8", nullptr}, Case{"UTF-8", "UTF-8"}, Case{"UTF-8", "utf8\r\n"});
  CAPTURE(written, cpg);
  const TempFolder folder;
  Warnings warnings;
  CHECK(species(shapefile(folder, written, cpg), warnings) == kSpecies);
  CHECK(warnings.empty());
  CHECK(describeVector(folder / "林地小班.shp").at(0).fields.at(0).name == "树种");
}

TEST_CASE("A .cpg that is wrong about UTF-8 is told and put right") {
  const TempFolder folder;
  Warnings warnings;
  CHECK(species(shapefile(folder, "GBK", "UTF-8"), warnings) == kSpecies);
  CHECK(told(warnings, "layer.not_utf8"));
}

TEST_CASE("The project's encoding overrules all") {
  const TempFolder folder;
  Warnings warnings;
  CHECK(species(shapefile(folder, "GBK", "ISO-8859-1"), warnings, "GBK") == kSpecies);
}

TEST_CASE("A Chinese filter works on a GBK Shapefile") {
  const TempFolder folder;
  VectorSource source;
  source.path = shapefile(folder, "GBK", nullptr);
  source.where = "\"树种\" = '柏木'";
  Warnings warnings;
  const VectorLayer layer = readPolygons(source, Crs::parse("EPSG:4544", "test"), {{"小班号"}, {}}, warnings);
  CHECK(layer.text[0] == std::vector<std::string>{"乙二"});
}

TEST_CASE("UTF-8 cut off at the end of its field still counts as UTF-8") {
  const TempFolder folder;
  const auto path = folder / "a.shp";
  makeLayer(path, {{"名称"}}, {{kSquare, {"松"}}},
            {.driver = "ESRI Shapefile", .type = wkbPolygon, .creation = {"ENCODING=UTF-8"}});
  std::filesystem::remove(folder / "a.cpg");
  {
    std::string value(80, ' ');  // 26 characters of 3 bytes, and 2 bytes of the next
    for (std::size_t i = 0; i < 80; ++i) value[i] = "松"[i % 3];
    std::fstream dbf(folder / "a.dbf", std::ios::in | std::ios::out | std::ios::binary);
    dbf.seekp(8);
    const int header = dbf.seekg(8).get() + 256 * dbf.get();
    dbf.seekp(header + 1).write(value.data(), 80);
  }
  CHECK(dbfIsUtf8((folder / "a.dbf").string()) == std::optional(true));
}

TEST_CASE("Encodings have many names") {
  for (const auto* name : {"GBK", "gbk", "936", "CP936", "ANSI 936", "GB2312", "gb18030", "windows-936", " GBK\r\n"})
    CHECK(canonicalEncoding(name) == "GB18030");
  for (const auto* name : {"UTF8", "utf-8", "65001", "UTF-8\n"}) CHECK(canonicalEncoding(name) == "UTF-8");
  CHECK(canDecode("GB18030"));
  CHECK_FALSE(canDecode("KLINGON"));
}

TEST_CASE("Blanks of every width are trimmed") {
  CHECK(trimBlanks(" \t\xE3\x80\x80马尾松\xC2\xA0 \r\n") == "马尾松");
  CHECK(trimBlanks("　 ").empty());
  CHECK(trimBlanks("a b") == "a b");
}

TEST_CASE("A number is a number and nothing else") {
  CHECK(numberFromText("－１２．５") == std::optional(-12.5));
  CHECK(numberFromText(" 1e3 ") == std::optional(1000.0));
  for (const auto* text : {"", " ", "12 m", "1,5", "nan", "inf", "1e999", "--1", "+-1", "0x10", "十"}) {
    CAPTURE(text);
    CHECK_FALSE(numberFromText(text).has_value());
  }
}
