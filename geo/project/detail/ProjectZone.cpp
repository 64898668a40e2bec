#include "geo/project/detail/ProjectZone.h"

namespace tanhui {
namespace {

void readWidth(const ReadContext& in, const SectionReader& from, ZoneSpec& zone) {
  if (const toml::table* table = from.table("width")) {
    const SectionReader inner(*table, "width", in.faults);
    zone.widthField = inner.text("field").value_or("");
    if (const toml::table* widths = inner.table("table"))
      for (const auto& [value, metres] : *widths) zone.widths[std::string(value.str())] = metres.value_or(0.0);
  } else if (const auto metres = from.number("width")) {
    zone.width = *metres;
  } else if (zone.kind == ZoneKind::corridor && !from.rejected("width")) {
    in.faults.add(from.line(), say("project.missing_key", "[[zones]]", "width"),
                  say("project.example", "width", findProjectKey("zones", "width")->example));
  }
}

}  // namespace

ZoneSpec readZone(const ReadContext& in, const SectionReader& from) {
  ZoneSpec zone;
  zone.line = static_cast<int>(from.line());
  zone.source = readSource(in, from);
  zone.name = from.text("name").value_or(zone.source.path.stem().string());
  zone.id = from.text("id").value_or("");
  zone.label = from.text("label").value_or("");
  const std::string kind = from.text("kind").value();
  zone.kind = kind == "corridor"      ? ZoneKind::corridor
              : kind == "restoration" ? ZoneKind::restoration
              : kind == "control"     ? ZoneKind::control
                                      : ZoneKind::polygons;
  readWidth(in, from, zone);
  zone.exclude = readSources(in, from, "exclude");
  if (zone.kind != ZoneKind::corridor)
    for (const std::string_view key : {"width", "exclude"})
      if (from.has(key))
        in.faults.add(from.line(key), say("project.not_corridor", key), say("project.not_corridor.remedy", key));
  return zone;
}

}  // namespace tanhui
