#include "geo/project/detail/ProjectLayer.h"

#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Origin.h"
#include "geo/project/detail/ProjectDrawdown.h"
#include "geo/project/detail/ProjectMapping.h"
#include "geo/project/detail/ProjectMeasure.h"

namespace tanhui {
namespace {

/// A mapping whose constant, when it is one, must be an origin.
FieldMapping readOrigin(const ReadContext& in, const SectionReader& layer) {
  FieldMapping found = readMapping(in, layer, "origin");
  checkCodes(in, layer, "origin", found, [](const std::string& word) { return originOf(word).has_value(); });
  if (!found.constant.empty() && !originOf(found.constant))
    in.faults.add(layer.line("origin"), say("project.bad_origin", found.constant), say("project.bad_origin.remedy"));
  return found;
}

/// A mapping whose constant, when it is one, must be an age group.
FieldMapping readAgeGroup(const ReadContext& in, const SectionReader& layer) {
  FieldMapping found = readMapping(in, layer, "age_group");
  checkCodes(in, layer, "age_group", found, [](const std::string& word) { return ageGroupOf(word).has_value(); });
  if (!found.constant.empty() && !ageGroupOf(found.constant))
    in.faults.add(layer.line("age_group"), say("project.bad_age_group", found.constant),
                  say("project.bad_age_group.remedy"));
  return found;
}

/// By the ratio, or by two areas, or by both: then the areas come first.
std::optional<DeductSpec> readDeduct(const ReadContext& in, const SectionReader& layer) {
  const toml::table* table = layer.table("deduct");
  if (table == nullptr) return std::nullopt;
  const SectionReader inner(*table, "deduct", in.faults);
  const auto given = [&inner](std::string_view name) { return inner.text(name).value_or(""); };
  DeductSpec spec{given("ratio"), given("area"), given("of"), given("class")};
  if (spec.landClass.empty()) spec.landClass = plainDefault("deduct", "class");
  const bool areas = !spec.area.empty() && !spec.of.empty();
  if (spec.area.empty() != spec.of.empty() || (!areas && spec.ratio.empty()))
    in.faults.add(layer.line("deduct"), say("project.deduct_of_what"),
                  say("project.example", "deduct", findProjectKey("layers", "deduct")->example));
  return spec;
}

void readVolume(const ReadContext& in, const SectionReader& from, LayerSpec& layer) {
  const toml::table* table = from.table("volume");
  if (table == nullptr) {
    layer.volume = readOptionalMapping(in, from, "volume");
    return;
  }
  const SectionReader inner(*table, "volume", in.faults);
  layer.volume = readFieldMapping(in, inner);
  layer.volumeUnit = volumeUnitNamed(inner.text("unit").value());
}

}  // namespace

LayerSpec readLayer(const ReadContext& in, const SectionReader& from) {
  if (from.text("kind") == "drawdown") return readDrawdownLayer(in, from);
  LayerSpec layer;
  layer.line = static_cast<int>(from.line());
  layer.source = readSource(in, from);
  requireFile(from, "layers", "source", in.faults);
  layer.name = from.text("name").value_or(layer.source.path.stem().string());
  layer.landClass = readLandClass(in, from);
  layer.species = readSpecies(in, from);
  layer.composition = readMapping(in, from, "composition");
  layer.origin = readOrigin(in, from);
  layer.age = readOptionalMapping(in, from, "age");
  layer.ageGroup = readAgeGroup(in, from);
  layer.planted = readOptionalMapping(in, from, "planted");
  readVolume(in, from, layer);
  if (layer.age && layer.planted)
    in.faults.add(from.line("planted"), say("project.age_and_planted", layer.name),
                  say("project.age_and_planted.remedy"));
  layer.areaErrorPercent = from.number("area_error_pct").value_or(0);
  layer.deduct = readDeduct(in, from);
  layer.areaOfRecord = from.text("area") == "record";
  layer.areaField = from.text("area_field").value_or("");
  if (from.has("area_field") && !layer.areaOfRecord && !from.rejected("area"))
    in.faults.add(from.line("area_field"), say("project.area_field"), say("project.area_field.remedy"));
  refuseMeasureKeys(from, in.faults);
  refuseDrawdownKeys(from, in.faults);
  return layer;
}

}  // namespace tanhui
