#include "app/viewer/panels/landscape/ResultPanel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QTableView>
#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// The small county with tables of the landscape beside those that its run wrote.
struct OpenedResults {
  SmallCounty county;
  Session session;
  std::unique_ptr<ResultPanel> panel;

  explicit OpenedResults(bool any = true) {
    if (any) {
      writeFileWhole(county.out() / "tables/hotspots.csv",
                     "zone_layer,zone_id,value,gi_star_z,class\n乡镇,A,1204.5,-0.5,none\n乡镇,B,99.25,2.25,hot\n");
      writeFileWhole(county.out() / "tables/influence.csv",
                     "name,factor,q,p\n因素,slope,0.25,0.031\n因素,class,0.5,\n因素,elevation,0.125,0.2\n");
    }
    REQUIRE(openAndWait(session, county.project()).empty());
    panel = std::make_unique<ResultPanel>(session);
    panel->resize(900, 300);
    panel->show();
    QCoreApplication::processEvents();
  }
  QComboBox& tables() { return part<QComboBox>(*panel, "resultTables"); }
  QTableView& view() { return part<QTableView>(*panel, "resultTable"); }
  void choose(const char* name) { tables().setCurrentIndex(tables().findData(QString(name))); }
  QString at(int row, int column) { return view().model()->index(row, column).data().toString(); }
};

}  // namespace

TEST_CASE("The panel offers the tables of the landscape that the last run wrote, in the order of the report") {
  OpenedResults o;
  REQUIRE(o.tables().count() == 2);
  CHECK(o.tables().itemData(0).toString() == "influence");
  o.choose("hotspots");
  CHECK(o.view().model()->rowCount() == 2);
  CHECK(o.at(0, 2) == "1,204.5");
  const QAbstractItemModelTester tester(o.view().model());
}

TEST_CASE("Without tables the panel says where they come from") {
  OpenedResults o(false);
  CHECK_FALSE(o.tables().isVisible());
  CHECK_FALSE(o.panel->findChildren<QLabel*>().empty());
}

TEST_CASE("Figures are sorted as figures, and what is not known comes last from the top") {
  OpenedResults o;
  o.choose("influence");
  o.view().sortByColumn(2, Qt::DescendingOrder);
  CHECK(o.at(0, 1) == "class");
  CHECK(o.at(2, 1) == "elevation");
  o.view().sortByColumn(3, Qt::DescendingOrder);
  CHECK(o.at(0, 1) == "elevation");
  CHECK(o.at(2, 3) == "–");
}

TEST_CASE("A row about a zone and the zone selected in the session are one") {
  OpenedResults o;
  o.choose("hotspots");
  o.view().selectRow(1);
  REQUIRE(o.session.selection().has_value());
  CHECK(*o.session.selection() == ZoneRef{"乡镇", "B"});
  o.session.select(ZoneRef{"乡镇", "A"});
  REQUIRE(o.view().selectionModel()->selectedRows().size() == 1);
  CHECK(o.view().selectionModel()->selectedRows().front().row() == 0);
  o.session.select(std::nullopt);
  CHECK(o.view().selectionModel()->selectedRows().empty());
}

TEST_CASE("The leading figure is drawn, the largest first, and rows are copied with every digit") {
  OpenedResults o;
  o.choose("influence");
  const auto& chart = part<DrawingView>(*o.panel, "resultChart");
  CHECK(chart.drawing().height > 0);
  o.choose("hotspots");
  o.view().selectRow(1);
  o.panel->copy();
  CHECK(QApplication::clipboard()->text().endsWith("乡镇\tB\t99.25\t2.25\thot"));
}
