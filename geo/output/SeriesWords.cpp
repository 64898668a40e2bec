#include "geo/output/SeriesWords.h"

#include <map>

#include "geo/carbon/Species.h"
#include "geo/output/Columns.h"

namespace tanhui {
namespace {

constexpr std::array<const char*, kPathNotes> kNoteNames = {
    "soil_loss",  "soil_unknown",   "nothing_to_fell", "not_cropland", "grows_anyway",  "not_open",   "was_forest",
    "rates_held", "thinly_planted", "no_trees",        "left_alone",   "already_there", "soil_misfit"};

std::string speciesName(const std::string& name, Language language) {
  const Species* species = findSpecies(name);
  if (species == nullptr) return name;
  return language == Language::zh ? species->nameZh : species->nameEn;
}

/// A class that the plan names, in brackets.
std::string classWords(const std::string& classKey, Language language) {
  if (classKey.empty()) return "";
  const std::string name = className(classKey, language);
  return language == Language::zh ? "（" + name + "）" : " (" + name + ")";
}

std::string wholePercent(double share) { return trimmed(share * 100, 3) + "%"; }

}  // namespace

std::string_view noteName(PathNote note) { return kNoteNames[static_cast<std::size_t>(note)]; }

Warnings leftAloneWarnings(const AnnualSeries& series, std::span<const PlannedEvent> events, Language language) {
  constexpr double kNoiseHa = 5e-5;  // half a square metre: digitising noise of shared borders
  std::map<std::uint32_t, std::string> lists;
  for (const LeftAlone& left : series.leftAlone) {
    if (left.areaHa < kNoiseHa) continue;
    std::string& list = lists[left.event];
    if (!list.empty()) list += language == Language::zh ? "、" : ", ";
    list += className(left.classKey, language) + " " + fmt::format("{:.4f}", left.areaHa);
  }
  Warnings warnings;
  for (const auto& [event, list] : lists) {
    double effectiveHa = 0;
    for (const InterventionSeries& row : series.interventions)
      if (row.event == event && row.zone == kWholeRegion) effectiveHa = row.years.back().areaHa;
    warnings.push_back({events[event].name, say("run.left_alone", fmt::format("{:.4f}", effectiveHa), list)});
  }
  return warnings;
}

std::string scenarioName(const std::string& name, Language language) {
  return name == kBaseline ? text("report.plan.baseline", language) : name;
}

std::string actionText(const LandEvent& event, Language language) {
  switch (event.action) {
    case LandAction::plant:
      return text(say("report.action.plant", speciesName(event.species, language)), language);
    case LandAction::restoreWetland:
      return text("report.action.restore_wetland", language) + classWords(event.classKey, language);
    case LandAction::build:
      return text("report.action.build", language) + classWords(event.classKey, language);
    case LandAction::flood:
      return text("report.action.flood", language) + classWords(event.classKey, language);
    case LandAction::clear:
      return text("report.action.clear", language) + classWords(event.classKey, language);
    case LandAction::farmland:
      return text("report.action.farmland." + event.management, language);
    case LandAction::close:
      return text("report.action.close", language);
    case LandAction::harvest:
      return text(say("report.action.harvest", wholePercent(event.fraction)), language);
    case LandAction::fire:
      return text(say("report.action.fire", wholePercent(event.fraction)), language);
  }
  return {};
}

Inlines remarkText(const SeriesReport& report, const SeriesRemark& remark, Language language) {
  const std::string id = fmt::format("report.note.{}", noteName(remark.note));
  Inlines words = phrase(
      id, {{Figure{Quantity::area, remark.areaHa, 0, 4, true}, std::string(" "), UnitOf{Quantity::area}}}, language);
  if (remark.event < 0) return words;
  const PlannedEvent& event = report.events[static_cast<std::size_t>(remark.event)];
  return phrase("report.note.of_event", {{event.name}, {scenarioName(event.scenario, language)}, words}, language);
}

std::string sourceName(const SeriesReport& report, const Contribution& part, const FactorLibrary* factors,
                       Language language) {
  if (part.areaGroup >= 0)
    return text(
        say("report.look.area_of", className(report.areaGroups[static_cast<std::size_t>(part.areaGroup)], language)),
        language);
  std::string out;
  for (const std::uint32_t index : part.factors) {
    if (!out.empty()) out += language == Language::zh ? "；" : "; ";
    if (factors == nullptr) {
      out += std::to_string(index);
      continue;
    }
    const Factor& factor = (*factors)[index];
    const std::string& name = language == Language::zh ? factor.nameZh : factor.nameEn;
    out += name.empty() ? factor.key : name;
  }
  return out;
}

std::string lookName(const SeriesReport& report, const CloseLook& look, Language language) {
  const std::string id = fmt::format("report.look.{}{}", look.label.additional ? "added_" : "",
                                     look.quantity == SeriesQuantity::stock ? "stock" : "net");
  return text(say(id, scenarioName(report.series.scenarios[look.label.scenario].name, language), look.year), language);
}

}  // namespace tanhui
