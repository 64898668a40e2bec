#include "geo/gis/detail/ZoneStyle.h"

#include "geo/base/Csv.h"
#include "geo/draw/Canvas.h"
#include "geo/draw/Markup.h"

namespace tanhui {
namespace {

std::string rgba(std::uint32_t rgb, int alpha) {
  return fmt::format("{},{},{},{}", (rgb >> 16) & 0xFF, (rgb >> 8) & 0xFF, rgb & 0xFF, alpha);
}

std::string symbol(std::size_t name, std::uint32_t fill, int alpha) {
  std::string options;
  const auto add = [&](std::string_view key, std::string_view value) {
    options += fmt::format("\n      <Option type=\"QString\" name=\"{}\" value=\"{}\"/>", key, value);
  };
  add("color", rgba(fill, alpha));
  add("outline_color", "57,70,74,255");
  add("outline_style", "solid");
  add("outline_width", "0.2");
  add("outline_width_unit", "MM");
  add("style", "solid");
  return fmt::format(
      "   <symbol type=\"fill\" name=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n"
      "    <layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\">\n     <Option type=\"Map\">{}\n"
      "     </Option>\n    </layer>\n   </symbol>\n",
      name, options);
}

std::string graduated(std::string_view field, const std::vector<StyleClass>& classes, Language language) {
  std::string ranges, symbols;
  const std::string unit = unitName(Quantity::stockDensity, {CarbonUnit::tC, AreaUnit::ha}, language);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const StyleClass& c = classes[i];
    ranges += fmt::format("   <range lower=\"{}\" upper=\"{}\" label=\"{} – {} {}\" symbol=\"{}\" render=\"true\"/>\n",
                          csvNumber(c.low), csvNumber(c.high), significant(c.low, 4), significant(c.high, 4),
                          escaped(unit), i);
    symbols += symbol(i, c.colour, 217);
  }
  return fmt::format(
      " <renderer-v2 type=\"graduatedSymbol\" attr=\"{}\" graduatedMethod=\"GraduatedColor\" enableorderby=\"0\" "
      "forceraster=\"0\" symbollevels=\"0\">\n  <ranges>\n{}  </ranges>\n  <symbols>\n{}  </symbols>\n "
      "</renderer-v2>\n",
      field, ranges, symbols);
}

std::string oneSymbol(const std::string& drawn) {
  return fmt::format(
      " <renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\">\n"
      "  <symbols>\n{}  </symbols>\n </renderer-v2>\n",
      drawn);
}

std::string lineSymbol(std::uint32_t colour) {
  return fmt::format(
      "   <symbol type=\"line\" name=\"0\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">\n"
      "    <layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\">\n     <Option type=\"Map\">\n"
      "      <Option type=\"QString\" name=\"line_color\" value=\"{}\"/>\n"
      "      <Option type=\"QString\" name=\"line_width\" value=\"0.6\"/>\n"
      "      <Option type=\"QString\" name=\"line_width_unit\" value=\"MM\"/>\n"
      "     </Option>\n    </layer>\n   </symbol>\n",
      rgba(colour, 255));
}

/// A whole style: how features are drawn, whether they have labels; `geometry` 1: lines, 2: polygons.
std::string styleOf(const std::string& renderer, std::string_view labels, int geometry) {
  return fmt::format(
      "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
      "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{}\">\n{}{}"
      " <layerGeometryType>{}</layerGeometryType>\n</qgis>\n",
      labels.empty() ? 0 : 1, renderer, labels, geometry);
}

constexpr std::string_view kLabels =
    " <labeling type=\"simple\">\n  <settings calloutType=\"simple\">\n"
    "   <text-style fieldName=\"label\" fontSize=\"9\" fontSizeUnit=\"Point\" isExpression=\"0\" "
    "textColor=\"31,42,46,255\">\n"
    "    <text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,220\"/>\n"
    "   </text-style>\n   <placement placement=\"1\"/>\n  </settings>\n </labeling>\n";

}  // namespace

std::string zoneStyle(std::string_view field, const std::vector<StyleClass>& classes, Language language) {
  return styleOf(classes.empty() ? oneSymbol(symbol(0, 0x78C679, 150)) : graduated(field, classes, language), kLabels,
                 2);
}

std::string fillStyle(std::uint32_t colour) { return styleOf(oneSymbol(symbol(0, colour, 190)), kLabels, 2); }

std::string lineStyle(std::uint32_t colour) { return styleOf(oneSymbol(lineSymbol(colour)), {}, 1); }

}  // namespace tanhui
