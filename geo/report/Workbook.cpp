#include "geo/report/Workbook.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "geo/account/Columns.h"
#include "geo/base/PartFile.h"
#include "geo/report/Composer.h"
#include "geo/report/detail/Book.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr Units kPlain{CarbonUnit::tC, AreaUnit::ha}, kWan{CarbonUnit::wanTC, AreaUnit::mu},
    kWanCo2e{CarbonUnit::wanTCO2e, AreaUnit::mu};

/// The columns of the class and zone sheets: each quantity in the library's unit and in the one that officers use.
struct BookColumn {
  std::string_view header;
  Quantity quantity;
  Units units;
  double (*value)(const Totals&);
};

constexpr BookColumn kColumns[] = {
    {"report.col.area", Quantity::area, kPlain, [](const Totals& t) { return t.areaHa; }},
    {"report.col.area", Quantity::area, kWan, [](const Totals& t) { return t.areaHa; }},
    {"report.col.stock", Quantity::stock, kPlain, [](const Totals& t) { return t.carbon.total(); }},
    {"report.col.stock", Quantity::stock, kWan, [](const Totals& t) { return t.carbon.total(); }},
    {"report.book.stock_range", Quantity::stock, kWan, [](const Totals& t) { return kRange95 * t.stockSe; }},
    {"report.col.density", Quantity::stockDensity, kPlain,
     [](const Totals& t) { return perHa(t.carbon.total(), t.areaHa); }},
    {"report.col.flux", Quantity::flux, kPlain, [](const Totals& t) { return t.carbon.flux(); }},
    {"report.col.flux", Quantity::flux, kWan, [](const Totals& t) { return t.carbon.flux(); }},
    {"report.book.flux_range", Quantity::flux, kWan, [](const Totals& t) { return kRange95 * t.fluxSe; }},
    {"report.col.flux", Quantity::co2Flux, kWanCo2e, [](const Totals& t) { return t.carbon.flux() * kCo2PerC; }},
    {"report.col.net.sink", Quantity::co2eFlux, kWanCo2e, [](const Totals& t) { return t.carbon.lulucf(); }},
    {"report.book.net_range.sink", Quantity::co2eFlux, kWanCo2e, [](const Totals& t) { return kRange95 * t.lulucfSe; }},
    {"report.col.agriculture", Quantity::co2eFlux, kWanCo2e, [](const Totals& t) { return t.carbon.agriculture; }},
    {"report.col.net.all", Quantity::co2eFlux, kWanCo2e, [](const Totals& t) { return t.carbon.net(); }},
    {"report.book.net_range.all", Quantity::co2eFlux, kWanCo2e, [](const Totals& t) { return kRange95 * t.netSe; }},
};

std::vector<std::string> columnHeaders(const Book& book, std::vector<std::string> first) {
  for (const BookColumn& column : kColumns) first.push_back(book.with(column.header, column.quantity, column.units));
  return first;
}

void totalsCells(Pen& pen, const Book& book, const Totals& totals, bool bold) {
  const BookFormats& look = book.look;
  for (const BookColumn& column : kColumns) {
    const bool wan = column.units.carbon != CarbonUnit::tC && column.quantity != Quantity::area;
    lxw_format* format = wan ? (bold ? look.boldSmall : look.small) : (bold ? look.boldNumber : look.number);
    pen.number(inUnits(column.quantity, column.value(totals), column.units), format);
  }
}

void writeOverview(Book& book) {
  const RunReport& r = book.report;
  lxw_worksheet* sheet = book.sheet("report.sheet.overview");
  columnWidths(sheet, {34, 20, 16, 20, 18});
  Pen pen(sheet, book);
  worksheet_set_row(sheet, 0, 28, nullptr);
  pen.words(r.projectName, book.look.title);
  pen.next();
  pen.words(text(say("report.subtitle", r.baseYear), r.language), book.look.note);
  pen.next();
  if (r.synthetic) {
    pen.words(book.word("report.synthetic") + "  " + book.word("report.synthetic.long"), book.look.mark);
    pen.next();
  }
  pen.next();
  const std::string unit = book.word("report.col.unit");
  pen.header({book.word("report.book.quantity"), book.word("report.book.in_library"), unit,
              book.word("report.book.in_people"), unit},
             20);
  const auto row = [&](const std::string& name, Quantity quantity, double value, Units other) {
    pen.words(name, book.look.text);
    pen.number(value, book.look.number);
    pen.words(unitName(quantity, kPlain, r.language), book.look.text);
    pen.number(inUnits(quantity, value, other), book.look.small);
    pen.words(unitName(quantity, other, r.language), book.look.text);
    pen.next();
  };
  const Totals& t = r.account.total;
  row(book.word("report.book.area"), Quantity::area, t.areaHa, kWan);
  row(book.word("report.book.stock"), Quantity::stock, t.carbon.total(), kWan);
  row(book.word("report.book.stock_se"), Quantity::stock, t.stockSe, kWan);
  for (std::size_t pool = 0; pool < kPools; ++pool)
    row("　" + book.word(fmt::format("report.pool.{}", kPoolNames[pool])), Quantity::stock, t.carbon.stock[pool], kWan);
  const auto figure = [&](const std::string& name, Quantity quantity, double value, double se) {
    row(name, quantity, value, kWanCo2e);
    row("　" + book.word("report.book.se"), quantity, se, kWanCo2e);
  };
  figure(book.word("report.book.flux"), Quantity::co2Flux, t.carbon.flux() * kCo2PerC, t.fluxSe * kCo2PerC);
  const auto net = [&](Scope scope) {
    figure(book.word(scoped("report.book.net", scope)), Quantity::co2eFlux, t.carbon.net(scope), t.netSeIn(scope));
  };
  if (r.scope == Scope::all) net(Scope::all);
  net(Scope::sink);
  figure(book.word("report.book.agriculture"), Quantity::co2eFlux, t.carbon.agriculture, t.agricultureSe);
  if (r.scope == Scope::sink) net(Scope::all);
}

void writeClasses(Book& book) {
  lxw_worksheet* sheet = book.sheet("report.sheet.classes");
  columnWidths(sheet, {26, 14, 14, 16, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14});
  Pen pen(sheet, book);
  pen.header(columnHeaders(book, {book.word("report.col.class")}));
  worksheet_freeze_panes(sheet, 1, 1);
  worksheet_repeat_rows(sheet, 0, 0);
  for (const ClassTotals& line : book.report.account.classes) {
    pen.words(book.report.className(line.classKey), book.look.text);
    totalsCells(pen, book, line.totals, false);
    pen.next();
  }
  pen.words(book.word("report.total"), book.look.bold);
  totalsCells(pen, book, book.report.account.total, true);
}

void writeZones(Book& book) {
  lxw_worksheet* sheet = book.sheet("report.sheet.zones");
  columnWidths(sheet, {18, 16, 24, 14, 14, 16, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14});
  Pen pen(sheet, book);
  pen.header(
      columnHeaders(book, {book.word("report.col.layer"), book.word("report.col.key"), book.word("report.col.zone")}));
  worksheet_freeze_panes(sheet, 1, 3);
  worksheet_repeat_rows(sheet, 0, 0);
  for (const ZoneTotals& zone : book.report.account.zones) {
    if (pen.row >= kMostSheetRows) break;
    pen.words(zone.layer, book.look.text);
    pen.words(zone.id, book.look.text);
    pen.words(zone.label, book.look.text);
    totalsCells(pen, book, zone.total, false);
    pen.next();
  }
  if (pen.row > 1) worksheet_autofilter(sheet, 0, 0, pen.row - 1, 2);
}

void writeFactors(Book& book) {
  const RunReport& r = book.report;
  lxw_worksheet* sheet = book.sheet("report.sheet.factors");
  constexpr double kNameWidth = 34, kSourceWidth = 60;
  columnWidths(sheet, {34, kNameWidth, 12, 12, 12, 14, kSourceWidth, 18, 12});
  Pen pen(sheet, book);
  const auto column = [&](std::string_view name) { return book.word(fmt::format("report.col.{}", name)); };
  pen.header({column("key"), column("name"), column("value"), column("low"), column("high"), column("unit"),
              column("source_only"), column("edition"), column("grade")},
             20);
  worksheet_freeze_panes(sheet, 1, 1);
  worksheet_repeat_rows(sheet, 0, 0);
  if (r.factors == nullptr) return;
  for (const std::uint32_t index : r.account.factorsUsed) {
    const Factor& f = (*r.factors)[index];
    lxw_format* words = weakGrade(f.grade) ? book.look.weak : book.look.wrapped;
    pen.words(f.key, words);
    pen.wrapped(r.language == Language::zh ? f.nameZh : f.nameEn, words, kNameWidth);
    pen.number(f.value, book.look.general);
    pen.number(f.low.value_or(NAN), book.look.general);
    pen.number(f.high.value_or(NAN), book.look.general);
    pen.words(f.unit, words);
    pen.wrapped(f.source, words, kSourceWidth);
    pen.words(f.edition, words);
    pen.words((weakGrade(f.grade) ? "▲ " : "") + gradeName(f.grade, r.language), words);
    pen.next();
  }
  if (pen.row > 1) worksheet_autofilter(sheet, 0, 0, pen.row - 1, 8);
}

/// The words of the report's method, uncertainty and checks chapters.
void writeMethod(Book& book) {
  lxw_worksheet* sheet = book.sheet("report.sheet.method");
  constexpr double kTextWidth = 120;
  columnWidths(sheet, {kTextWidth});
  Pen pen(sheet, book);
  const Landscape none;
  Composer composer(book.report, none, {});
  addMethod(composer);
  addUncertainty(composer);
  addChecks(composer);
  addWarnings(composer);
  const Units units = usualUnits(book.report.language);
  const auto line = [&](const Inlines& words, lxw_format* format) {
    pen.wrapped(plain(words, units, book.report.language), format, kTextWidth);
    pen.next();
  };
  for (const Block& block : composer.take()) {
    if (const auto* heading = std::get_if<block::Heading>(&block)) line({heading->text}, book.look.bold);
    if (const auto* paragraph = std::get_if<block::Paragraph>(&block)) line(paragraph->text, book.look.wrapped);
    if (const auto* list = std::get_if<block::List>(&block))
      for (const Inlines& item : list->items) line(item, book.look.wrapped);
    if (const auto* table = std::get_if<block::Table>(&block))
      for (const block::Table::Row& row : table->rows)
        line(row.cells[0] + Inlines{"：  "} + row.cells[1], book.look.wrapped);
  }
}

/// One line per class, zone and class of a zone, in the library's units, without any dressing: for pivot tables.
void writeData(Book& book) {
  const Account& account = book.report.account;
  lxw_worksheet* sheet = book.sheet("report.sheet.data");
  columnWidths(sheet, {14, 16, 16, 20, 22});
  Pen pen(sheet, book);
  for (const char* name : {"scope", "zone_layer", "zone_id", "zone_label", "class_key"}) pen.words(name, nullptr);
  for (const TotalsColumn& column : totalsColumns()) pen.words(std::string(column.name), nullptr);
  pen.next();
  worksheet_freeze_panes(sheet, 1, 0);
  const auto row = [&](const char* scope, const ZoneTotals* zone, const std::string& key, const Totals& totals) {
    if (pen.row >= kMostSheetRows) return;
    pen.words(scope, nullptr);
    for (const std::string& name :
         {zone == nullptr ? std::string() : zone->layer, zone == nullptr ? std::string() : zone->id,
          zone == nullptr ? std::string() : zone->label, key})
      pen.words(name, nullptr);
    for (const TotalsColumn& column : totalsColumns()) pen.number(column.value(totals), nullptr);
    pen.next();
  };
  for (const ClassTotals& line : account.classes) row("region", nullptr, line.classKey, line.totals);
  row("region", nullptr, "TOTAL", account.total);
  std::size_t lines = account.zones.size();
  for (const ZoneTotals& zone : account.zones) lines += zone.classes.size();
  const bool detail = pen.row + lines < kMostSheetRows;
  for (const ZoneTotals& zone : account.zones) {
    if (detail)
      for (const ClassTotals& line : zone.classes) row("zone", &zone, line.classKey, line.totals);
    row("zone", &zone, "TOTAL", zone.total);
  }
  if (!detail) pen.words(book.word("report.book.truncated"), nullptr);
}

}  // namespace

fs::path writeWorkbook(const RunReport& report, const fs::path& folder, const StopFlag* stop,
                       const Landscape& landscape) {
  fs::path path = folder / "report.xlsx";
  PartFile part(path);
  // libxlsxwriter prints when it cannot open its file; find out before it does.
  if (!std::ofstream(part.path(), std::ios::binary))
    throw Error(path.string(), say("report.cannot_write_book", std::strerror(errno)),
                say("report.cannot_write_book.remedy"), ErrorKind::work);
  Book book(part.path(), report);
  const bool years = report.series != nullptr && report.series->followsYears();
  std::vector<void (*)(Book&)> sheets = {writeOverview, writeClasses, writeZones};
  if (years)
    sheets.insert(sheets.end(), {writeYearsSheet, writeScenariosSheet, writeInterventionsSheet, writeSpreadSheet,
                                 writeInventorySheet});
  sheets.insert(sheets.end(), {writeTransitionSheet, writeOfficialSheet});
  const auto writeAll = [&] {
    for (const auto write : sheets) {
      heed(stop);
      write(book);
    }
  };
  writeAll();
  for (const DataTable& table : landscape.tables) writeDataSheet(book, table);
  sheets = {writeFactors, writeMethod, writeData};
  if (years) sheets.push_back(writeSeriesSheet);
  writeAll();
  heed(stop);
  book.close(path);
  part.commit();
  return path;
}

}  // namespace tanhui
