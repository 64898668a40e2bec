#include "geo/base/TableFile.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

CsvTable tableOf(const TempFolder& folder, const std::string& bytes, const std::string& name = "t.csv") {
  writeFileWhole(folder.path() / name, bytes);
  return readTable(folder.path() / name);
}

std::string utf16(const std::u16string& text, bool big, bool mark) {
  std::string bytes;
  for (const char16_t c : mark ? u"\uFEFF" + text : text) {
    const char low = static_cast<char>(c & 0xFF), high = static_cast<char>(c >> 8);
    bytes += big ? high : low;
    bytes += big ? low : high;
  }
  return bytes;
}

/// One row per line, one text cell per word.
void writeWorkbook(const std::filesystem::path& path, const std::vector<std::vector<std::string>>& rows) {
  registerGdal();
  const GdalDataset book(GDALCreate(GDALGetDriverByName("XLSX"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  REQUIRE(book != nullptr);
  OGRLayerH sheet = GDALDatasetCreateLayer(book.get(), "表", nullptr, wkbNone, nullptr);
  for (const std::string& column : rows.front()) {
    OGRFieldDefnH field = OGR_Fld_Create(column.c_str(), OFTString);
    REQUIRE(OGR_L_CreateField(sheet, field, 1) == OGRERR_NONE);
    OGR_Fld_Destroy(field);
  }
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const FeatureHandle row(OGR_F_Create(OGR_L_GetLayerDefn(sheet)));
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      if (!rows[r][c].empty()) OGR_F_SetFieldString(row.get(), static_cast<int>(c), rows[r][c].c_str());
    REQUIRE(OGR_L_CreateFeature(sheet, row.get()) == OGRERR_NONE);
  }
}

}  // namespace

TEST_CASE("A table reads the same in every encoding and with every separator and line end") {
  const TempFolder folder;
  const std::u16string text = u"code,名称\r\n0301,有林地\r\n";
  for (const std::string& bytes :
       {std::string("code,名称\n0301,有林地\n"), std::string("code,名称\r0301,有林地\r"),
        std::string("code,名称\r\n0301,有林地"), std::string("code;名称\n0301;有林地\n"),
        std::string("code\t名称\n0301\t有林地\n"), std::string("sep=;\r\ncode;名称\r\n0301;有林地\r\n"),
        std::string("\xEF\xBB\xBF"
                    "code,名称,,\n0301,有林地,,\n,,,\n"),
        std::string("code,\xC3\xFB\xB3\xC6\n0301,\xD3\xD0\xC1\xD6\xB5\xD8\n"), utf16(text, false, true),
        utf16(text, true, true), utf16(text, false, false)}) {
    CAPTURE(bytes);
    const CsvTable table = tableOf(folder, bytes);
    CHECK(table.header == std::vector<std::string>{"code", "名称"});
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].cells == std::vector<std::string>{"0301", "有林地"});
  }
}

TEST_CASE("A workbook reads as its table: codes keep their zeros, numbers their digits, rows their numbers") {
  const TempFolder folder;
  const std::filesystem::path path = folder.path() / "碳库.xlsx";
  writeWorkbook(path, {{"code", "value", "note"}, {"0301", "0.1", "一,二"}, {"", "", ""}, {"1101", "12", ""}});
  const CsvTable table = readTable(path);
  CHECK(table.header == std::vector<std::string>{"code", "value", "note"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].cells == std::vector<std::string>{"0301", "0.1", "一,二"});
  CHECK(csvNumber(table, table.rows[1], 1) == 12);
  CHECK(table.where(table.rows[1]) == "碳库.xlsx, line 4");
}

TEST_CASE("What is no table says what it is") {
  const TempFolder folder;
  CHECK_THROWS_WITH(tableOf(folder, std::string("a,b\n1,\0", 8)), Catch::Contains("line 2") && Catch::Contains("zero"));
  CHECK_THROWS_WITH(tableOf(folder, "\xD0\xCF\x11\xE0\xA1\xB1"), Catch::Contains(".xls"));
  CHECK_THROWS_WITH(tableOf(folder, "PK\x03\x04 nothing", "t.xlsx"), Catch::Contains("workbook"));
  CHECK_THROWS_WITH(tableOf(folder, "a,\xFF\xFF\xFF\n"), Catch::Contains("GBK"));
  CHECK_THROWS_WITH(tableOf(folder, ""), Catch::Contains("empty"));
  CHECK_THROWS_WITH(tableOf(folder, " , \n\n"), Catch::Contains("empty"));
  CHECK_THROWS_WITH(tableOf(folder, "a,a\n1,2\n"), Catch::Contains("'a'"));
}
