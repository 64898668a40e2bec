#include "geo/document/ReportHtml.h"
#include "geo/report/ReportDocument.h"

#include <catch2/catch.hpp>

#include <cctype>
#include <cmath>
#include <cstdlib>

#include "geo/account/RunJson.h"
#include "geo/base/File.h"
#include "geo/document/ReportPdf.h"
#include "geo/gis/ZonesGpkg.h"
#include "geo/report/Tables.h"
#include "geo/report/Workbook.h"
#include "tests/support/SeriesSample.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

std::string html(const sample::County& county) { return toHtml(makeReportDocument(county.report, county.zones())); }

/// "" when every element that opens closes in order, else the first that does not.
std::string firstUnbalanced(const std::string& page) {
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at)) {
    const std::size_t end = page.find('>', at);
    std::string tag = page.substr(at + 1, end - at - 1);
    at = end;
    if (tag.starts_with("!") || tag.ends_with("/")) continue;
    const bool closes = tag.starts_with("/");
    const std::string name = tag.substr(closes ? 1 : 0, tag.find(' ') - (closes ? 1 : 0));
    if (!closes) {
      open.push_back(name);
      if (name == "script" || name == "style") at = page.find("</" + name, at);
      continue;
    }
    if (open.empty() || open.back() != name) return tag;
    open.pop_back();
  }
  return open.empty() ? "" : open.back();
}

}  // namespace

TEST_CASE("The page is whole, needs nothing from outside, and opens with the county's totals") {
  const TempFolder folder;
  sample::County county(Language::zh);
  sample::writeMaps(county, folder.path());
  const std::string page = html(county);
  CHECK(firstUnbalanced(page).empty());
  CHECK(page.find("<html lang=\"zh-CN\">") != std::string::npos);
  for (const char* outside : {"src=", "<link", "@import", "url("}) CHECK(page.find(outside) == std::string::npos);
  std::string rest = page;
  for (const std::string known : {"http://www.w3.org/2000/svg"})
    for (std::size_t at; (at = rest.find(known)) != std::string::npos;) rest.erase(at, known.size());
  CHECK(rest.find("href=\"http") == std::string::npos);

  const double stock = county.report.account.total.carbon.total();
  // Its 95 % range has its second digit where the figure ends.
  const std::string shown = significant(stock / 1e4, 2, 1.96 * county.report.account.total.stockSe / 1e4);
  CHECK(page.find(shown) != std::string::npos);
  CHECK(page.find(fmt::format("data-v=\"{}\"", stock)) < page.find("<table"));
  for (const char* part :
       {"万吨碳", "合成数据 SYNTHETIC", "马尾松林", "云岭镇", "一、总体情况", "▲", "林地小班.shp", "8.7e-10"})
    CHECK(page.find(part) != std::string::npos);
}

TEST_CASE("Every factor used stands in the report with its source") {
  const sample::County county(Language::en);
  const std::string page = html(county);
  for (const std::uint32_t index : county.report.account.factorsUsed)
    CHECK(page.find("\n" + (*county.report.factors)[index].key + "<") != std::string::npos);
}

TEST_CASE("A net balance whose range holds zero is called neither sink nor source") {
  sample::County county(Language::en);
  Totals& total = county.report.account.total;
  const auto says = [&](const char* words) { return html(county).find(words) != std::string::npos; };
  total.lulucfSe = std::abs(total.carbon.lulucf());
  CHECK(says("cannot be said whether it is a net sink"));
  CHECK_FALSE(says("the county is a"));
  // The land is a sink; with what its paddies give off it is a source, where somebody asks for that.
  total.carbon.agriculture = total.carbon.nonCo2 = -2 * total.carbon.flux() * 44 / 12;
  REQUIRE((total.carbon.lulucf() > 0 && total.carbon.net() < 0));
  total.lulucfSe = total.netSe = std::min(total.carbon.lulucf(), -total.carbon.net()) / 4;
  CHECK(says("By the net balance of the land (LULUCF), the county is a sink"));
  county.report.scope = Scope::all;
  CHECK(says("By the net balance with agriculture, the county is a source"));
}

TEST_CASE(
    "The key figures are stock, sink and net of the land, and agriculture stands beside, with the net where asked") {
  sample::County county(Language::en);
  const auto labels = [&] {
    const ReportDocument document = makeReportDocument(county.report, county.zones());
    std::vector<std::string> out;
    for (const Block& part : document.blocks)
      if (const auto* figures = std::get_if<block::KeyFigures>(&part))
        for (const auto& item : figures->items) out.push_back(item.label);
    return out;
  };
  CHECK(labels() == std::vector<std::string>{"Carbon stock", "Carbon sink (five pools)", "Net of the land (LULUCF)",
                                             "Beside: agriculture", "Area"});
  county.report.scope = Scope::all;
  CHECK(labels()[2] == "Net with agriculture");
}

TEST_CASE("A figure whose factors have no range says so in place of plus or minus nothing") {
  sample::County county(Language::en);
  county.report.account.total.stockSe = 0;
  const std::string page = html(county);
  CHECK(page.find("no range known") != std::string::npos);
}

TEST_CASE("No message of the report is missing from the catalogue") {
  for (const Language language : {Language::zh, Language::en}) {
    const TempFolder folder;
    sample::County county(language);
    sample::writeMaps(county, folder.path());
    const std::string page = html(county);
    // A missing message comes back as its id with its arguments in brackets.
    for (std::size_t at = 0; (at = page.find("report.", at)) != std::string::npos; ++at)
      CHECK_FALSE(std::islower(static_cast<unsigned char>(page[at + 7])));
  }
}

TEST_CASE("Zero area, no zones, no maps, no factors, NaN: a page all the same") {
  sample::County county(Language::zh);
  county.report.account = {};
  county.report.account.total.stockSe = std::nan("");
  county.report.factors = nullptr;
  county.report.grid = {};
  const std::string page = html(county);
  CHECK(firstUnbalanced(page).empty());
  CHECK(page.find("nan") == std::string::npos);
  CHECK(page.find("inf") == std::string::npos);
}

TEST_CASE("Names cannot break out into markup, and very long ones stay") {
  sample::County county(Language::zh);
  county.report.projectName = "<script>alert(1)</script>";
  std::string longName;
  for (int i = 0; i < 60; ++i) longName += "山水林田";
  county.report.account.zones[0].label = longName;
  const std::string page = html(county);
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find(longName) != std::string::npos);
  CHECK(firstUnbalanced(page).empty());
  CHECK_NOTHROW(toPdf(makeReportDocument(county.report, county.zones())));
}

TEST_CASE("The same run gives the same page, on any number of threads and at any hour") {
  sample::County a(Language::en), b(Language::en);
  b.report.threads = 64;
  b.report.wallSeconds = 1;
  CHECK(html(a) == html(b));
}

TEST_CASE("Many zones are cut to a readable table, and the page says so") {
  sample::County county(Language::zh);
  const ZoneTotals zone = county.report.account.zones[0];
  for (int i = 0; i < 5000; ++i) county.report.account.zones.push_back(zone);
  const std::string page = html(county);
  CHECK(page.size() < 600000);
  CHECK(page.find("5,024") != std::string::npos);
}

// Run by hand to look at everything: TANHUI_LOOK=folder test_report "[.look]"
TEST_CASE("Writes a sample of every file to look at", "[.look]") {
  const char* wanted = std::getenv("TANHUI_LOOK");
  REQUIRE(wanted != nullptr);
  for (const Language language : {Language::zh, Language::en}) {
    const std::filesystem::path folder = std::filesystem::path(wanted) / (language == Language::zh ? "zh" : "en");
    std::filesystem::create_directories(folder);
    sample::County county = sample::countyThroughTime(language);
    sample::writeMaps(county, folder);
    const ReportDocument document = makeReportDocument(county.report, county.zones());
    writeHtml(document, folder);
    writePdf(document, folder);
    writeTables(county.report, folder);
    writeWorkbook(county.report, folder);
    writeZonesGpkg(county.report, county.zones(), folder);
    writeRunJson(county.report, folder);
  }
}
