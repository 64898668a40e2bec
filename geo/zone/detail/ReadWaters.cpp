#include "geo/zone/detail/ReadWaters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include "geo/base/Nearest.h"
#include "geo/layer/VectorRead.h"

namespace tanhui {
namespace {

/// What is read, and with which widths.
struct Wanted {
  const VectorSource& source;
  const WidthRule& rule;
  const std::string& name;
};

/// The width of each feature; throws Error with all the values that have none.
std::vector<double> widthsOf(const Wanted& of, const std::string& layer, std::span<const std::string> values) {
  std::vector<double> widths;
  std::set<std::string> missing;
  for (const std::string& value : values) {
    const auto found = of.rule.table.find(value);
    if (found == of.rule.table.end() && of.rule.metres == 0) missing.insert("'" + value + "'");
    widths.push_back(found != of.rule.table.end() ? found->second : of.rule.metres);
  }
  if (!missing.empty()) {
    const std::vector<std::string> names(missing.begin(), missing.end());
    throw Error(layer, say("zone.no_width", of.rule.field, joinNames(names)), say("zone.no_width.remedy", of.name));
  }
  return widths;
}

/// Which layers of the source to read: the one that is meant, or the one of lines and the one of polygons.
std::vector<VectorInfo> layersToRead(const Wanted& of) {
  std::vector<VectorInfo> all = describeVector(of.source.path, of.source.encoding);
  if (!of.source.sublayer.empty()) {
    std::erase_if(all, [&](const VectorInfo& info) { return info.layer != of.source.sublayer; });
  } else if (all.size() > 1) {
    std::erase_if(all, [](const VectorInfo& info) { return !info.lines && !info.polygons; });
    const auto lines = std::ranges::count_if(all, &VectorInfo::lines),
               areas = std::ranges::count_if(all, &VectorInfo::polygons);
    if (lines > 1 || areas > 1) all.clear();
  }
  if (all.empty()) {
    // Neither named nor plain: the reader knows how to say so.
    VectorInfo unknown;
    unknown.layer = of.source.sublayer;
    unknown.lines = true;
    all.push_back(unknown);
  }
  return all;
}

bool hasField(const VectorInfo& info, const std::string& field) {
  return std::ranges::find(info.fields, field, &VectorInfo::Field::name) != info.fields.end();
}

void addLines(const Wanted& of, const VectorSource& source, const Crs& geographic, Waters& waters, Warnings& warnings) {
  FieldRequest request;
  if (!of.rule.field.empty()) request.text = {of.rule.field};
  waters.lines = readLines(source, geographic, request, warnings);
  if (of.rule.field.empty()) {
    waters.lineWidths.assign(waters.lines.lines.size(), of.rule.metres);
  } else {
    waters.lineWidths = widthsOf(of, waters.lines.name, waters.lines.text[0]);
  }
}

void addPolygons(const Wanted& of, const VectorSource& source, bool hasWidths, const Crs& geographic, Waters& waters,
                 Warnings& warnings) {
  FieldRequest request;
  if (!of.rule.field.empty() && hasWidths) request.text = {of.rule.field};
  waters.polygons = readPolygons(source, geographic, request, warnings);
  if (!request.text.empty()) {
    waters.polygonWidths = widthsOf(of, waters.polygons.name, waters.polygons.text[0]);
  } else {
    const double width = of.rule.field.empty() ? of.rule.metres : std::numeric_limits<double>::quiet_NaN();
    waters.polygonWidths.assign(waters.polygons.shapes.size(), width);
  }
}

}  // namespace

void checkWidths(const WidthRule& rule, const std::string& name) {
  const auto check = [&](double width) {
    if (!(width >= 0) || !std::isfinite(width)) throw Error(name, say("zone.width", width), say("zone.width.remedy"));
  };
  check(rule.metres);
  for (const auto& [value, width] : rule.table) check(width);
  if (rule.field.empty() && rule.metres == 0) throw Error(name, say("zone.width", 0), say("zone.width.remedy"));
}

Waters readWaters(const VectorSource& from, const WidthRule& rule, const std::string& name, const Crs& geographic,
                  Warnings& warnings) {
  const Wanted of{from, rule, name};
  Waters waters;
  const std::vector<VectorInfo> layers = layersToRead(of);
  const bool anyLines = std::ranges::any_of(layers, &VectorInfo::lines);
  for (const VectorInfo& info : layers) {
    VectorSource source = of.source;
    source.sublayer = info.layer;
    Warnings told;
    if (info.lines || !info.polygons) addLines(of, source, geographic, waters, told);
    // Without lines to take a width from, the polygons must have it: reading them says so.
    if (info.polygons) addPolygons(of, source, !anyLines || hasField(info, of.rule.field), geographic, waters, told);
    if (info.lines && info.polygons)  // each reading leaves to the other what is its own
      std::erase_if(told, [](const Warning& w) { return w.what.id == "layer.other_kind"; });
    warnings.insert(warnings.end(), told.begin(), told.end());
  }
  return waters;
}

}  // namespace tanhui
