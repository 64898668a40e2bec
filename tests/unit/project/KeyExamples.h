#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/project/LandActions.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::test {

constexpr const char* kLayer = "[[layers]]\nsource = \"a.shp\"\n";

/// An action that has the key.
inline std::string_view actionWith(std::string_view key) {
  for (const ActionKey& each : actionKeys())
    if (each.key == key) return actionName(each.actions.front());
  return "close";
}

/// Of a layer with measures alone.
inline bool isMeasureKey(std::string_view key) {
  return key == "unit" || key == "band" || key == "error_pct" || key == "error_band";
}

/// Of a layer that is made from the DEM.
inline bool isDrawdownKey(std::string_view key) {
  return key == "water" || key == "stages" || key == "low" || key == "high" || key == "stage_offset" || key == "ch4";
}

/// A rule that has the key.
inline std::vector<std::pair<std::string_view, std::string>> besidesOfCompensation(std::string_view key) {
  const bool share = key == "share" || key == "paid_share", parts = key.starts_with("price_") || key == "care_years";
  std::vector<std::pair<std::string_view, std::string>> keys = {
      {"name", "\"c\""},
      {"rule", share ? "\"carbon_share\"" : "\"forest_cover\""},
      {"parties", "\"乡镇\""},
      {"data", "\"c.csv\""}};
  if (key == "rule" || key == "paid_share") keys.emplace_back("share", "\"gdp\"");
  if (!parts || key == "price_range") keys.emplace_back("price", "60");
  if (parts && key != "price_range")
    for (const std::string_view part : {"price_index", "price_care", "care_years"}) keys.emplace_back(part, "15");
  return keys;
}

/// What an entry of [[section]] must say beside the key, for the key to be sound.
inline std::vector<std::pair<std::string_view, std::string>> besides(const ProjectKey& key) {
  if (key.name == "area_field") return {{"source", "\"a.shp\""}, {"area", "\"record\""}};
  if (key.section == "layers" && (key.name == "measures" || isMeasureKey(key.name))) {
    std::vector<std::pair<std::string_view, std::string>> keys = {
        {"source", "\"m.tif\""}, {"measures", "\"above\""}, {"unit", "\"tC/ha\""}};
    if (key.name != "error_band") keys.emplace_back("error_pct", "30");
    return keys;
  }
  if (key.section == "layers" && (key.name == "low" || key.name == "high"))
    return {{"kind", "\"drawdown\""}, {"water", "\"w.gpkg\""}, {"low", "-500"}, {"high", "9000"}};
  if (key.section == "layers" && isDrawdownKey(key.name))
    return {{"kind", "\"drawdown\""}, {"water", "\"w.gpkg\""}, {"stages", "\"s.csv\""}, {"stage_offset", "0"}};
  if (key.section == "layers") return {{"source", "\"a.shp\""}};
  if (key.name.starts_with("region_")) return {{"region", "\"r.gpkg\""}};
  if (key.section == "zones") {
    if (key.name == "width") return {{"source", "\"z.shp\""}, {"kind", "\"corridor\""}};
    if (key.name == "cropland_width" || key.name == "road_width")
      return {{"source", "\"z.shp\""}, {"kind", "\"road\""}, {"width", "30"}};
    if (key.name == "outlets") return {{"kind", "\"basin\""}};
    if (key.name == "exclude") return {{"source", "\"z.shp\""}, {"kind", "\"corridor\""}, {"width", "100"}};
    return {{"source", "\"z.shp\""}};
  }
  if (key.section == "interventions") {
    const std::string action(actionWith(key.name));
    std::vector<std::pair<std::string_view, std::string>> keys = {
        {"name", "\"a\""}, {"source", "\"i.gpkg\""}, {"action", '"' + action + '"'}, {"year", "2026"}};
    if (action == "plant" || key.name == "action") keys.emplace_back("species", "\"马尾松\"");
    return keys;
  }
  if (key.section == "patterns") {
    if (key.name == "raster" || key.name == "foreground")
      return {{"name", "\"p\""}, {"raster", "\"p.tif\""}, {"foreground", "[1]"}};
    return {{"name", "\"p\""}, {"class", "[\"forest\"]"}};
  }
  if (key.section == "compensation") return besidesOfCompensation(key.name);
  if (key.section == "influence") {
    std::vector<std::pair<std::string_view, std::string>> keys = {{"name", "\"i\""}, {"factors", "[\"class\"]"}};
    if (key.name != "spacing_m") keys.emplace_back("units", "\"乡镇\"");
    if (key.name == "band") keys.emplace_back("response", "\"r.tif\"");
    return keys;
  }
  if (key.section == "networks") {
    std::vector<std::pair<std::string_view, std::string>> keys = {{"name", "\"n\""}, {"sources", "\"s.gpkg\""}};
    if (key.name != "corridor_percent") keys.emplace_back("corridor_cost", "2");
    if (key.name == "conductance") keys.emplace_back("current", "true");
    return keys;
  }
  if (key.section == "targets") return {{"year", "2060"}, {"value", "5"}};
  if (key.section == "correlations") return {{"first", "\"a\""}, {"second", "\"b\""}, {"r", "0"}};
  return {};
}

/// A sound project but for one key of a section, which is set to a value.
inline std::string projectWith(const ProjectKey& key, std::string_view value) {
  constexpr const char* kTerrain = "[terrain]\ndem = \"dem.tif\"\n";
  if (key.section == "layers" && key.name == "kind" && value == "\"drawdown\"")
    return fmt::format("{}{}kind = {}\nwater = \"w.gpkg\"\nlow = 1\nhigh = 2\n", kTerrain, "[[layers]]\n", value);
  if (key.section == "zones" && key.name == "kind" && value == "\"basin\"")
    return fmt::format("{}{}{}kind = {}\noutlets = \"o.gpkg\"\n", kTerrain, kLayer, "[[zones]]\n", value);
  std::string table;
  for (const auto& [name, other] : besides(key))
    if (name != key.name) table += fmt::format("{} = {}\n", name, other);
  table += fmt::format("{} = {}\n", key.name, value);
  if (key.name == "over") table += "[[layers]]\nsource = \"b.shp\"\ndate = 2024\n";
  if (key.name == "date" && value.find('t') == value.npos) table += "[[layers]]\nsource = \"b.shp\"\n";
  if (key.section == "layers" && (key.name == "measures" || isMeasureKey(key.name)))
    table += kLayer;  // that says what the land is
  if (key.section == "layers") return (isDrawdownKey(key.name) ? kTerrain : "") + std::string("[[layers]]\n") + table;
  std::string out = (key.name == "outlets" ? kTerrain : "") + std::string(kLayer);
  if (key.name == "t1_year") out += "[[layers]]\nsource = \"b.shp\"\ndate = \"t1\"\n";
  if (key.name == "maps_years" || key.section == "targets") out += "[project]\nhorizon = 2060\n";
  if (key.section == "compensation" || key.section == "influence")
    for (const std::string_view zones : {"乡镇", "水系"})
      out += fmt::format("[[zones]]\nsource = \"z.gpkg\"\nname = \"{}\"\n", zones);
  const bool list =
      std::ranges::any_of(projectSections(), [&](const ProjectSection& s) { return s.name == key.section && s.list; });
  return out + (list ? fmt::format("[[{}]]\n", key.section) : fmt::format("[{}]\n", key.section)) + table;
}

inline bool topLevel(const ProjectKey& key) {
  for (const ProjectSection& section : projectSections())
    if (section.name == key.section) return true;
  return false;
}

}  // namespace tanhui::test
