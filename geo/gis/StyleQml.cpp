#include "geo/gis/StyleQml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/base/File.h"
#include "geo/base/RoundNumbers.h"
#include "geo/cog/TiffClassTable.h"

namespace tanhui {
namespace {

std::string colourHex(std::uint32_t colour) { return fmt::format("#{:06x}", colour); }

/// Six significant digits rid a round value of what multiplication left of binary noise.
std::string number(double value) { return fmt::format("{:.6g}", value == 0 ? 0.0 : value); }

std::string rgba(std::uint32_t colour) {
  return fmt::format("{},{},{},255", colour >> 16U & 0xFFU, colour >> 8U & 0xFFU, colour & 0xFFU);
}

/// The ramp as QGIS keeps it beside the items, to re-classify with.
std::string gradient(Ramp ramp) {
  std::string stops;
  for (const RampStop& stop : ramp.subspan(1, ramp.size() - 2))
    stops += fmt::format("{}{};{}", stops.empty() ? "" : ":", number(stop.t), rgba(stop.colour));
  return fmt::format(
      R"(          <colorramp name="[source]" type="gradient">
            <Option type="Map">
              <Option name="color1" value="{0}" type="QString"/>
              <Option name="color2" value="{1}" type="QString"/>
              <Option name="discrete" value="0" type="QString"/>
              <Option name="rampType" value="gradient" type="QString"/>
              <Option name="stops" value="{2}" type="QString"/>
            </Option>
            <prop k="color1" v="{0}"/>
            <prop k="color2" v="{1}"/>
            <prop k="discrete" v="0"/>
            <prop k="rampType" v="gradient"/>
            <prop k="stops" v="{2}"/>
          </colorramp>
)",
      rgba(ramp.front().colour), rgba(ramp.back().colour), stops);
}

std::string items(Ramp ramp, StyleRange range, const std::string& unit) {
  std::string xml;
  for (const RampStop& stop : ramp) {
    const std::string value = number(range.low + (range.high - range.low) * stop.t);
    xml += fmt::format("          <item value=\"{}\" label=\"{} {}\" color=\"{}\" alpha=\"255\"/>\n", value, value,
                       xmlText(unit), colourHex(stop.colour));
  }
  return xml;
}

/// What QGIS 3.22 writes around a raster renderer.
std::string layerStyle(const std::string& renderer) {
  return R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16" styleCategories="AllStyleCategories" hasScaleBasedVisibilityFlag="0" minScale="1e+08" maxScale="0">
  <flags>
    <Identifiable>1</Identifiable>
    <Removable>1</Removable>
    <Searchable>1</Searchable>
  </flags>
  <pipe>
    <provider>
      <resampling enabled="false" maxOversampling="2" zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour"/>
    </provider>
)" + renderer +
         R"(    <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
    <huesaturation saturation="0" grayscaleMode="0" colorizeOn="0" colorizeRed="255" colorizeGreen="128" colorizeBlue="128" colorizeStrength="100" invertColors="0"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
)";
}

constexpr const char* kMinMaxOrigin = R"(      <rasterTransparency/>
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
)";

}  // namespace

StyleRange styleRange(Palette palette, const BandStatistics& statistics) {
  // Where nearly all is one value the percentiles meet at it; the extremes then show the rest.
  const double top = statistics.p98 != 0 ? statistics.p98 : statistics.max;
  const double bottom = statistics.p02 != 0 ? statistics.p02 : statistics.min;
  const bool diverging = isDiverging(palette);
  const double reach = diverging ? std::max(std::abs(top), std::abs(bottom)) : top;
  if (!(reach > 0) || !std::isfinite(reach)) return diverging ? StyleRange{-1, 1} : StyleRange{0, 1};
  const double steps = static_cast<double>(rampOf(palette).size() - 1) / (diverging ? 2 : 1);
  const double high = steps * roundAbove(reach / steps);
  return {diverging ? -high : 0, high};
}

std::string floatStyleQml(Palette palette, const BandStatistics& statistics, const std::string& unit, int band) {
  const StyleRange range = styleRange(palette, statistics);
  const Ramp ramp = rampOf(palette);
  const std::string low = number(range.low), high = number(range.high);
  return layerStyle(
      fmt::format("    <rasterrenderer type=\"singlebandpseudocolor\" band=\"{}\" opacity=\"1\" alphaBand=\"-1\" "
                  "nodataColor=\"\" classificationMin=\"{}\" classificationMax=\"{}\">\n",
                  band, low, high) +
      kMinMaxOrigin +
      fmt::format("      <rastershader>\n        <colorrampshader colorRampType=\"INTERPOLATED\" "
                  "classificationMode=\"1\" clip=\"0\" labelPrecision=\"4\" minimumValue=\"{}\" "
                  "maximumValue=\"{}\">\n",
                  low, high) +
      gradient(ramp) + items(ramp, range, unit) +
      // A list of items, not a bar: the bar would drop the labels and with them the unit.
      R"(          <rampLegendSettings useContinuousLegend="0" orientation="2" direction="0" minimumLabel="" maximumLabel="" prefix="" suffix=""/>
        </colorrampshader>
      </rastershader>
    </rasterrenderer>
)");
}

std::string classStyleQml(std::span<const CogSpec::ClassEntry> classes, std::span<const std::uint64_t> counts) {
  std::string entries;
  for (std::size_t value = 0; value < classes.size(); ++value) {
    const bool present = counts.empty() || (value < counts.size() && counts[value] > 0);
    if (!present || classes[value].name.empty()) continue;
    entries += fmt::format("        <paletteEntry value=\"{}\" label=\"{}\" color=\"{}\" alpha=\"255\"/>\n", value,
                           xmlText(classes[value].name), colourHex(classes[value].colour));
  }
  return layerStyle(
      std::string(
          "    <rasterrenderer type=\"paletted\" band=\"1\" opacity=\"1\" alphaBand=\"-1\" nodataColor=\"\">\n") +
      kMinMaxOrigin + "      <colorPalette>\n" + entries + "      </colorPalette>\n    </rasterrenderer>\n");
}

void writeStyle(const std::filesystem::path& qmlPath, Palette palette, const BandStatistics& statistics,
                const std::string& unit, int band) {
  writeFileWhole(qmlPath, floatStyleQml(palette, statistics, unit, band));
}

void writeStyle(const std::filesystem::path& qmlPath, std::span<const CogSpec::ClassEntry> classes,
                std::span<const std::uint64_t> counts) {
  writeFileWhole(qmlPath, classStyleQml(classes, counts));
}

}  // namespace tanhui
