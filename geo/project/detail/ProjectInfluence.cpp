#include "geo/project/detail/ProjectInfluence.h"

#include <algorithm>

#include "geo/project/detail/LayerNames.h"

namespace tanhui {
namespace {

constexpr std::string_view kDistance = "distance:", kZone = "zone:";

bool isLayer(const Project& project, std::string_view name) {
  return std::ranges::any_of(project.zones, [&](const ZoneSpec& zone) { return zone.name == name; }) ||
         std::ranges::any_of(project.layers, [&](const LayerSpec& layer) { return layer.name == name; });
}

InfluenceFactor readFactor(const ReadContext& in, const SectionReader& from, const std::string& words) {
  InfluenceFactor factor;
  factor.words = words;
  if (words.starts_with(kDistance)) {
    factor.kind = InfluenceFactor::Kind::distance;
    factor.layer = words.substr(kDistance.size());
    if (isLayer(in.project, factor.layer)) return factor;
    const std::size_t bar = std::min(factor.layer.find('|'), factor.layer.size());
    factor.path = in.resolve(factor.layer.substr(0, bar));
    if (bar < factor.layer.size()) factor.sublayer = factor.layer.substr(bar + 1);
    if (!namesFile(factor.layer))
      in.faults.add(from.line("factors"), say("project.factor_layer", words), say("project.factor_layer.remedy"));
  } else if (words.starts_with(kZone)) {
    factor.kind = InfluenceFactor::Kind::zone;
    factor.layer = words.substr(kZone.size());
    requireZoneLayer(in, from, "factors", factor.layer);
  } else if (words == "slope" || words == "elevation") {
    factor.kind = words == "slope" ? InfluenceFactor::Kind::slope : InfluenceFactor::Kind::raster;
    factor.path = in.project.terrain.dem;
    if (factor.path.empty())
      in.faults.add(from.line("factors"), say("project.factor_no_dem", words), say("project.drawdown_no_dem.remedy"));
  } else if (words != "class") {
    factor.kind = InfluenceFactor::Kind::raster;
    factor.path = in.resolve(words);
    if (!namesFile(words))
      in.faults.add(from.line("factors"), say("project.unknown_factor", words), say("project.unknown_factor.remedy"));
  }
  return factor;
}

void readResponse(const ReadContext& in, const SectionReader& from, InfluenceSpec& spec) {
  const std::string response = from.text("response").value();
  spec.band = static_cast<int>(from.integer("band").value());
  if (response == "flux") {
    spec.response = InfluenceSpec::Response::flux;
  } else if (response != "stock") {
    spec.response = InfluenceSpec::Response::raster;
    spec.raster = in.resolve(response);
    if (!namesFile(response))
      in.faults.add(from.line("response"), say("project.unknown_response", response),
                    say("project.unknown_response.remedy"));
  }
  if (spec.response != InfluenceSpec::Response::raster && from.has("band"))
    in.faults.add(from.line("band"), say("project.band_without_raster"), say("project.band_without_raster.remedy"));
}

void readUnits(const ReadContext& in, const SectionReader& from, InfluenceSpec& spec) {
  spec.units = from.text("units").value_or("");
  spec.spacingM = from.number("spacing_m").value_or(0);
  spec.bandM = from.number("band_m").value_or(0);
  spec.falseFinds = from.boolean("fdr").value();
  if (!spec.units.empty()) return requireZoneLayer(in, from, "units", spec.units);
  if (!from.has("spacing_m") && !from.rejected("spacing_m") && !from.rejected("units"))
    in.faults.add(from.line(), say("project.no_units"), say("project.no_units.remedy"));
  for (const std::string_view key : {"band_m", "fdr"})
    if (from.has(key))
      in.faults.add(from.line(key), say("project.key_of_zones", key), say("project.key_of_zones.remedy", key));
}

void readSettings(const ReadContext& in, const SectionReader& from, StudySettings& settings) {
  const std::string method = from.text("method").value();
  if (method == "all")
    settings.methods = {ClassMethod::equal, ClassMethod::quantile, ClassMethod::natural};
  else
    settings.methods = {classMethodNamed(method).value()};
  settings.lone = from.boolean("keep_lone").value() ? LoneStrata::keep : LoneStrata::drop;
  const std::vector<double> classes = from.numbers("classes");
  if (classes.empty() || classes.size() > 2 || classes.front() > classes.back()) {
    in.faults.add(from.line("classes"), say("project.classes_range"), say("project.example", "classes", "[3, 8]"));
    return;
  }
  settings.leastClasses = static_cast<int>(classes.front());
  settings.mostClasses = static_cast<int>(classes.back());
}

}  // namespace

InfluenceSpec readInfluence(const ReadContext& in, const SectionReader& from) {
  InfluenceSpec spec;
  spec.line = static_cast<int>(from.line());
  spec.name = from.text("name").value_or("");
  readResponse(in, from, spec);
  readUnits(in, from, spec);
  for (const std::string& words : from.texts("factors")) spec.factors.push_back(readFactor(in, from, words));
  if (spec.factors.empty() && from.has("factors"))
    in.faults.add(from.line("factors"), say("project.no_factors"), say("project.no_factors.remedy"));
  readSettings(in, from, spec.settings);
  return spec;
}

}  // namespace tanhui
