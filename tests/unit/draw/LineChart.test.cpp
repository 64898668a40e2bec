#include "geo/draw/LineChart.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "geo/draw/StackChart.h"
#include "geo/draw/detail/YearFrame.h"

using namespace tanhui;

namespace {

/// What was painted, as shapes.
class Shapes : public Canvas {
 public:
  struct Line {
    std::vector<Point> points;
    std::uint32_t colour;
    double width;
  };
  std::vector<std::vector<Point>> polygons;
  std::vector<Line> lines;
  std::vector<std::pair<Box, std::uint32_t>> boxes;
  std::vector<std::pair<Point, std::string>> texts;

  void rectangle(const Box& box, std::uint32_t fill, double) override { boxes.emplace_back(box, fill); }
  void frame(const Box&, std::uint32_t, double) override {}
  void line(std::span<const Point> points, std::uint32_t colour, double width, bool) override {
    lines.push_back({{points.begin(), points.end()}, colour, width});
  }
  void polygon(std::span<const Point> points, std::uint32_t, double) override {
    polygons.emplace_back(points.begin(), points.end());
  }
  void text(Point at, const Inlines& what, const TextStyle&) override {
    texts.emplace_back(at, plain(what, {CarbonUnit::tC, AreaUnit::ha}, Language::en));
  }
  void image(const Box&, const Pixels&) override {}
  void clip(const Box&) override {}
  void unclip() override {}

  bool says(const std::string& words) const {
    return std::any_of(texts.begin(), texts.end(), [&](const auto& t) { return t.second == words; });
  }
};

LineChart twoLines() {
  LineChart chart;
  chart.firstYear = 2025;
  chart.lines = {{"a", 0x111111, {10, 20, 30}, {5, 15, 20}, {12, 26, 40}}, {"b", 0x222222, {-10, 0, 10}, {}, {}}};
  return chart;
}

}  // namespace

TEST_CASE("The band of a line is drawn between its percentiles, on the same scale as the line") {
  Shapes shapes;
  lineChart(twoLines(), 400, 200).paint(shapes);
  REQUIRE(shapes.polygons.size() == 1);
  const std::vector<Point>& band = shapes.polygons[0];
  REQUIRE(band.size() == 6);
  std::vector<Point> line;
  for (const auto& drawn : shapes.lines)
    if (drawn.colour == 0x111111 && drawn.width > 1) line = drawn.points;
  REQUIRE(line.size() == 3);
  // High years from left to right, then low ones back; y runs down.
  const double perUnit = (line[0].y - line[1].y) / 10;
  const std::vector<double> high = {12, 26, 40}, low = {5, 15, 20}, middle = {10, 20, 30};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(band[i].x == Approx(line[i].x));
    CHECK(band[5 - i].x == Approx(line[i].x));
    CHECK(line[i].y - band[i].y == Approx(perUnit * (high[i] - middle[i])));
    CHECK(band[5 - i].y - line[i].y == Approx(perUnit * (middle[i] - low[i])));
  }
}

TEST_CASE("Lines are named at their ends, years and unit stand on the axes, and all of it on the paper") {
  Shapes shapes;
  lineChart(twoLines(), 400, 200).paint(shapes);
  for (const char* words : {"a", "b", "2025", "2027", "tCO2e/yr", "0"}) CHECK(shapes.says(words));
  for (const auto& [at, words] : shapes.texts) {
    CHECK(at.x >= 0);
    CHECK(at.x <= 400);
    CHECK(at.y >= 0);
    CHECK(at.y <= 200);
  }
}

TEST_CASE("An axis that leaves zero out says so, unless it is asked to reach it") {
  LineChart chart;
  chart.lines = {{"stock", 0, {100, 104, 108}, {}, {}}};
  CHECK(leavesOutZero(chart));
  chart.fromZero = true;
  CHECK_FALSE(leavesOutZero(chart));
  CHECK_FALSE(leavesOutZero(twoLines()));
}

TEST_CASE("Unknown years leave gaps, and nothing at all is still a chart") {
  LineChart chart;
  chart.lines = {{"a", 1, {1, NAN, 3, 4}, {0, NAN, 2, NAN}, {2, 2, 4, 4}}};
  Shapes shapes;
  lineChart(chart, 300).paint(shapes);
  for (const auto& line : shapes.lines)
    for (const Point& p : line.points) CHECK(std::isfinite(p.y));
  for (const auto& [at, words] : shapes.texts) CHECK(words.find("nan") == std::string::npos);
  CHECK_NOTHROW(lineChart({}, 300).paint(shapes));
  CHECK_NOTHROW(stackChart({}, 300).paint(shapes));
}

TEST_CASE("Ticks are round, hold the range, and have a true zero") {
  const Ticks ticks = ticksOver(-0.7, 2.9, 5);
  CHECK(ticks.low == Approx(-1));
  CHECK(ticks.high == Approx(3));
  CHECK(ticks.count() == 5);
  CHECK(ticks.at(1) == 0);
  for (const auto& [low, high] : {std::pair{0.0, 0.0},
                                  {5.0, 5.0},
                                  {-3.0, -3.0},
                                  {1e9, 1.1e9},
                                  {-1e-6, 2e-6},
                                  {-1e300, 1e300},
                                  {0.0, 5e-324},
                                  {40.1, std::nextafter(40.1, 41.0)}}) {
    const Ticks t = ticksOver(low, high, 5);
    CHECK(t.low <= low);
    CHECK(t.high >= high);
    CHECK(t.high > t.low);
    CHECK(t.count() <= 12);
  }
  for (const auto& [low, high] : {std::pair{-1.7e308, 1.7e308}, {0.0, INFINITY}, {-INFINITY, NAN}}) {
    const Ticks t = ticksOver(low, high, 5);
    CHECK((std::isfinite(t.low) && std::isfinite(t.high) && t.high > t.low));
    CHECK(t.count() <= 12);
  }
}

TEST_CASE("Labels keep apart and stay where there is room") {
  CHECK(spreadLabels({10, 50}, 12, 0, 100) == std::vector<double>{10, 50});
  const std::vector<double> together = spreadLabels({50, 50, 50}, 12, 0, 100);
  CHECK(together[0] == Approx(38));
  CHECK(together[1] == Approx(50));
  CHECK(together[2] == Approx(62));
  const std::vector<double> low = spreadLabels({99, 98}, 12, 0, 100);
  CHECK(low[0] == Approx(100));
  CHECK(low[1] == Approx(88));
}

TEST_CASE("Parts of a bar add up, negative ones below zero") {
  StackChart chart;
  chart.firstYear = 2025;
  chart.quantity = Quantity::co2eFlux;
  chart.parts = {{"up", 0xAA0000, {10, 10}}, {"more", 0x00AA00, {5, 5}}, {"down", 0x0000AA, {-10, 0}}};
  chart.sum = "sum";
  Shapes shapes;
  stackChart(chart, 400).paint(shapes);
  std::vector<Box> up, more, down;
  for (const auto& [box, colour] : shapes.boxes) {
    if (box.ymax - box.ymin == Approx(8) && box.xmax - box.xmin == Approx(8)) continue;  // of the legend
    (colour == 0xAA0000 ? up : colour == 0x00AA00 ? more : down).push_back(box);
  }
  REQUIRE(up.size() == 2);
  REQUIRE(more.size() == 2);
  REQUIRE(down.size() == 1);
  CHECK(up[0].ymax - up[0].ymin == Approx(2 * (more[0].ymax - more[0].ymin)));
  CHECK(more[0].ymax == Approx(up[0].ymin));
  CHECK(down[0].ymin == Approx(up[0].ymax));
  CHECK(down[0].ymax - down[0].ymin == Approx(up[0].ymax - up[0].ymin));
}
