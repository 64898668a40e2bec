#include "app/viewer/panels/totals/SummaryPanel.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextDocumentFragment>
#include <catch2/catch.hpp>

#include <fstream>
#include <regex>
#include <set>

#include "geo/base/File.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

QString words(QWidget& panel, const char* name) { return part<QLabel>(panel, name).text(); }

/// "1,234 ± 56" of a figure, read back.
QStringList figureOf(QWidget& panel, const char* name) {
  QString shown = QTextDocumentFragment::fromHtml(words(panel, name)).toPlainText().remove(',');
  return shown.replace(QChar::Nbsp, ' ').replace("−", "-").split("±");
}
double valueOf(QWidget& panel, const char* name) { return figureOf(panel, name).at(0).trimmed().toDouble(); }
double rangeOf(QWidget& panel, const char* name) { return figureOf(panel, name).at(1).trimmed().toDouble(); }

}  // namespace

TEST_CASE("The key figures are the account's, in the units in force") {
  const SmallCounty county;
  Session session;
  SummaryPanel panel(session);
  panel.show();
  CHECK(part<QLabel>(panel, "summaryNothing").isVisible());
  CHECK_FALSE(part<QWidget>(panel, "summaryFigures").isVisible());
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK(words(panel, "summaryTitle") == "小县");
  CHECK(part<QLabel>(panel, "summarySynthetic").isVisible());
  CHECK_FALSE(part<QLabel>(panel, "summaryNothing").isVisible());
  const Totals& t = session.account()->total;
  CHECK(words(panel, "summaryStockName") == "碳储量 (万吨碳)");
  CHECK(valueOf(panel, "summaryStock") == Approx(t.carbon.total() / 1e4).margin(1.96 * t.stockSe / 1e4 / 20));
  CHECK(rangeOf(panel, "summaryStock") == Approx(1.96 * t.stockSe / 1e4).epsilon(5e-2));
  CHECK(part<QLabel>(panel, "summaryStock").toolTip().contains("95%"));
  CHECK(valueOf(panel, "summaryArea") == Approx(t.areaHa).epsilon(1e-5));

  auto& carbon = part<QComboBox>(panel, "carbonUnit");
  carbon.setFocus();
  QTest::keyClick(&carbon, Qt::Key_End);
  CHECK(session.words().units().carbon == CarbonUnit::tCO2e);
  CHECK(words(panel, "summaryStockName") == "碳储量 (吨CO2e)");
  CHECK(valueOf(panel, "summaryStock") == Approx(t.carbon.total() * 44 / 12).margin(1.96 * t.stockSe * 44 / 12 / 20));
  // The carbon sink is CO2 in any unit; the land's net stands apart from agriculture's gases.
  CHECK(words(panel, "summaryFluxName") == "碳汇量（五大碳库） (吨CO2/年)");
  CHECK(valueOf(panel, "summaryFlux") == Approx(t.carbon.flux() * 44 / 12).margin(1.96 * t.fluxSe * 44 / 12 / 20));
  CHECK(valueOf(panel, "summaryNet") == Approx(t.carbon.lulucf()).margin(1.96 * t.lulucfSe / 20));
  CHECK(-valueOf(panel, "summaryAgriculture") == Approx(-t.carbon.agriculture).margin(1.96 * t.agricultureSe / 20));
  session.words().setUnits({CarbonUnit::tC, AreaUnit::mu});
  CHECK(carbon.currentText() == "吨碳");
  CHECK(part<QComboBox>(panel, "areaUnit").currentText() == "亩");
  session.words().setLanguage(Language::en);
  CHECK(carbon.currentText() == "tC");
  CHECK(words(panel, "summaryStockName") == "Carbon stock (tC)");
}

TEST_CASE("The balance is a sink, a source or neither, as the report says it") {
  const SmallCounty county;
  Session session;
  SummaryPanel panel(session);
  session.words().setLanguage(Language::en);
  REQUIRE(openAndWait(session, county.project()).empty());
  const auto expected = [&] {
    const Totals& t = session.account()->total;
    const bool unsure = std::abs(t.carbon.lulucf()) < 1.96 * t.lulucfSe;
    return session.words()(unsure                   ? "report.lead.unsure"
                           : t.carbon.lulucf() >= 0 ? "report.lead.sink"
                                                    : "report.lead.source",
                           session.words()("report.net.sink").toStdString());
  };
  CHECK(words(panel, "summaryVerdict") == expected());
  // Whatever factor is made huge, the panel says what the account says.
  std::set<QString> verdicts;
  for (const std::uint32_t index : std::vector<std::uint32_t>(session.account()->factorsUsed)) {
    const Factor factor = (*session.factors())[index];
    for (const double times : {1e3, -1e3}) {
      if (times < 0 && factor.key.starts_with("pool.")) continue;  // no pool is below nothing
      session.editFactor(factor.key, times * factor.value);
      waitForFigures(session);
      CHECK(words(panel, "summaryVerdict") == expected());
      verdicts.insert(words(panel, "summaryVerdict"));
    }
    session.editFactor(factor.key, std::nullopt);
    waitForFigures(session);
  }
  CHECK(verdicts.size() >= 2);
}

TEST_CASE("Edited factors are noticed and all taken back at once, by one step that can be undone") {
  const SmallCounty county;
  Session session;
  SummaryPanel panel(session);
  panel.show();
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK_FALSE(part<QFrame>(panel, "noticeEdited").isVisible());
  const QString before = words(panel, "summaryStock");
  session.editFactor("pool.paddy.soil30", 500);
  session.editFactor("pool.paddy.veg", 50);
  CHECK_FALSE(part<QWidget>(panel, "summaryFigures").isEnabled());  // still those of the factors before
  CHECK(words(panel, "summaryStock") == before);
  waitForFigures(session);
  CHECK(part<QWidget>(panel, "summaryFigures").isEnabled());
  CHECK(part<QFrame>(panel, "noticeEdited").isVisible());
  CHECK(words(panel, "noticeEditedText").contains('2'));
  CHECK(words(panel, "summaryStock") != before);
  QTest::mouseClick(&part<QToolButton>(panel, "noticeEditedAction"), Qt::LeftButton);
  CHECK_FALSE(part<QFrame>(panel, "noticeEdited").isVisible());
  CHECK(words(panel, "summaryStock") == before);
  session.undoStack().undo();
  CHECK(session.editedFactors().size() == 2);
}

TEST_CASE("Inputs that changed since the run are noticed, with the way to run again") {
  const SmallCounty county;
  std::ofstream(county.folder() / "乡镇.gpkg", std::ios::app) << ' ';
  Session session;
  SummaryPanel panel(session);
  panel.show();
  openAndWait(session, county.project());
  REQUIRE(waitUntil([&] { return session.stale(); }));
  CHECK(part<QFrame>(panel, "noticeStale").isVisible());
  const QSignalSpy wanted(&panel, &SummaryPanel::runWanted);
  QTest::mouseClick(&part<QToolButton>(panel, "noticeStaleAction"), Qt::LeftButton);
  CHECK(wanted.count() == 1);
}

TEST_CASE("Every text that the viewer names stands in the catalogue") {
  static const std::regex kId("\"((?:viewer|report)\\.[a-z0-9_.]+[a-z0-9_])\"");
  static const std::regex kFile(".*\\.(html|pdf|xlsx|qss)");
  std::set<std::string> ids;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(TANHUI_SOURCE_DIR) / "app/viewer")) {
    if (file.path().extension() != ".cpp") continue;
    const std::string source = readFile(file.path());
    for (std::sregex_iterator id(source.begin(), source.end(), kId), end; id != end; ++id)
      if (!std::regex_match((*id)[1].str(), kFile)) ids.insert((*id)[1].str());
  }
  CHECK(ids.size() > 200);
  for (const std::string& id : ids) {
    INFO(id);
    const auto known = [](const std::string& message) {
      return !text(message, Language::zh).starts_with(message) && !text(message, Language::en).starts_with(message);
    };
    CHECK((known(id) || (known(id + ".sink") && known(id + ".all"))));
  }
}

TEST_CASE("The panel fits a narrow side in any unit and language") {
  const SmallCounty county;
  Session session;
  SummaryPanel panel(session);
  REQUIRE(openAndWait(session, county.project()).empty());
  panel.show();
  for (const Language language : {Language::zh, Language::en})
    for (const CarbonUnit carbon : {CarbonUnit::wanTC, CarbonUnit::tCO2e}) {
      session.words().setLanguage(language);
      session.words().setUnits({carbon, AreaUnit::mu});
      QCoreApplication::processEvents();
      CHECK(panel.minimumSizeHint().width() <= 320);
    }
}
