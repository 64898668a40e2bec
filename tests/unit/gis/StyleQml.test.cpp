#include "geo/gis/StyleQml.h"

#include <cpl_minixml.h>
#include <catch2/catch.hpp>

#include <memory>

#include "tests/unit/cog/CogFixture.h"

namespace tanhui {
namespace {

using Xml = std::unique_ptr<CPLXMLNode, decltype(&CPLDestroyXMLNode)>;

/// Parses with GDAL's reader, which reports unclosed and crossing elements.
Xml parse(const std::string& text) {
  CPLErrorReset();
  Xml xml(CPLParseXMLString(text.c_str()), CPLDestroyXMLNode);
  REQUIRE(xml);
  REQUIRE(CPLGetLastErrorType() == CE_None);
  return xml;
}

std::vector<std::string> values(CPLXMLNode* parent, const char* element, const char* attribute) {
  std::vector<std::string> all;
  for (CPLXMLNode* node = parent->psChild; node != nullptr; node = node->psNext)
    if (node->eType == CXT_Element && std::string(node->pszValue) == element)
      all.emplace_back(CPLGetXMLValue(node, attribute, "none"));
  return all;
}

BandStatistics range(double min, double max, double p02, double p98) {
  return {100, min, max, (min + max) / 2, 1, p02, p98};
}

}  // namespace

TEST_CASE("Ranges have round steps, zero at the foot or in the middle") {
  CHECK(styleRange(Palette::green, range(0, 190, 3, 151)) == StyleRange{0, 160});
  CHECK(styleRange(Palette::green, range(0, 190, 3, 160)) == StyleRange{0, 160});
  CHECK(styleRange(Palette::purple, range(0, 3, 0, 1.7)) == StyleRange{0, 2});
  CHECK(styleRange(Palette::purpleGreen, range(-9, 4, -1.2, 2.3)) == StyleRange{-2.5, 2.5});
  CHECK(styleRange(Palette::purpleGreen, range(-9, 4, -4.9, 2.3)) == StyleRange{-5, 5});
  // Nearly all zero: the extremes decide. Nothing at all: a range none the less.
  CHECK(styleRange(Palette::green, range(0, 80, 0, 0)) == StyleRange{0, 80});
  CHECK(styleRange(Palette::green, {}) == StyleRange{0, 1});
  CHECK(styleRange(Palette::purpleGreen, {}) == StyleRange{-1, 1});
  CHECK(styleRange(Palette::green, range(0, INFINITY, 0, INFINITY)) == StyleRange{0, 1});
  for (const double top : {5e-324, 1e-310, 1e-45, 3.4e38, 1e300}) {
    const StyleRange whole = styleRange(Palette::purpleGreen, range(-top, top, -top, top));
    CHECK((std::isfinite(whole.high) && whole.high > 0 && whole.low == -whole.high));
  }
}

TEST_CASE("A float style is what QGIS 3 reads: pseudocolour items with values, colours and labels with the unit") {
  const Xml xml = parse(floatStyleQml(Palette::purpleGreen, range(-9, 4, -1.2, 2.3), "tC/ha/yr 吨碳/公顷/年", 4));
  CPLXMLNode* qgis = CPLGetXMLNode(xml.get(), "=qgis");
  REQUIRE(qgis != nullptr);
  CPLXMLNode* renderer = CPLGetXMLNode(qgis, "pipe.rasterrenderer");
  REQUIRE(renderer != nullptr);
  CHECK(CPLGetXMLValue(renderer, "type", "") == std::string("singlebandpseudocolor"));
  CHECK(CPLGetXMLValue(renderer, "band", "") == std::string("4"));
  CHECK(CPLGetXMLValue(renderer, "classificationMax", "") == std::string("2.5"));
  CPLXMLNode* shader = CPLGetXMLNode(renderer, "rastershader.colorrampshader");
  REQUIRE(shader != nullptr);
  CHECK(CPLGetXMLValue(shader, "colorRampType", "") == std::string("INTERPOLATED"));
  CHECK(values(shader, "item", "value") ==
        std::vector<std::string>{"-2.5", "-2", "-1.5", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "2.5"});
  CHECK(values(shader, "item", "color")[5] == "#f7f7f7");
  CHECK(values(shader, "item", "label")[1] == "-2 tC/ha/yr 吨碳/公顷/年");
  CHECK(CPLGetXMLNode(qgis, "pipe.rasterresampler") != nullptr);
}

TEST_CASE("A class style lists the classes that are on the map") {
  const std::vector<CogSpec::ClassEntry> classes = classSpec(1, 1).classes;
  std::vector<std::uint64_t> counts(256);
  counts[0] = 5, counts[1] = 2, counts[2] = 9;
  const Xml xml = parse(classStyleQml(classes, counts));
  CPLXMLNode* renderer = CPLGetXMLNode(xml.get(), "=qgis.pipe.rasterrenderer");
  REQUIRE(renderer != nullptr);
  CHECK(CPLGetXMLValue(renderer, "type", "") == std::string("paletted"));
  CPLXMLNode* palette = CPLGetXMLNode(renderer, "colorPalette");
  REQUIRE(palette != nullptr);
  CHECK(values(palette, "paletteEntry", "value") == std::vector<std::string>{"0", "1"});
  CHECK(values(palette, "paletteEntry", "label") == std::vector<std::string>{"马尾松林", "A & B <C>"});
  CHECK(values(palette, "paletteEntry", "color") == std::vector<std::string>{"#11aa22", "#334455"});
  CHECK(values(CPLGetXMLNode(parse(classStyleQml(classes, {})).get(), "=qgis.pipe.rasterrenderer.colorPalette"),
               "paletteEntry", "value")
            .size() == 5);
}

TEST_CASE("A style file stands whole beside its map") {
  TemporaryFolder folder;
  writeStyle(folder / "stock.qml", Palette::green, range(0, 190, 3, 151), "tC/ha 吨碳/公顷");
  CHECK(readFile(folder / "stock.qml") == floatStyleQml(Palette::green, range(0, 190, 3, 151), "tC/ha 吨碳/公顷"));
  CHECK(folder.files() == 1);
}

}  // namespace tanhui
