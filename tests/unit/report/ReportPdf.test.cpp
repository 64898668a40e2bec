#include "geo/document/ReportPdf.h"
#include "geo/report/ReportDocument.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "geo/base/File.h"
#include "tests/support/Sample.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

/// The text layer, by Poppler's own tool: an independent reader of what we wrote.
std::string textOf(const std::filesystem::path& pdf) {
  const std::string command = "pdftotext -layout '" + pdf.string() + "' - 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string out, block(4096, '\0');
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), pipe.get())) out.append(block, 0, got);
  return out;
}

bool havePoppler() { return std::system("command -v pdftotext >/dev/null 2>&1") == 0; }

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("The PDF has a Chinese text layer, the totals, page numbers and the mark on each page") {
  const TempFolder folder;
  sample::County county(Language::zh);
  sample::writeMaps(county, folder.path());
  const auto path = writePdf(makeReportDocument(county.report, county.zones()), folder.path());
  const std::string bytes = readFile(path);
  CHECK(bytes.starts_with("%PDF"));
  if (!havePoppler()) {
    WARN("pdftotext is not installed: the text layer was not read");
    return;
  }
  const std::string text = textOf(path);
  for (const char* part : {"碧江区 2025 碳汇本底", "总体情况", "马尾松林", "云岭镇", "不确定性"})
    CHECK(text.find(part) != std::string::npos);
  const Totals& total = county.report.account.total;
  CHECK(text.find(significant(total.carbon.total() / 1e4, 2, 1.96 * total.stockSe / 1e4)) != std::string::npos);
  const std::size_t pages = count(text, "\f");
  CHECK(pages > 5);
  CHECK(text.find(fmt::format("第 {0} 页 / 共 {0} 页", pages)) != std::string::npos);
  CHECK(count(text, "合成数据 SYNTHETIC") >= pages);
}

TEST_CASE("A table that runs over pages repeats its header") {
  const TempFolder folder;
  const sample::County county(Language::en);
  ReportDocument document;
  document.language = Language::en;
  block::Table table;
  table.columns = {{{"HEADWORD"}, false}, {{"number"}, true}};
  for (int i = 0; i < 200; ++i) table.rows.push_back({{{fmt::format("row {}", i)}, {std::to_string(i)}}});
  document.blocks.push_back(table);
  const auto path = writePdf(document, folder.path());
  if (!havePoppler()) {
    WARN("pdftotext is not installed");
    return;
  }
  const std::string text = textOf(path);
  CHECK(count(text, "HEADWORD") == count(text, "\f"));
  CHECK(count(text, "row ") == 200);
}

TEST_CASE("The same document gives the same PDF") {
  const sample::County county(Language::zh);
  const ReportDocument document = makeReportDocument(county.report, county.zones());
  CHECK(sha256(toPdf(document)) == sha256(toPdf(document)));
}
