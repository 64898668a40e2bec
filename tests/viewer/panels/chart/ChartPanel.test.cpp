#include "app/viewer/panels/chart/ChartPanel.h"

#include <rapidcheck.h>
#include <QTest>
#include <catch2/catch.hpp>

#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

std::vector<ClassTotals> classesOf(const std::vector<double>& values) {
  std::vector<ClassTotals> classes;
  for (std::size_t i = 0; i < values.size(); ++i) {
    ClassTotals line{fmt::format("class{}", i), {}};
    line.totals.areaHa = std::abs(values[i]);
    line.totals.carbon.stock[0] = values[i];
    classes.push_back(line);
  }
  return classes;
}

/// What a painting writes.
class Texts : public Canvas {
 public:
  explicit Texts(const Wording& words) : words_(words) {}
  QStringList texts;
  void rectangle(const Box&, std::uint32_t, double) override {}
  void frame(const Box&, std::uint32_t, double) override {}
  void line(std::span<const Point>, std::uint32_t, double, bool) override {}
  void polygon(std::span<const Point>, std::uint32_t, double) override {}
  void text(Point, const Inlines& what, const TextStyle&) override {
    texts.append(QString::fromStdString(plain(what, words_.units(), words_.language())));
  }
  void image(const Box&, const Pixels&) override {}
  void clip(const Box&) override {}
  void unclip() override {}

 private:
  const Wording& words_;
};

QStringList textsOf(const DrawingView& view, const Wording& words) {
  Texts texts(words);
  view.drawing().paint(texts);
  return texts.texts;
}

}  // namespace

TEST_CASE("Bars of classes: the largest first, nothing that is nothing, the strongest of many") {
  CHECK(rc::check("class bars", [] {
    const auto values = *rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(-1000, 1000), [](int n) { return n / 7.0; }));
    const auto most = *rc::gen::inRange<std::size_t>(1, 9);
    const std::vector<Bar> bars = classBars(classesOf(values), LandClasses(), Measure::stock, Language::zh, most);
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(values, [](double v) { return v != 0; }));
    RC_ASSERT(bars.size() == std::min(shown, most));
    double weakest = 1e300;
    for (std::size_t i = 0; i < bars.size(); ++i) {
      RC_ASSERT((i == 0 || bars[i - 1].value >= bars[i].value));  // its own || would read both sides
      weakest = std::min(weakest, std::abs(bars[i].value));
    }
    const auto stronger = std::ranges::count_if(values, [&](double v) { return std::abs(v) > weakest; });
    RC_ASSERT((bars.empty() || static_cast<std::size_t>(stronger) < std::max<std::size_t>(bars.size(), 1)));
  }));
}

TEST_CASE("Shares of area lose nothing to the classes put together") {
  CHECK(rc::check("shares", [] {
    const auto values = *rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(0, 1000), [](int n) { return static_cast<double>(n); }));
    double sum = 0, drawn = 0;
    for (const double value : values) sum += value;
    for (const Bar& bar : areaShares(classesOf(values), LandClasses(), Language::zh, "其他", 3)) drawn += bar.value;
    RC_ASSERT(std::abs(sum - drawn) <= 1e-9 * sum);
  }));
}

TEST_CASE("A point on a chart finds the bar that is drawn there") {
  const Drawing chart = barChart({{"a", 3}, {"b", 2}, {"c", 1}}, Quantity::stock, 300);
  const double row = (chart.height - 4) / 3;
  for (std::size_t bar = 0; bar < 3; ++bar)
    CHECK(barAt(2 + row * (static_cast<double>(bar) + 0.5), chart.height, 3) == bar);
  CHECK_FALSE(barAt(1, chart.height, 3).has_value());
  CHECK_FALSE(barAt(chart.height, chart.height, 3).has_value());
  CHECK_FALSE(barAt(5, 4, 0).has_value());
}

TEST_CASE("Charts follow units, language, factors and the selection at once") {
  const SmallCounty county;
  Session session;
  ChartPanel panel(session);
  panel.resize(420, 700);
  panel.show();
  CHECK(part<QLabel>(panel, "emptyReason").isVisible());
  REQUIRE(openAndWait(session, county.project()).empty());
  CHECK_FALSE(part<QLabel>(panel, "emptyReason").isVisible());
  const auto& stock = part<DrawingView>(panel, "chartClassStock");
  const auto& title = part<QLabel>(panel, "chartClassStockTitle");
  CHECK(title.text() == "各地类碳储量 (万吨碳)");
  QStringList before = textsOf(stock, session.words());
  CHECK(before.contains("水田"));

  session.words().setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  QStringList after = textsOf(stock, session.words());
  CHECK(after != before);
  CHECK(title.text() == "各地类碳储量 (吨CO2e)");
  session.words().setLanguage(Language::en);
  CHECK(title.text() == "Carbon stock by land class (tCO2e)");
  before = textsOf(stock, session.words());
  CHECK_FALSE(before.contains("水田"));
  session.editFactor("pool.paddy.soil30", 1);
  waitForFigures(session);
  after = textsOf(stock, session.words());
  CHECK(after != before);

  // The zone selected is what the charts of classes show, until the whole region is chosen again.
  auto& scope = part<QComboBox>(panel, "chartScope");
  CHECK(scope.count() == 1);
  session.select(ZoneRef{"乡镇", "B"});
  REQUIRE(scope.count() == 2);
  CHECK(scope.currentText() == "乙镇");
  CHECK(textsOf(stock, session.words()) != after);
  scope.setCurrentIndex(0);
  CHECK(textsOf(stock, session.words()) == after);
  session.select(std::nullopt);
  CHECK(scope.count() == 1);
  CHECK(textsOf(stock, session.words()) == after);
}

TEST_CASE("A click on a zone's bar selects the zone") {
  const SmallCounty county;
  Session session;
  ChartPanel panel(session);
  panel.resize(420, 700);
  panel.show();
  REQUIRE(openAndWait(session, county.project()).empty());
  part<QTabWidget>(panel, "chartTabs").setCurrentIndex(1);
  QCoreApplication::processEvents();
  auto& view = part<DrawingView>(panel, "chartZoneStock");
  const QStringList texts = textsOf(view, session.words());
  const bool firstIsA = texts.indexOf("甲镇") < texts.indexOf("乙镇");
  QTest::mouseClick(&view, Qt::LeftButton, Qt::NoModifier, QPoint(view.width() / 2, view.height() / 4));
  REQUIRE(session.selection().has_value());
  CHECK(session.selection()->id == (firstIsA ? "A" : "B"));
  QTest::mouseClick(&view, Qt::LeftButton, Qt::NoModifier, QPoint(view.width() / 2, 3 * view.height() / 4));
  CHECK(session.selection()->id == (firstIsA ? "B" : "A"));
}
