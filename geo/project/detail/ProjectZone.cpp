#include "geo/project/detail/ProjectZone.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace tanhui {
namespace {

constexpr std::array<std::pair<std::string_view, ZoneKind>, 6> kKinds = {{{"polygons", ZoneKind::polygons},
                                                                          {"corridor", ZoneKind::corridor},
                                                                          {"road", ZoneKind::road},
                                                                          {"basin", ZoneKind::basin},
                                                                          {"restoration", ZoneKind::restoration},
                                                                          {"control", ZoneKind::control}}};

/// A number of metres, or a table of them by a field.
WidthRule readWidth(const ReadContext& in, const SectionReader& from, std::string_view key) {
  const toml::table* table = from.table(key);
  if (table == nullptr) return {.field = {}, .table = {}, .metres = from.number(key).value_or(0)};
  const SectionReader inner(*table, key, in.faults);
  WidthRule rule{.field = inner.text("field").value_or(""), .table = {}, .metres = 0};
  if (const toml::table* widths = inner.table("table"))
    for (const auto& [value, metres] : *widths) rule.table[std::string(value.str())] = metres.value_or(0.0);
  if (key != "width") return rule;
  for (const std::string_view other : {"gentle", "most"})
    if (inner.has(other))
      in.faults.add(inner.line(other), say("project.no_ridge", other), say("project.no_ridge.remedy"));
  const auto told = [&inner](std::string_view name) { return inner.has(name) || inner.rejected(name); };
  if (!told("field") || !told("table"))
    in.faults.add(from.line("width"), say("project.width_of_what"),
                  say("project.example", "width", findProjectKey("zones", "width")->example));
  return rule;
}

bool reachesToRidge(const SectionReader& from) {
  const toml::table* table = from.table("width");
  return table != nullptr && (*table)["ridge"].value_or(false);
}

/// width = { ridge = true, gentle = 1000, most = 3000 } of a corridor.
ZoneSpec::RidgeWidth readRidge(const ReadContext& in, const SectionReader& from, ZoneKind kind) {
  const SectionReader inner(*from.table("width"), "width", in.faults);
  for (const std::string_view key : {"field", "table"})
    if (inner.has(key))
      in.faults.add(inner.line(key), say("project.ridge_field", key), say("project.ridge_field.remedy", key));
  if (kind == ZoneKind::road)
    in.faults.add(from.line("width"), say("project.ridge_road"), say("project.ridge_road.remedy"));
  else if (in.project.terrain.dem.empty())
    in.faults.add(from.line("width"), say("project.ridge_no_dem"), say("project.drawdown_no_dem.remedy"));
  const ZoneSpec::RidgeWidth ridge{inner.number("gentle").value(), inner.number("most").value()};
  if (ridge.most < ridge.gentle)
    in.faults.add(from.line("width"), say("project.ridge_most", ridge.most, ridge.gentle),
                  say("project.ridge_most.remedy", ridge.gentle));
  return ridge;
}

ElementRole readRole(const SectionReader& from) {
  const std::string role = from.text("role").value_or("");
  return role == "zone"       ? ElementRole::zone
         : role == "corridor" ? ElementRole::corridor
         : role == "node"     ? ElementRole::node
                              : ElementRole::none;
}

void refuseKeys(const ReadContext& in, const SectionReader& from, std::span<const std::string_view> keys,
                std::string_view message) {
  for (const std::string_view key : keys)
    if (from.has(key)) in.faults.add(from.line(key), say(message, key), say(fmt::format("{}.remedy", message), key));
}

/// The file of a zone layer: of basins that of their outlets, and the DEM.
void readPlaces(const ReadContext& in, const SectionReader& from, ZoneSpec& zone) {
  if (zone.kind != ZoneKind::basin) {
    requireFile(from, "zones", "source", in.faults);
    if (from.has("outlets"))
      in.faults.add(from.line("outlets"), say("project.not_basin"), say("project.not_basin.remedy"));
    return;
  }
  requireFile(from, "zones", "outlets", in.faults);
  if (from.has("source"))
    in.faults.add(from.line("source"), say("project.basin_source"), say("project.basin_source.remedy"));
  zone.source.path = in.resolve(from.text("outlets").value_or(""));
  zone.dem = in.project.terrain.dem;
  if (zone.dem.empty()) in.faults.add(from.line(), say("project.basin_no_dem"), say("project.drawdown_no_dem.remedy"));
}

}  // namespace

ZoneSpec readZone(const ReadContext& in, const SectionReader& from) {
  ZoneSpec zone;
  zone.line = static_cast<int>(from.line());
  zone.source = readSource(in, from);
  zone.id = from.text("id").value_or("");
  zone.label = from.text("label").value_or("");
  const std::string kind = from.text("kind").value();
  zone.kind = std::ranges::find(kKinds, std::string_view(kind), &std::pair<std::string_view, ZoneKind>::first)->second;
  readPlaces(in, from, zone);
  zone.name = from.text("name").value_or(zone.source.path.stem().string());
  zone.role = readRole(from);
  if (zone.belt() && reachesToRidge(from)) {
    zone.ridge = readRidge(in, from, zone.kind);
    zone.dem = in.project.terrain.dem;
  } else {
    zone.width = readWidth(in, from, "width");
  }
  zone.croplandWidth = readWidth(in, from, "cropland_width");
  zone.roadWidth = readWidth(in, from, "road_width");
  zone.exclude = readSources(in, from, "exclude");
  if (zone.belt() && !from.has("width") && !from.rejected("width"))
    in.faults.add(from.line(), say("project.missing_key", "[[zones]]", "width"),
                  say("project.example", "width", findProjectKey("zones", "width")->example));
  if (!zone.belt()) refuseKeys(in, from, std::array<std::string_view, 2>{"width", "exclude"}, "project.not_corridor");
  if (zone.kind != ZoneKind::road)
    refuseKeys(in, from, std::array<std::string_view, 2>{"cropland_width", "road_width"}, "project.not_road");
  return zone;
}

}  // namespace tanhui
