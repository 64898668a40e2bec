#include <algorithm>
#include <cmath>

#include "geo/account/SeriesFigures.h"
#include "geo/account/SeriesWords.h"
#include "geo/report/Composer.h"
#include "geo/report/detail/Book.h"

namespace tanhui {
namespace {

std::string_view reasonId(FixedReason reason) {
  return reason == FixedReason::noRange ? "report.book.fixed.no_range"
         : reason == FixedReason::exact ? "report.book.fixed.exact"
                                        : "report.book.fixed.told";
}

/// The columns of the sheet: what, of which figure, in which unit; then numbers.
void spreadHead(Pen& pen, const Book& book, std::string_view what, const std::string& figure, const std::string& unit) {
  pen.words(book.word(what), book.look.text);
  pen.words(figure, book.look.text);
  pen.words(unit, book.look.text);
}

void lookRows(Pen& pen, const Book& book, const CloseLook& look) {
  const SeriesReport& series = *book.report.series;
  const Language language = book.report.language;
  const Quantity quantity = quantityOf(look.quantity);
  const std::string figure = lookName(series, look, language);
  const std::string unit = unitName(quantity, {CarbonUnit::tC, AreaUnit::ha}, language);
  for (const ConvergenceStep& step : look.spread.convergence) {
    spreadHead(pen, book, "report.book.convergence", figure, unit);
    pen.words("", book.look.text);
    pen.number(static_cast<double>(step.draws), book.look.general);
    for (const double value : {look.value, kRange90 * look.se, step.figures.p05, step.p05Se, step.figures.p50,
                               step.figures.p95, step.p95Se, step.figures.mean, step.meanSe})
      pen.number(value, book.look.number);
    pen.next();
  }
  const auto share = [&](const std::string& name, double part) {
    spreadHead(pen, book, "report.look.col.share", figure, "%");
    pen.words(name, book.look.text);
    pen.number(part * 100, book.look.number);
    pen.next();
  };
  for (const Contribution& part : look.spread.contributions) {
    std::string name = sourceName(series, part, book.report.factors.get(), language);
    if (part.areaGroup < 0 && book.report.factors != nullptr)
      for (const auto& unknown : byUnknown(*book.report.factors, part.factors))
        name += "  " + unknownKeys(*book.report.factors, unknown);
    share(name, part.share);
  }
  if (!look.spread.convergence.empty()) share(book.word("report.look.remainder"), std::max(0.0, look.spread.remainder));
}

}  // namespace

void writeSpreadSheet(Book& book) {
  const SeriesReport& series = *book.report.series;
  if (series.draws == 0) return;
  lxw_worksheet* sheet = book.sheet("report.sheet.spread");
  columnWidths(sheet, {16, 34, 16, 44, 12, 16, 16, 16, 14, 16, 16, 14, 16, 14});
  Pen pen(sheet, book);
  pen.header({book.word("report.book.what"), book.word("report.look.col.figure"), book.word("report.col.unit"),
              book.word("report.look.col.source"), book.word("report.book.draws_or_share"),
              book.word("report.look.col.value"), book.word("report.look.col.approach1"), book.word("report.book.p05"),
              book.word("report.book.error"), book.word("report.look.col.p50"), book.word("report.book.p95"),
              book.word("report.book.error"), book.word("report.book.mean"), book.word("report.book.error")});
  freezeHeader(sheet, 2);
  for (const CloseLook& look : series.looks) lookRows(pen, book, look);
  if (book.report.factors != nullptr)
    for (const FixedFactor& fixed : series.fixed) {
      const Factor& f = (*book.report.factors)[fixed.factor];
      const std::string& name = book.report.language == Language::zh ? f.nameZh : f.nameEn;
      spreadHead(pen, book, "report.book.fixed", book.word(reasonId(fixed.reason)), f.unit);
      pen.words(name.empty() ? f.key : name + "  " + f.key, book.look.text);
      pen.words("", book.look.text);
      pen.number(f.value, book.look.general);
      pen.next();
    }
  worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(pen.row, 2) - 1, 13);
}

}  // namespace tanhui
