#include "app/viewer/panels/factors/FactorPanel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QTest>
#include <catch2/catch.hpp>

#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

struct OpenedFactors {
  SmallCounty county;
  Session session;
  std::unique_ptr<FactorPanel> panel;

  OpenedFactors() {
    REQUIRE(openAndWait(session, county.project()).empty());
    panel = std::make_unique<FactorPanel>(session);
    panel->resize(900, 400);
    panel->show();
    QCoreApplication::processEvents();
  }
  QTableView& view() { return part<QTableView>(*panel, "factorTable"); }
  QLabel& note() { return part<QLabel>(*panel, "factorNote"); }
  QModelIndex find(const QString& key, int column = FactorTable::kValue) {
    const QAbstractItemModel& model = *view().model();
    for (int row = 0; row < model.rowCount(); ++row)
      if (model.index(row, FactorTable::kKey).data().toString() == key) return model.index(row, column);
    FAIL("no factor " << key.toStdString());
    return {};
  }
  /// Types into the cell as a user does: double click, text, Enter.
  void type(const QString& key, const QString& text) {
    const QModelIndex index = find(key);
    view().setCurrentIndex(index);
    view().scrollTo(index);
    QTest::keyClick(view().viewport(), Qt::Key_F2);
    auto* editor = view().viewport()->findChild<QLineEdit*>();
    REQUIRE(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // the editor
  }
};

constexpr const char* kKey = "pool.paddy.soil30";
constexpr const char* kRate = "ch4.paddy";

}  // namespace

TEST_CASE("The table lists the factors that the account used, with source, range and grade") {
  OpenedFactors o;
  FactorTable table(o.session);
  const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
  CHECK(o.view().model()->rowCount() == static_cast<int>(o.session.account()->factorsUsed.size()));
  const QModelIndex value = o.find(kKey);
  const Factor factor = (*o.session.factors())[o.session.factors()->require(kKey)];
  CHECK(value.data().toString().toDouble() == factor.value);
  CHECK(value.siblingAtColumn(FactorTable::kUnit).data().toString().toStdString() == factor.unit);
  CHECK(value.siblingAtColumn(FactorTable::kRange).data().toString().contains("–"));
  CHECK(value.siblingAtColumn(FactorTable::kGroup).data().toString() == "soil.paddy");
  CHECK(value.siblingAtColumn(FactorTable::kGroup).data(Qt::ToolTipRole).toString().contains("pool.paddy.soil100"));
  CHECK_FALSE(value.siblingAtColumn(FactorTable::kSource).data().toString().isEmpty());
  for (int row = 0; row < o.view().model()->rowCount(); ++row) {
    const QModelIndex grade = o.view().model()->index(row, FactorTable::kGrade);
    CHECK(grade.data().toString().startsWith("▲") == grade.data(FactorTable::kWeakRole).toBool());
  }
  const QString zh = value.siblingAtColumn(FactorTable::kName).data().toString();
  o.session.words().setLanguage(Language::en);
  CHECK(o.find(kKey, FactorTable::kName).data().toString() != zh);
  CHECK(o.find(kKey, FactorTable::kName).data().toString().toStdString() == factor.nameEn);
}

TEST_CASE("A value typed moves the account, shows bold with the value before, and can be undone and reset") {
  OpenedFactors o;
  const double stock = o.session.account()->total.carbon.total();
  const double before = o.find(kKey).data(FactorTable::kRawRole).toDouble();
  o.type(kKey, "123.5");
  CHECK(o.session.editedFactors().at(kKey) == 123.5);
  CHECK(o.find(kKey).data(FactorTable::kRawRole).toDouble() == 123.5);  // before its figures are there
  waitForFigures(o.session);
  CHECK(o.session.account()->total.carbon.total() != stock);
  const QModelIndex edited = o.find(kKey);
  CHECK(edited.data(Qt::FontRole).value<QFont>().bold());
  CHECK(edited.data(Qt::ToolTipRole).toString().contains(QString::number(before)));
  CHECK(edited.siblingAtColumn(FactorTable::kSource).data().toString() == "在本窗口中修改");
  CHECK(o.note().isVisible());  // outside the range of its source
  CHECK(o.note().text().contains("95%"));
  o.session.undoStack().undo();
  CHECK(o.session.account()->total.carbon.total() == stock);
  CHECK_FALSE(o.find(kKey).data(Qt::FontRole).isValid());

  o.type(kKey, QString::number(before * 1.01, 'g', 17));
  CHECK_FALSE(o.note().isVisible());
  o.view().selectRow(o.find(kKey).row());
  o.panel->findChild<QAction*>("factorReset")->trigger();
  CHECK(o.session.editedFactors().empty());
  CHECK(o.session.account()->total.carbon.total() == stock);
}

TEST_CASE("What is no finite number is refused beside the table, and the value stays") {
  OpenedFactors o;
  const double before = o.find(kKey).data(FactorTable::kRawRole).toDouble();
  for (const char* wrong : {"abc", "1,5", "inf", "nan", "1e999", "12 t"}) {
    INFO(wrong);
    o.type(kKey, wrong);
    CHECK(o.session.editedFactors().empty());
    CHECK(o.find(kKey).data(FactorTable::kRawRole).toDouble() == before);
    CHECK(o.note().isVisible());
    CHECK(o.note().text().contains(wrong));
    CHECK(QApplication::activeModalWidget() == nullptr);
  }
  CHECK_FALSE(o.view().model()->setData(o.find(kKey), QString(), Qt::EditRole));
  o.type(kKey, QString::number(before, 'g', 17));  // as it was: nothing to undo
  CHECK_FALSE(o.note().isVisible());
  CHECK_FALSE(o.session.undoStack().canUndo());
}

TEST_CASE("A value of the other sign says that its error no longer counts") {
  OpenedFactors o;
  o.type(kRate, "-3");
  CHECK(o.note().text().contains("误差不再计入"));
  CHECK(o.find(kRate, FactorTable::kRange).data().toString() == "–");
}

TEST_CASE("A pool below nothing is refused beside the table, and the value stays") {
  OpenedFactors o;
  const double before = o.find(kKey).data(FactorTable::kRawRole).toDouble();
  o.type(kKey, "-3");
  CHECK(o.note().text().contains("负数"));
  CHECK(o.session.editedFactors().empty());
  CHECK_FALSE(o.session.undoStack().canUndo());
  CHECK(o.find(kKey).data(FactorTable::kRawRole).toDouble() == before);
}

TEST_CASE("Only values can be edited, and filters narrow the rows") {
  OpenedFactors o;
  for (int column = 0; column < FactorTable::kColumns; ++column)
    CHECK(bool(o.find(kKey, column).flags() & Qt::ItemIsEditable) == (column == FactorTable::kValue));
  const int all = o.view().model()->rowCount();
  auto& filter = part<QLineEdit>(*o.panel, "factorFilter");
  QTest::keyClicks(&filter, "paddy soil30");
  CHECK(o.view().model()->rowCount() >= 1);
  CHECK(o.view().model()->rowCount() < all);
  filter.clear();
  part<QCheckBox>(*o.panel, "factorEditedOnly").setChecked(true);
  CHECK(o.view().model()->rowCount() == 0);
  o.session.editFactor(kKey, 7);
  CHECK(o.view().model()->rowCount() == 1);
  part<QCheckBox>(*o.panel, "factorEditedOnly").setChecked(false);
  part<QCheckBox>(*o.panel, "factorWeakOnly").setChecked(true);
  CHECK(o.view().model()->rowCount() < all);
  o.session.close();
  CHECK(part<QLabel>(*o.panel, "emptyReason").isVisible());
}

TEST_CASE("Rows are copied with their headers") {
  OpenedFactors o;
  o.view().selectRow(o.find(kKey).row());
  o.view().setFocus();
  QTest::keyClick(&o.view(), Qt::Key_C, Qt::ControlModifier);
  const QStringList lines = QApplication::clipboard()->text().trimmed().split('\n');
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].startsWith("键\t因子\t取值"));
  CHECK(lines[1].startsWith(kKey));
}
