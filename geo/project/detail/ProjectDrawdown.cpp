#include "geo/project/detail/ProjectDrawdown.h"

#include <array>

#include "geo/carbon/DrawdownMethane.h"

namespace tanhui {
namespace {

constexpr std::array<std::string_view, 6> kDrawdownKeys = {"water", "stages", "low", "high", "stage_offset", "ch4"};
/// Every other key of a layer has no meaning for it.
constexpr std::array<std::string_view, 9> kKeysOfDrawdown = {"name", "kind", "area_error_pct", "water", "stages",
                                                             "low",  "high", "stage_offset",   "ch4"};

/// The levels between which the water moves, where its days are not known.
void readLevels(const SectionReader& from, DrawdownSpec& spec, ProjectFaultList& faults) {
  if (from.rejected("stages") || from.rejected("low") || from.rejected("high")) return;
  const auto low = from.number("low"), high = from.number("high");
  if (!from.has("stages") && !(low && high))
    return faults.add(from.line(), say("project.drawdown_stages"), say("project.drawdown_stages.remedy"));
  if (from.has("stages") && (low || high))
    return faults.add(from.line(low ? "low" : "high"), say("project.drawdown_twice"),
                      say("project.drawdown_twice.remedy"));
  spec.low = low.value_or(0), spec.high = high.value_or(0);
  if (low && !(spec.low < spec.high))
    faults.add(from.line("high"), say("project.drawdown_levels", spec.low, spec.high),
               say("project.drawdown_levels.remedy"));
}

/// The datum of the gauge is never guessed: two metres move the whole belt.
void readOffset(const SectionReader& from, DrawdownSpec& spec, ProjectFaultList& faults) {
  spec.offset = from.number("stage_offset").value_or(0);
  if (from.has("stages") && !from.has("stage_offset") && !from.rejected("stage_offset"))
    faults.add(from.line("stages"), say("project.drawdown_offset"), say("project.drawdown_offset.remedy"));
}

void readMethane(const ReadContext& in, const SectionReader& from, DrawdownSpec& spec) {
  if (from.has("ch4") && !from.has("stages") && !from.rejected("stages"))
    return in.faults.add(from.line("ch4"), say("project.drawdown_ch4_days"), say("project.drawdown_ch4_days.remedy"));
  const std::string method = from.text("ch4").value_or("");
  if (method.empty()) return;
  if (namesFile(method)) {
    spec.methane = FloodMethane::given;
    spec.methaneTable = in.resolve(method);
    return;
  }
  if (const auto named = floodMethaneNamed(method); named && *named != FloodMethane::given)
    spec.methane = *named;
  else
    in.faults.add(from.line("ch4"), say("project.drawdown_ch4", method), say("project.drawdown_ch4.remedy"));
}

}  // namespace

TerrainSpec readTerrain(const ReadContext& in, const SectionReader& from) {
  return {in.resolve(from.text("dem").value_or(""))};
}

LayerSpec readDrawdownLayer(const ReadContext& in, const SectionReader& from) {
  LayerSpec layer;
  layer.line = static_cast<int>(from.line());
  layer.name = from.text("name").value_or("drawdown");
  layer.landClass.constant = std::string(kDrawdownClass);
  layer.areaErrorPercent = from.number("area_error_pct").value_or(0);
  layer.source.path = in.project.terrain.dem;
  if (layer.source.path.empty())
    in.faults.add(from.line(), say("project.drawdown_no_dem", layer.name), say("project.drawdown_no_dem.remedy"));
  DrawdownSpec& spec = layer.drawdown.emplace();
  spec.water = readSources(in, from, "water");
  if (spec.water.empty() && !from.rejected("water"))
    in.faults.add(from.line(), say("project.missing_key", "[[layers]]", "water"),
                  say("project.example", "water", findProjectKey("layers", "water")->example));
  spec.stages = in.resolve(from.text("stages").value_or(""));
  readLevels(from, spec, in.faults);
  readOffset(from, spec, in.faults);
  readMethane(in, from, spec);
  for (const std::string_view key : otherLayerKeys(from, kKeysOfDrawdown))
    in.faults.add(from.line(key), say("project.drawdown_land_key", key, layer.name),
                  say("project.drawdown_land_key.remedy", key));
  return layer;
}

void refuseDrawdownKeys(const SectionReader& from, ProjectFaultList& faults) {
  for (const std::string_view key : kDrawdownKeys)
    if (from.has(key))
      faults.add(from.line(key), say("project.no_drawdown", key), say("project.no_drawdown.remedy", key));
}

}  // namespace tanhui
