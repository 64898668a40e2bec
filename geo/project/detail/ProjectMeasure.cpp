#include "geo/project/detail/ProjectMeasure.h"

#include <algorithm>
#include <array>
#include <span>

#include "geo/project/detail/ReadContext.h"

namespace tanhui {
namespace {

constexpr std::array<std::string_view, 4> kMeasureKeys = {"unit", "band", "error_pct", "error_band"};
/// Every other key of a layer has no meaning for it.
constexpr std::array<std::string_view, 7> kKeysOfMeasure = {"name", "source",    "measures",  "unit",
                                                            "band", "error_pct", "error_band"};

Measures measuresNamed(std::string_view name) {
  const auto found = std::ranges::find(kMeasuresNames, name);
  return static_cast<Measures>(found - kMeasuresNames.begin());
}

void checkError(const SectionReader& from, const std::string& name, ProjectFaultList& faults) {
  if (from.has("error_pct") && from.has("error_band"))
    faults.add(from.line("error_band"), say("project.measure_errors", name), say("project.measure_errors.remedy"));
  const bool given = from.has("error_pct") || from.has("error_band");
  if (!given && !from.rejected("error_pct") && !from.rejected("error_band"))
    faults.add(from.line(), say("project.measure_no_error", name), say("project.measure_no_error.remedy"));
}

}  // namespace

MeasureSpec readMeasure(const SectionReader& from, std::filesystem::path path, ProjectFaultList& faults) {
  MeasureSpec spec;
  spec.line = static_cast<int>(from.line());
  spec.name = from.text("name").value_or(path.stem().string());
  spec.path = std::move(path);
  if (const auto of = from.text("measures")) spec.of = measuresNamed(*of);
  const auto unit = from.text("unit");
  if (!unit && !from.rejected("unit"))
    faults.add(from.line(), say("project.measure_no_unit", spec.name), say("project.measure_no_unit.remedy"));
  spec.dryMatter = unit == "t/ha";
  if (spec.dryMatter && spec.of == Measures::soil30)
    faults.add(from.line("unit"), say("project.measure_dry_soil", spec.name), say("project.measure_dry_soil.remedy"));
  spec.band = static_cast<int>(from.integer("band").value_or(1));
  spec.errorPercent = from.number("error_pct").value_or(0);
  spec.errorBand = static_cast<int>(from.integer("error_band").value_or(0));
  checkError(from, spec.name, faults);
  for (const std::string_view key : otherLayerKeys(from, kKeysOfMeasure))
    faults.add(from.line(key), say("project.measure_land_key", key, spec.name),
               say("project.measure_land_key.remedy", key));
  return spec;
}

void refuseMeasureKeys(const SectionReader& from, ProjectFaultList& faults) {
  for (const std::string_view key : kMeasureKeys)
    if (from.has(key))
      faults.add(from.line(key), say("project.no_measure", key), say("project.no_measure.remedy", key));
}

}  // namespace tanhui
