#include "geo/document/TableXlsx.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <catch2/catch.hpp>

#include <cmath>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

using Cells = std::vector<std::vector<std::string>>;

/// Every cell of the first sheet as text, as another program reads it.
Cells read(const std::filesystem::path& file, std::string* sheet = nullptr) {
  registerGdal();
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "DISABLE");
  const GDALDatasetUniquePtr data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr);
  REQUIRE(data != nullptr);
  OGRLayer* layer = data->GetLayer(0);
  if (sheet != nullptr) *sheet = layer->GetName();
  Cells cells;
  for (const OGRFeatureUniquePtr& feature : *layer) {
    cells.emplace_back();
    for (int i = 0; i < feature->GetFieldCount(); ++i) cells.back().emplace_back(feature->GetFieldAsString(i));
  }
  return cells;
}

SheetTable townships() {
  SheetTable table;
  table.sheet = "乡镇";
  table.title = "碧澜区 · 乡镇";
  table.notes = {"合成数据", "碳汇 1.0"};
  table.columns = {{"编号", 10}, {"名称", 16}, {"碳储量\n万吨碳", 14, true, 4}};
  table.rows = {{"001", "甲镇", 1.0 / 3}, {"002", "乙镇 \"<&>\"", std::nan("")}};
  table.totals = {"合计", "", 1.0 / 3};
  return table;
}

}  // namespace

TEST_CASE("A table written as a workbook reads back cell by cell") {
  const TempFolder folder;
  const auto file = folder.path() / "乡镇 表.xlsx";
  writeTableXlsx(townships(), file);
  std::string sheet;
  const Cells cells = read(file, &sheet);
  CHECK(sheet == "乡镇");
  REQUIRE(cells.size() == 7);
  CHECK(cells[0][0] == "碧澜区 · 乡镇");
  CHECK(cells[1][0] == "合成数据");
  CHECK(cells[3][2] == "碳储量\n万吨碳");
  CHECK(cells[4][0] == "001");  // text stays text: no zero is lost
  CHECK(std::stod(cells[4][2]) == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(cells[5][1] == "乙镇 \"<&>\"");
  CHECK(cells[5][2].empty());
  CHECK(cells[6][0] == "合计");
  CHECK(std::stod(cells[6][2]) == Approx(1.0 / 3).epsilon(1e-14));
}

TEST_CASE("Any name becomes a sheet's name, and an empty table a workbook") {
  const TempFolder folder;
  SheetTable table = townships();
  table.sheet = "'a/b:c' [很长很长很长很长很长很长很长很长很长很长很长很长的名字]";
  table.rows.clear();
  table.totals.clear();
  std::string sheet;
  writeTableXlsx(table, folder.path() / "a.xlsx");
  CHECK(read(folder.path() / "a.xlsx", &sheet).size() == 4);
  CHECK(sheet.starts_with("_a_b_c_ _很长"));
  table.sheet.clear();
  writeTableXlsx(table, folder.path() / "b.xlsx");
  read(folder.path() / "b.xlsx", &sheet);
  CHECK(sheet == "Sheet1");
}

TEST_CASE("The same table gives the same bytes, and a folder that is not there leaves nothing") {
  const TempFolder folder;
  writeTableXlsx(townships(), folder.path() / "a.xlsx");
  writeTableXlsx(townships(), folder.path() / "b.xlsx");
  CHECK(readFile(folder.path() / "a.xlsx") == readFile(folder.path() / "b.xlsx"));
  CHECK_THROWS_AS(writeTableXlsx(townships(), folder.path() / "missing" / "c.xlsx"), Error);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "missing"));
}
