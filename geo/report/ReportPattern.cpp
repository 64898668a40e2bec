#include <algorithm>
#include <array>
#include <cmath>

#include "geo/account/Columns.h"
#include "geo/draw/MapPicture.h"
#include "geo/pattern/PatternClass.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

constexpr std::size_t kMostPatternZones = 60;

/// A class of the report: codes with or without 100 that are shown alike, and what lies between shown as both.
struct PlainClass {
  std::uint8_t code;
  CodeShare share;
};

/// Of all codes that are shown as `code`, inside cores and out.
CodeShare shareShownAs(const PatternTally& tally, std::uint8_t code, bool transition) {
  CodeShare sum;
  for (const PatternClass& each : patternClasses()) {
    const int shown = shownAs(each.code, transition) - (each.inside ? pattern_code::kInside : 0);
    if (!each.foreground || shown != code) continue;
    sum.areaHa += tally.codes[each.code].areaHa;
    sum.patches += tally.codes[each.code].patches;
  }
  return sum;
}

/// The order in which classes are told; what lies within edges and perforations follows its like.
constexpr std::array<std::string_view, 7> kPatternGroups = {"core", "edge",   "perforation", "bridge",
                                                            "loop", "branch", "islet"};

/// Classes of the foreground, whether inside a core or not, without those that do not occur.
std::vector<PlainClass> plainClasses(const PatternTally& tally, bool transition) {
  std::vector<PlainClass> classes;
  for (const std::string_view group : kPatternGroups)
    for (const PatternClass& known : patternClasses()) {
      if (known.inside || !known.key.starts_with(group) || shownAs(known.code, transition) != known.code) continue;
      if (const CodeShare share = shareShownAs(tally, known.code, transition); share.patches > 0)
        classes.push_back({known.code, share});
    }
  return classes;
}

void addPatternClasses(Composer& c, const PatternFigures& pattern) {
  const PatternTally& tally = pattern.areas.front().tally;
  const double whole = tally.foregroundHa();
  block::Table table;
  table.caption = c.say("report.pattern.classes", {{pattern.name}});
  table.columns = {{c.say("report.pattern.col.name"), false},
                   {c.header("report.col.area", Quantity::area), true},
                   {c.say("report.pattern.col.share"), true},
                   {c.say("report.pattern.col.patches"), true},
                   {c.say("report.pattern.col.meaning"), false}};
  for (const PlainClass& plain : plainClasses(tally, pattern.transition))
    table.rows.push_back({{{patternClassName(plain.code, true, c.report.language)},
                           cell(Quantity::area, plain.share.areaHa, whole),
                           {percent(plain.share.areaHa / whole)},
                           {std::to_string(plain.share.patches)},
                           c.say(fmt::format("pattern.meaning.{}", patternClass(plain.code)->key))}});
  table.rows.push_back({{c.say("report.total"), cell(Quantity::area, whole, whole), {percent(1)}, {}, {}}, true});
  c.add(std::move(table));
}

void addIndexTable(Composer& c, const PatternFigures& pattern) {
  const PatternTally& tally = pattern.areas.front().tally;
  block::Table table;
  table.caption = c.say("report.fragmentation.caption", {{pattern.name}});
  table.columns = {{c.say("report.fragmentation.col.index"), false},
                   {c.say("report.fragmentation.col.value"), true},
                   {c.say("report.fragmentation.col.unit"), false},
                   {c.say("report.pattern.col.meaning"), false}};
  const auto add = [&](std::string_view key, double value, std::string_view unit) {
    table.rows.push_back({{{std::string(key)},
                           {std::isfinite(value) ? significant(value, 4) : std::string("–")},
                           {std::string(unit)},
                           c.say(fmt::format("report.fragmentation.{}", key))}});
  };
  for (const FragmentationIndex& index : indicesOf(tally.fragmentation))
    if (index.key != "landscape" && index.key != "foreground") add(index.key, index.value, index.unit);
  add("FAD", 100 * tally.meanDensity(), "%");
  c.add(std::move(table));
}

/// By density: one row, since the classes are few.
void addDensityTable(Composer& c, const PatternFigures& pattern) {
  const PatternTally& tally = pattern.areas.front().tally;
  block::Table table;
  table.caption = c.say("report.pattern.density", {{std::to_string(pattern.densityWindow)}});
  block::Table::Row row;
  for (std::size_t i = 0; i < kDensityClasses.size(); ++i) {
    table.columns.push_back({c.say(fmt::format("pattern.density.{}", kDensityClasses[i])), true});
    row.cells.push_back({percent(tally.densityHa[i] / tally.foregroundHa())});
  }
  table.rows.push_back(std::move(row));
  c.add(std::move(table));
}

void addPatternZones(Composer& c, std::span<const PatternArea> zones) {
  block::Table table;
  table.caption = c.say("report.pattern.zones", {{zones.front().layer}});
  table.columns = {{c.say("report.col.zone"), false},
                   {c.header("report.pattern.col.foreground", Quantity::area), true}};
  for (const std::string_view group : kPatternGroups)
    table.columns.push_back({c.say(fmt::format("pattern.class.{}", group)), true});
  table.columns.push_back({c.header("report.pattern.col.mesh", Quantity::area), true});
  double scale = 0;
  for (const PatternArea& zone : zones) scale = std::max(scale, zone.tally.foregroundHa());
  for (const PatternArea& zone : zones) {
    const double whole = zone.tally.foregroundHa();
    block::Table::Row row{{{zone.label.empty() ? zone.id : zone.label}, cell(Quantity::area, whole, scale)}};
    for (const std::string_view group : kPatternGroups)
      row.cells.push_back({whole > 0 ? percent(zone.tally.groupHa(group) / whole) : std::string("–")});
    row.cells.push_back(cell(Quantity::area, zone.tally.fragmentation.meshHa, scale));
    table.rows.push_back(std::move(row));
  }
  c.add(std::move(table));
}

/// Zones by layer, where a page can hold them.
void addPatternLayers(Composer& c, const PatternFigures& pattern) {
  const std::span<const PatternArea> zones = std::span(pattern.areas).subspan(1);
  for (std::size_t begin = 0, end = 0; begin < zones.size(); begin = end) {
    while (end < zones.size() && zones[end].layer == zones[begin].layer) ++end;
    if (end - begin <= kMostPatternZones)
      addPatternZones(c, zones.subspan(begin, end - begin));
    else
      c.paragraph("report.pattern.many", {{zones[begin].layer}, {std::to_string(end - begin)}}, block::Tone::note);
  }
}

void addPatternMap(Composer& c, const PatternFigures& pattern) {
  MapSpec spec;
  spec.map = MapProduct{.key = "pattern", .bands = {}, .classes = true};
  spec.raster = findOutput(c.report, pattern.file);
  spec.language = c.report.language;
  spec.title = pattern.name;
  spec.legendTitle = c.word("report.pattern.col.name");
  spec.synthetic = c.report.synthetic;
  spec.width = kPictureWidth;
  for (const PatternClass& known : patternClasses())
    if (!known.inside || !known.foreground)
      spec.classes.push_back({known.colour, patternClassName(known.code, true, c.report.language)});
  c.add(block::Picture{mapPicture(spec), c.say("report.pattern.map", {{pattern.name}})});
}

}  // namespace

void addPatterns(Composer& c) {
  if (c.landscape.patterns.empty()) return;
  c.chapter("report.pattern");
  c.paragraph("report.pattern.text");
  for (const PatternFigures& pattern : c.landscape.patterns) {
    c.section(pattern.name);
    c.paragraph("report.pattern.how",
                {{std::to_string(pattern.edgeWidth)}, {std::to_string(pattern.neighbours)}, {pattern.of}});
    addPatternMap(c, pattern);
    addPatternClasses(c, pattern);
    addIndexTable(c, pattern);
    addDensityTable(c, pattern);
    addPatternLayers(c, pattern);
  }
}

}  // namespace tanhui
