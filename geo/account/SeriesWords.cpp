#include "geo/account/SeriesWords.h"

#include <algorithm>
#include <map>
#include <set>

#include "geo/account/Columns.h"
#include "geo/carbon/Species.h"

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
std::string classWords(const std::string& classKey, const LandClasses& classes, Language language) {
  if (classKey.empty()) return "";
  const std::string name = classes.name(classKey, language);
  return language == Language::zh ? "（" + name + "）" : " (" + name + ")";
}

std::string wholePercent(double share) { return trimmed(share * 100, 3) + "%"; }

}  // namespace

std::string_view noteName(PathNote note) { return kNoteNames[static_cast<std::size_t>(note)]; }

Warnings leftAloneWarnings(const AnnualSeries& series, std::span<const PlannedEvent> interventions,
                           const LandClasses& classes, Language language) {
  constexpr double kNoiseHa = 5e-5;  // half a square metre: digitising noise of shared borders
  std::map<std::uint32_t, std::string> lists;
  for (const LeftAlone& left : series.leftAlone) {
    if (left.areaHa < kNoiseHa) continue;
    std::string& list = lists[left.intervention];
    if (!list.empty()) list += language == Language::zh ? "、" : ", ";
    list += classes.name(left.classKey, language) + " " + fmt::format("{:.4f}", left.areaHa);
  }
  Warnings warnings;
  for (const auto& [intervention, list] : lists) {
    double effectiveHa = 0;
    for (const InterventionSeries& row : series.interventions)
      if (row.intervention == intervention && row.zone == kWholeRegion) effectiveHa = row.years.back().areaHa;
    warnings.push_back(
        {interventions[intervention].name, say("run.left_alone", fmt::format("{:.4f}", effectiveHa), list)});
  }
  return warnings;
}

std::string scenarioName(const std::string& name, Language language) {
  return name == kBaseline ? text("report.plan.baseline", language) : name;
}

std::string actionText(const LandEvent& event, const LandClasses& classes, Language language) {
  switch (event.action) {
    case LandAction::plant:
      return text(say("report.action.plant", speciesName(event.species, language)), language);
    case LandAction::restoreWetland:
      return text("report.action.restore_wetland", language) + classWords(event.classKey, classes, language);
    case LandAction::build:
      return text("report.action.build", language) + classWords(event.classKey, classes, language);
    case LandAction::flood:
      return text("report.action.flood", language) + classWords(event.classKey, classes, language);
    case LandAction::clear:
      return text("report.action.clear", language) + classWords(event.classKey, classes, language);
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

std::string changeText(const LandEvent& event, const LandClasses& classes, Language language) {
  std::string out = actionText(event, classes, language);
  const char* comma = language == Language::zh ? "，" : ", ";
  if (event.density > 0) out += comma + text(say("report.action.density", trimmed(event.density, 6)), language);
  if (event.products >= 0) out += comma + text(say("report.action.products", wholePercent(event.products)), language);
  return out;
}

std::string actionText(const SeriesReport& report, std::uint32_t intervention, Language language) {
  constexpr std::size_t kTold = 3;
  std::vector<std::string> texts;
  std::set<std::string> seen;
  for (const PlannedChange& change :
       std::ranges::equal_range(report.changes, intervention, {}, &PlannedChange::intervention))
    if (std::string told = actionText(change, report.classes, language); seen.insert(told).second)
      texts.push_back(std::move(told));
  if (texts.empty()) return actionText(report.interventions[intervention], report.classes, language);
  std::string list;
  for (std::size_t i = 0; i < std::min(kTold, texts.size()); ++i)
    list += (i == 0 ? "" : language == Language::zh ? "、" : ", ") + texts[i];
  return texts.size() <= kTold ? list : text(say("report.action.several", list, texts.size()), language);
}

std::string yearsText(const SeriesReport& report, std::uint32_t intervention) {
  const auto [first, last] = yearsOf(report.interventions[intervention], intervention, report.changes);
  return first == last ? std::to_string(first) : fmt::format("{}–{}", first, last);
}

Inlines remarkText(const SeriesReport& report, const SeriesRemark& remark, Language language) {
  const std::string id = fmt::format("report.note.{}", noteName(remark.note));
  Inlines words = phrase(
      id, {{Figure{Quantity::area, remark.areaHa, 0, 4, true}, std::string(" "), UnitOf{Quantity::area}}}, language);
  if (remark.intervention < 0) return words;
  const PlannedEvent& event = report.interventions[static_cast<std::size_t>(remark.intervention)];
  return phrase("report.note.of_event", {{event.name}, {scenarioName(event.scenario, language)}, words}, language);
}

std::vector<std::vector<std::uint32_t>> byUnknown(const FactorLibrary& library,
                                                  std::span<const std::uint32_t> factors) {
  std::vector<std::vector<std::uint32_t>> unknowns;
  for (const std::uint32_t factor : factors) {
    const auto same = std::ranges::find_if(unknowns, [&](const std::vector<std::uint32_t>& members) {
      return library.unknownOf(members.front()) == library.unknownOf(factor);
    });
    (same == unknowns.end() ? unknowns.emplace_back() : *same).push_back(factor);
  }
  return unknowns;
}

std::string unknownKeys(const FactorLibrary& library, std::span<const std::uint32_t> factors) {
  if (factors.size() == 1) return library[factors[0]].key;
  std::string keys;
  for (const std::uint32_t each : factors) keys.append(keys.empty() ? "" : ", ").append(library[each].key);
  return fmt::format("{} ({})", library.nameOfUnknown(factors[0]), keys);
}

std::string unknownName(const FactorLibrary& library, std::span<const std::uint32_t> factors, Language language) {
  const Factor& first = library[factors[0]];
  const std::string& name = language == Language::zh ? first.nameZh : first.nameEn;
  const std::string& called = name.empty() ? first.key : name;
  return factors.size() == 1 ? called : text(say("report.look.shared", called, factors.size() - 1), language);
}

std::string sourceName(const SeriesReport& report, const Contribution& part, const FactorLibrary* factors,
                       Language language) {
  if (part.areaGroup >= 0) {
    const std::string& key = report.areaGroups[static_cast<std::size_t>(part.areaGroup)];
    return text(say("report.look.area_of", report.classes.name(key, language)), language);
  }
  std::string out;
  const auto add = [&](const std::string& name) {
    out += (out.empty() ? "" : language == Language::zh ? "；" : "; ") + name;
  };
  if (factors == nullptr)
    for (const std::uint32_t index : part.factors) add(std::to_string(index));
  else
    for (const auto& unknown : byUnknown(*factors, part.factors)) add(unknownName(*factors, unknown, language));
  return out;
}

std::string lookName(const SeriesReport& report, const CloseLook& look, Language language) {
  const std::string id = fmt::format("report.look.{}{}", look.label.additional ? "added_" : "",
                                     look.quantity == SeriesQuantity::stock ? "stock" : "net");
  const Scope scope = look.quantity == SeriesQuantity::net ? Scope::all : Scope::sink;
  return text(say(id, scenarioName(report.series.scenarios[look.label.scenario].name, language), look.year,
                  text(scoped("report.net", scope), language)),
              language);
}

}  // namespace tanhui
