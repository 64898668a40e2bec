#include "geo/report/Workbook.h"

#include <catch2/catch.hpp>

#include <cmath>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/support/Sample.h"
#include "tests/support/TempFolder.h"
#include "tests/support/ZipMember.h"

using namespace tanhui;

TEST_CASE("The workbook has the six sheets, its words and its full numbers") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  const auto book = writeWorkbook(county.report, folder.path());
  const std::string sheets = zipMember(book, "xl/workbook.xml");
  for (const char* name : {"概览", "地类", "分区", "因子", "方法", "数据"})
    CHECK(sheets.find(fmt::format("name=\"{}\"", name)) != std::string::npos);
  const std::string words = zipMember(book, "xl/sharedStrings.xml");
  for (const char* word : {"马尾松林", "云岭镇", "面积 公顷", "面积 亩", "碳储量 万吨碳", "合成数据"})
    CHECK(words.find(word) != std::string::npos);
  // Excel keeps 16 to 17 digits; libxlsxwriter writes 16.
  const std::string data = zipMember(book, "xl/worksheets/sheet6.xml");
  const double stock = county.report.account.total.carbon.total();
  CHECK(data.find(fmt::format("<v>{:.10g}", stock).substr(0, 13)) != std::string::npos);
  CHECK(zipMember(book, "xl/worksheets/sheet2.xml").find("state=\"frozen\"") != std::string::npos);
}

TEST_CASE("English workbook, no zones, no factors, no area: still a workbook") {
  const TempFolder folder;
  sample::County county(Language::en);
  county.report.account = {};
  county.report.account.classes.push_back({"unmapped", {}});
  county.report.account.classes[0].totals.stockSe = std::nan("");
  county.report.factors = nullptr;
  county.report.projectName = std::string(200, 'x');
  const auto book = writeWorkbook(county.report, folder.path());
  CHECK(zipMember(book, "xl/workbook.xml").find("name=\"By class\"") != std::string::npos);
  CHECK(zipMember(book, "xl/worksheets/sheet2.xml").find("nan") == std::string::npos);
}

TEST_CASE("The same run gives the same workbook") {
  const TempFolder a, b;
  const sample::County county(Language::zh);
  CHECK(readFile(writeWorkbook(county.report, a.path())) == readFile(writeWorkbook(county.report, b.path())));
}

TEST_CASE("A workbook that cannot be written leaves nothing behind") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  CHECK_THROWS_AS(writeWorkbook(county.report, folder.path() / "no such folder"), Error);
  CHECK(std::filesystem::is_empty(folder.path()));
}
