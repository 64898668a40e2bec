#include "app/viewer/panels/totals/ZoneTable.h"

#include <rapidcheck.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <catch2/catch.hpp>
#include <fstream>

#include "app/viewer/panels/totals/ZoneExport.h"
#include "app/viewer/panels/totals/ZoneRows.h"
#include "geo/account/Columns.h"
#include "geo/base/Csv.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;
using tanhui::test::rectangle;
using tanhui::test::TestFeature;
using tanhui::test::writeLayer;

namespace {

QString cell(const QAbstractItemModel& model, int row, int column) {
  return model.index(row, column).data().toString();
}

ZoneTable::Row zoneOf(double value) {
  ZoneTable::Row row{fmt::format("{}", value), "镇", {}};
  row.totals.areaHa = 1;
  row.totals.carbon.stock[0] = value;
  return row;
}

}  // namespace

TEST_CASE("The table of zones shows each zone's figures in the units in force") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  ZoneTable table(session);
  const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
  CHECK(ZoneTable::layersOf(session.account()) == std::vector<std::string>{"乡镇"});
  CHECK(table.rowCount() == 0);
  table.setLayer("乡镇");
  REQUIRE(table.rowCount() == 2);
  REQUIRE(table.columnCount() == ZoneTable::kColumns);
  CHECK(cell(table, 0, ZoneTable::kId) == "A");
  CHECK(cell(table, 1, ZoneTable::kName) == "乙镇");
  CHECK_FALSE(table.overlaps());
  CHECK(table.rowOf({"乡镇", "B"}) == 1);
  CHECK(table.rowOf({"别的", "B"}) == -1);

  const Totals& a = session.zone({"乡镇", "A"})->total;
  CHECK(table.index(0, ZoneTable::kArea).data(ZoneTable::kRawRole).toDouble() == a.areaHa);
  CHECK(table.index(0, ZoneTable::kStock).data(ZoneTable::kRawRole).toDouble() == a.carbon.total());
  CHECK(table.index(0, ZoneTable::kNetSe).data(ZoneTable::kRawRole).toDouble() == a.netSe);
  CHECK(table.index(0, ZoneTable::kStockPerHa).data(ZoneTable::kRawRole).toDouble() ==
        Approx(a.carbon.total() / a.areaHa));
  CHECK(table.headerData(ZoneTable::kStock, Qt::Horizontal, Qt::DisplayRole).toString() == "碳储量\n万吨碳");

  const QString inWan = cell(table, 0, ZoneTable::kStock);
  const QSignalSpy spy(&table, &QAbstractItemModel::dataChanged);
  session.words().setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  CHECK(spy.count() > 0);
  CHECK(cell(table, 0, ZoneTable::kStock) != inWan);
  CHECK(cell(table, 0, ZoneTable::kStock).remove(',').toDouble() == Approx(a.carbon.total() * 44 / 12).epsilon(1e-3));
  CHECK(cell(table, 0, ZoneTable::kArea).remove(',').toDouble() == Approx(a.areaHa * 15).epsilon(1e-4));
  session.words().setLanguage(Language::en);
  CHECK(table.headerData(ZoneTable::kStock, Qt::Horizontal, Qt::DisplayRole).toString() == "Stock\ntCO2e");
}

TEST_CASE("Every column has words and an explanation in both languages, and figures stand right") {
  Session session;
  const ZoneTable table(session);
  for (const Language language : {Language::zh, Language::en}) {
    session.words().setLanguage(language);
    for (int column = 0; column < ZoneTable::kColumns; ++column) {
      INFO(column);
      for (const int role : {int{Qt::DisplayRole}, int{Qt::ToolTipRole}}) {
        const QString words = table.headerData(column, Qt::Horizontal, role).toString();
        CHECK_FALSE(words.isEmpty());
        CHECK_FALSE(words.contains("viewer."));
      }
      const int align = table.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
      CHECK(((align & Qt::AlignRight) != 0) == ZoneTable::isFigure(column));
    }
  }
}

TEST_CASE("A factor edited moves the figures and keeps the rows") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  ZoneTable table(session);
  table.setLayer("乡镇");
  const double before = table.index(0, ZoneTable::kSoil).data(ZoneTable::kRawRole).toDouble();
  const QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
  const auto& factors = *session.factors();
  session.editFactor("pool.paddy.soil30", 2 * factors[factors.require("pool.paddy.soil30")].value);
  waitForFigures(session);
  CHECK(table.index(0, ZoneTable::kSoil).data(ZoneTable::kRawRole).toDouble() > before);
  CHECK(reset.count() == 0);
  session.close();
  CHECK(table.rowCount() == 0);
}

TEST_CASE("The total of zones is the region's, with an error that is neither a sum nor a root of squares") {
  const SmallCounty county;
  Session session;
  CHECK(session.figures() == nullptr);
  REQUIRE(openAndWait(session, county.project()).empty());
  const auto totals = [&](const std::vector<ZoneRef>& zones) { return totalsOf(*session.figures(), zones); };
  const Totals a = totals({{"乡镇", "A"}}), b = totals({{"乡镇", "B"}});
  const Totals both = totals({{"乡镇", "B"}, {"乡镇", "A"}, {"乡镇", "nobody"}});
  const Totals& whole = session.account()->total;
  CHECK(a.carbon.total() == session.zone({"乡镇", "A"})->total.carbon.total());
  CHECK(a.stockSe == session.zone({"乡镇", "A"})->total.stockSe);
  // The two towns are the whole region: the same land, so the same error.
  CHECK(both.areaHa == Approx(whole.areaHa).epsilon(1e-9));
  CHECK(both.carbon.total() == Approx(whole.carbon.total()).epsilon(1e-9));
  CHECK(both.stockSe == Approx(whole.stockSe).epsilon(1e-9));
  CHECK(both.fluxSe == Approx(whole.fluxSe).epsilon(1e-9));
  CHECK(both.netSe == Approx(whole.netSe).epsilon(1e-9));
  CHECK(both.stockSe < a.stockSe + b.stockSe);
  CHECK(both.stockSe > std::hypot(a.stockSe, b.stockSe));
  CHECK(totals({}).areaHa == 0);

  session.editFactor("pool.paddy.soil30", 999);
  waitForFigures(session);
  const Totals edited = totals({{"乡镇", "A"}, {"乡镇", "B"}});
  CHECK(edited.carbon.total() == Approx(session.account()->total.carbon.total()).epsilon(1e-9));
  CHECK(edited.stockSe == Approx(session.account()->total.stockSe).epsilon(1e-9));
  session.resetFactors();
  CHECK(session.editedFactors().empty());
  CHECK(totals({{"乡镇", "A"}}).stockSe == a.stockSe);
  session.undoStack().undo();
  CHECK(session.editedFactors().size() == 1);
}

TEST_CASE("Rows are filtered by the words in id or name and sorted by their figures") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  ZoneTable table(session);
  ZoneRows rows(table);
  const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::Fatal);
  table.setLayer("乡镇");
  CHECK(rows.rowCount() == 2);
  rows.setText("乙");
  REQUIRE(rows.rowCount() == 1);
  CHECK(rows.shownZones() == std::vector<ZoneRef>{{"乡镇", "B"}});
  rows.setText("b 镇");
  CHECK(rows.rowCount() == 1);
  rows.setText("b 甲");
  CHECK(rows.rowCount() == 0);
  rows.setText("");
  for (int column = 0; column < ZoneTable::kColumns; ++column)
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
      rows.sort(column, order);
      const QVariant first = rows.index(0, column).data(ZoneTable::kRawRole),
                     second = rows.index(1, column).data(ZoneTable::kRawRole);
      INFO(column);
      if (ZoneTable::isFigure(column))
        CHECK((order == Qt::AscendingOrder ? first.toDouble() <= second.toDouble()
                                           : first.toDouble() >= second.toDouble()));
      else if (column == ZoneTable::kId)
        CHECK((order == Qt::AscendingOrder ? first.toString() == "A" : first.toString() == "B"));
    }
}

TEST_CASE("A table as CSV reads back bit by bit under the names of the contract") {
  CHECK(rc::check("csv", [](const std::vector<double>& values) {
    ShownZones zones{"层,一", {}, {}};
    for (const double value : values) zones.rows.push_back(zoneOf(value));
    const CsvTable table = parseCsv(zonesCsv(zones, Language::zh), "t");
    RC_ASSERT(table.header.size() == 3 + kTotalsColumns);
    RC_ASSERT(table.header[4] == "stock_tC");
    RC_ASSERT(table.rows.size() == values.size() + 1);
    RC_ASSERT(table.rows.back().cells[1] == "TOTAL");
    for (std::size_t i = 0; i < values.size(); ++i) {
      RC_ASSERT(table.rows[i].cells[0] == "层,一");
      const std::string& above = table.rows[i].cells[table.require("above_tC")];
      RC_ASSERT((std::isfinite(values[i]) ? asNumber(above) == values[i] : above.empty()));
    }
  }));
}

TEST_CASE("Rows as text keep their cells whatever the names hold") {
  ZoneTable::Row row = zoneOf(1234567.875);
  row.label = "甲\t镇\n乙";
  const QString text = zonesTsv({row}, {"a", "b\nc"}, {CarbonUnit::tC, AreaUnit::ha});
  const QStringList lines = text.trimmed().split('\n');
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "a\tb c");
  const QStringList cells = lines[1].split('\t');
  REQUIRE(cells.size() == ZoneTable::kColumns);
  CHECK(cells[ZoneTable::kName] == "甲 镇 乙");
  CHECK(cells[ZoneTable::kStock] == "1234567.875");
}

TEST_CASE("Zones that overlap are known by their sum, and one without land stands last either way round") {
  const SmallCounty county(false);
  const auto box = [](double x, double width, std::string id) {
    return TestFeature{rectangle(600000 + x, 3200000, 600000 + x + width, 3201000), {std::move(id)}};
  };
  writeLayer(
      county.folder() / "重叠.gpkg",
      {.name = "重叠", .fields = {"id"}, .features = {box(5000, 100, "10"), box(0, 2000, "9"), box(100, 1900, "x")}});
  std::ofstream(county.project(), std::ios::app)
      << "\n[[zones]]\nname = \"重叠\"\nsource = \"重叠.gpkg\"\nid = \"id\"\n";
  county.run();
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  ZoneTable table(session);
  ZoneRows rows(table);
  table.setLayer("乡镇");
  CHECK_FALSE(table.overlaps());
  table.setLayer("重叠");
  REQUIRE(table.rowCount() == 3);
  CHECK(table.overlaps());
  CHECK(totalsOf(*session.figures(), rows.shownZones()).areaHa > 1.9 * session.account()->total.areaHa);
  CHECK(table.index(0, ZoneTable::kStockPerHa).data().toString() == "–");
  for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
    rows.sort(ZoneTable::kStockPerHa, order);
    CHECK(rows.shownZones().back().id == "10");
  }
  rows.sort(ZoneTable::kId, Qt::AscendingOrder);
  CHECK(rows.shownZones().front().id == "9");  // as a number, before 10
}
