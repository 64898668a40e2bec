#include "geo/draw/Chart.h"

#include <cpl_minixml.h>
#include <catch2/catch.hpp>

#include <cmath>

#include "geo/base/File.h"

using namespace tanhui;

namespace {

/// What a painting did, without a picture: boxes and texts.
class Record : public Canvas {
 public:
  std::vector<std::pair<Box, std::uint32_t>> boxes;
  std::vector<std::pair<Point, std::string>> texts;
  void rectangle(const Box& box, std::uint32_t fill, double) override { boxes.emplace_back(box, fill); }
  void frame(const Box&, std::uint32_t, double) override {}
  void line(std::span<const Point>, std::uint32_t, double, bool) override {}
  void polygon(std::span<const Point>, std::uint32_t, double) override {}
  void text(Point at, const Inlines& what, const TextStyle&) override {
    texts.emplace_back(at, plain(what, {CarbonUnit::tC, AreaUnit::ha}, Language::en));
  }
  void image(const Box&, const Pixels&) override {}
  void clip(const Box&) override {}
  void unclip() override {}
};

double widthOf(const Box& box) { return box.xmax - box.xmin; }

}  // namespace

TEST_CASE("Bars are as long as their values, and negative ones lie left of the positive") {
  const Drawing chart = barChart({{"a", 10, 1, 1}, {"b", 5, 0, 2}, {"c", -5, 0, 3}}, Quantity::flux, 500);
  Record record;
  chart.paint(record);
  REQUIRE(record.boxes.size() == 3);
  CHECK(widthOf(record.boxes[0].first) == Approx(2 * widthOf(record.boxes[1].first)));
  CHECK(widthOf(record.boxes[1].first) == Approx(widthOf(record.boxes[2].first)));
  CHECK(record.boxes[2].first.xmax == Approx(record.boxes[0].first.xmin));
  for (const auto& [box, colour] : record.boxes) {
    CHECK(box.xmin >= 0);
    CHECK(box.xmax <= 500);
  }
}

TEST_CASE("Long labels are cut, empty and unknown values do not break a chart") {
  const std::string longName = "某某省某某市某某区某某街道某某社区山水林田湖草沙一体化保护和修复工程第二标段";
  Record record;
  barChart({{longName, std::nan(""), std::nan(""), 1}, {"", 0, 0, 2}}, Quantity::stock, 300).paint(record);
  for (const auto& [at, words] : record.texts) CHECK(words.size() < longName.size());
  CHECK_NOTHROW(barChart({}, Quantity::stock, 300).paint(record));
  CHECK_NOTHROW(shareBar({{"x", 0, 0, 1}}, Quantity::stock, 300).paint(record));
}

TEST_CASE("Shares fill the bar") {
  Record record;
  shareBar({{"a", 30, 0, 1}, {"b", 10, 0, 2}}, Quantity::stock, 400).paint(record);
  CHECK(widthOf(record.boxes[0].first) == Approx(300));
  CHECK(record.boxes[2].first.xmax == Approx(400));
}

TEST_CASE("The same painting gives SVG with text and switchable figures, and a PNG") {
  const Drawing chart = barChart({{"阔叶林 <&>", 12345, 678, 0x228833}}, Quantity::stock, 400);
  const std::string svg = toSvg(chart, "图", usualUnits(Language::zh), Language::zh);
  CPLXMLNode* tree = CPLParseXMLString(svg.c_str());
  CHECK(tree != nullptr);
  CPLDestroyXMLNode(tree);
  CHECK(svg.find("阔叶林 &lt;&amp;&gt;") != std::string::npos);
  CHECK(svg.find("data-v=\"12345\"") != std::string::npos);
  const std::string png = toPng(chart, 2, usualUnits(Language::zh), Language::zh);
  CHECK(png.substr(1, 3) == "PNG");
  CHECK(png == toPng(chart, 2, usualUnits(Language::zh), Language::zh));
}
