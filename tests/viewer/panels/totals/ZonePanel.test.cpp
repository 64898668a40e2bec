#include "app/viewer/panels/totals/ZonePanel.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QSignalSpy>
#include <QTest>
#include <catch2/catch.hpp>

#include "geo/account/Columns.h"
#include "geo/base/Csv.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// A panel on a small county that was run.
struct OpenedZones {
  SmallCounty county;
  Session session;
  std::unique_ptr<ZonePanel> panel;

  OpenedZones() {
    REQUIRE(openAndWait(session, county.project()).empty());
    panel = std::make_unique<ZonePanel>(session);
    panel->resize(900, 300);
    panel->show();
    QCoreApplication::processEvents();
  }
  QTableView& view() { return part<QTableView>(*panel, "zoneTable"); }
  /// As soon as they are those of the rows.
  TotalsFooter& totals() {
    REQUIRE(waitUntil([this] { return panel->settled(); }));
    return part<TotalsFooter>(*panel, "zoneTotals");
  }
  void click(int row) {
    const QRect cell = view().visualRect(view().model()->index(row, 0));
    QTest::mouseClick(view().viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
  }
};

}  // namespace

TEST_CASE("Without a project, or a run, the panel says what to do") {
  Session session;
  ZonePanel panel(session);
  panel.show();
  CHECK(part<QLabel>(panel, "emptyReason").text().contains("打开"));
  CHECK_FALSE(part<QPushButton>(panel, "emptyRun").isVisible());
  const SmallCounty county(false);
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK(part<QLabel>(panel, "emptyReason").text().contains("尚未运行"));
  const QSignalSpy wanted(&panel, &ZonePanel::runWanted);
  QTest::mouseClick(&part<QPushButton>(panel, "emptyRun"), Qt::LeftButton);
  CHECK(wanted.count() == 1);
  session.words().setLanguage(Language::en);
  CHECK(part<QLabel>(panel, "emptyReason").text().contains("not been run"));
}

TEST_CASE("A row clicked selects its zone, and a zone selected elsewhere its row") {
  OpenedZones o;
  o.click(1);
  REQUIRE(o.session.selection().has_value());
  CHECK(*o.session.selection() == ZoneRef{"乡镇", "B"});
  o.session.select(ZoneRef{"乡镇", "A"});
  CHECK(o.view().selectionModel()->isRowSelected(0));
  CHECK_FALSE(o.view().selectionModel()->isRowSelected(1));
  o.session.select(std::nullopt);
  CHECK_FALSE(o.view().selectionModel()->hasSelection());
  o.click(0);
  QTest::mouseClick(o.view().viewport(), Qt::LeftButton, Qt::ControlModifier,
                    o.view().visualRect(o.view().model()->index(0, 0)).center());
  CHECK_FALSE(o.session.selection().has_value());
}

TEST_CASE("The selection survives sorting, units and a factor edited, and no row is taken for another") {
  OpenedZones o;
  o.session.select(ZoneRef{"乡镇", "B"});
  o.view().sortByColumn(ZoneTable::kArea, Qt::DescendingOrder);
  o.view().sortByColumn(ZoneTable::kName, Qt::DescendingOrder);
  o.session.words().setUnits({CarbonUnit::tC, AreaUnit::mu});
  o.session.editFactor("pool.paddy.soil30", 1);
  waitForFigures(o.session);
  CHECK(*o.session.selection() == ZoneRef{"乡镇", "B"});
  const QModelIndexList rows = o.view().selectionModel()->selectedRows();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].data().toString() == "B");
}

TEST_CASE("A filter narrows rows and totals and does not deselect, and a zone selected on the map breaks through it") {
  OpenedZones o;
  QLineEdit& filter = part<QLineEdit>(*o.panel, "zoneFilter");
  const double whole = o.totals().totals()->areaHa;
  CHECK(whole == Approx(o.session.account()->total.areaHa).epsilon(1e-9));
  o.session.select(ZoneRef{"乡镇", "A"});
  QTest::keyClicks(&filter, "B");
  CHECK(o.view().model()->rowCount() == 1);
  CHECK(o.totals().totals()->areaHa == o.session.zone({"乡镇", "B"})->total.areaHa);
  CHECK(o.totals().totals()->stockSe == o.session.zone({"乡镇", "B"})->total.stockSe);
  CHECK(part<QLabel>(*o.panel, "zoneCount").text() == "1 / 2");
  CHECK(o.session.selection() == ZoneRef{"乡镇", "A"});
  filter.clear();
  CHECK(o.view().selectionModel()->isRowSelected(0));
  QTest::keyClicks(&filter, "A");
  o.session.select(ZoneRef{"乡镇", "B"});
  CHECK(filter.text().isEmpty());
  CHECK(o.view().model()->rowCount() == 2);
  CHECK(o.view().selectionModel()->selectedRows().at(0).data().toString() == "B");
  CHECK(o.totals().totals()->areaHa == Approx(whole));
}

TEST_CASE("Ctrl+C copies the selected rows with headers, the menu all rows with the total") {
  OpenedZones o;
  o.click(1);
  QTest::keyClick(&o.view(), Qt::Key_C, Qt::ControlModifier);
  QStringList lines = QApplication::clipboard()->text().trimmed().split('\n');
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].split('\t').at(ZoneTable::kStock) == "碳储量 (万吨碳)");
  const double stock = lines[1].split('\t').at(ZoneTable::kStock).toDouble();
  CHECK(stock == Approx(o.session.zone({"乡镇", "B"})->total.carbon.total() / 1e4).epsilon(1e-10));
  o.panel->findChild<QAction*>("zoneCopyAll")->trigger();
  lines = QApplication::clipboard()->text().trimmed().split('\n');
  REQUIRE(lines.size() == 4);
  CHECK(lines[3].startsWith("合计\t"));
}

TEST_CASE("Enter, or a double click, zooms to the zone") {
  OpenedZones o;
  const QSignalSpy zoom(o.panel.get(), &ZonePanel::zoomTo);
  o.click(1);
  QTest::keyClick(&o.view(), Qt::Key_Return);
  REQUIRE(zoom.count() == 1);
  CHECK(zoom[0][0].value<ZoneRef>() == ZoneRef{"乡镇", "B"});
}

TEST_CASE("An export asked for while figures are renewed holds the new ones") {
  OpenedZones o;
  const QSignalSpy done(o.panel.get(), &ZonePanel::exported);
  const auto csv = o.county.folder() / "edited.csv";
  o.session.editFactor("pool.paddy.soil30", 500);
  REQUIRE(o.session.renewing());
  o.panel->exportTo(csv);
  REQUIRE(waitUntil([&] { return done.count() == 1; }));
  CHECK_FALSE(o.session.renewing());
  const CsvTable table = readCsv(csv);
  CHECK(csvNumber(table, table.rows[2], table.require("stock_tC")) ==
        Approx(o.session.account()->total.carbon.total()).epsilon(1e-9));
}

TEST_CASE("The table exported reads back: CSV in the library's units, the workbook as shown") {
  OpenedZones o;
  const QSignalSpy done(o.panel.get(), &ZonePanel::exported);
  o.view().sortByColumn(ZoneTable::kId, Qt::DescendingOrder);
  o.session.words().setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  const auto csv = o.county.folder() / "表 1.csv", xlsx = o.county.folder() / "表 1.xlsx";
  o.panel->exportTo(csv);
  REQUIRE(waitUntil([&] { return done.count() == 1; }));
  const CsvTable table = readCsv(csv);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].cells[1] == "B");
  const auto figure = [&](std::size_t row, const char* column) {
    return csvNumber(table, table.rows[row], table.require(column));
  };
  for (const TotalsColumn& column : totalsColumns())
    CHECK(figure(0, std::string(column.name).c_str()) == column.value(o.session.zone({"乡镇", "B"})->total));
  CHECK(figure(2, "stock_se_tC") == Approx(o.session.account()->total.stockSe).epsilon(1e-9));

  o.panel->exportTo(xlsx);
  REQUIRE(waitUntil([&] { return done.count() == 2; }));
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "DISABLE");
  const GDALDatasetUniquePtr book(GDALDataset::Open(xlsx.c_str(), GDAL_OF_VECTOR));
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr);
  REQUIRE(book != nullptr);
  CHECK(std::string(book->GetLayer(0)->GetName()) == "乡镇");
  std::vector<std::vector<std::string>> cells;
  for (const OGRFeatureUniquePtr& row : *book->GetLayer(0)) {
    cells.emplace_back();
    for (int i = 0; i < row->GetFieldCount(); ++i) cells.back().emplace_back(row->GetFieldAsString(i));
  }
  REQUIRE(cells.size() >= 4);
  CHECK(cells[0][0] == "小县 · 乡镇");
  CHECK(cells[1][0].find("合成数据") != std::string::npos);
  CHECK(cells[cells.size() - 4][ZoneTable::kStock] == "碳储量\n吨CO2e");
  CHECK(cells[cells.size() - 3][0] == "B");
  CHECK(std::stod(cells[cells.size() - 3][ZoneTable::kStock]) ==
        Approx(o.session.zone({"乡镇", "B"})->total.carbon.total() * 44 / 12).epsilon(1e-12));
  CHECK(cells.back()[0] == "合计");
  CHECK(std::stod(cells.back()[ZoneTable::kArea]) == Approx(o.session.account()->total.areaHa * 15).epsilon(1e-9));
}

TEST_CASE("The kind of file chosen in the dialog is the kind that is written") {
  OpenedZones o;
  const QSignalSpy done(o.panel.get(), &ZonePanel::exported);
  QTest::mouseClick(&part<QToolButton>(*o.panel, "zoneExport"), Qt::LeftButton);
  auto& dialog = part<QFileDialog>(*o.panel, "");
  CHECK(dialog.selectedFiles().value(0).endsWith("out/乡镇.xlsx"));
  const QString csv = dialog.nameFilters().at(1);
  dialog.selectNameFilter(csv);
  emit dialog.filterSelected(csv);
  CHECK(dialog.selectedFiles().value(0).endsWith("out/乡镇.csv"));
  QMetaObject::invokeMethod(&dialog, "accept");
  REQUIRE(waitUntil([&] { return done.count() == 1; }));
  CHECK(readCsv(o.county.out() / "乡镇.csv").rows.size() == 3);
}

TEST_CASE("An export that cannot be written is told with its remedy") {
  OpenedZones o;
  const QSignalSpy failed(&o.session, &Session::failed);
  for (const char* name : {"a.csv", "a.xlsx"}) {
    const int before = static_cast<int>(failed.count());
    o.panel->exportTo(o.county.folder() / "nowhere" / name);
    REQUIRE(waitUntil([&] { return failed.count() > before; }));
  }
  CHECK(failed[0][0].value<Faults>().at(0).where().find("nowhere") != std::string::npos);
}

TEST_CASE("A project closed or another opened empties the table") {
  OpenedZones o;
  o.session.select(ZoneRef{"乡镇", "A"});
  o.session.close();
  CHECK(o.view().model()->rowCount() == 0);
  CHECK(part<QLabel>(*o.panel, "emptyReason").isVisible());
  REQUIRE(openAndWait(o.session, o.county.project()).empty());
  CHECK(o.view().model()->rowCount() == 2);
  CHECK(o.totals().totals().has_value());
}
