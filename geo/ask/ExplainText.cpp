#include "geo/ask/ExplainText.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "geo/account/Columns.h"
#include "geo/account/RunJson.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Origin.h"
#include "geo/project/LandActions.h"

namespace tanhui {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kNonCo2 = "non_co2";

/// Which result a quantity of the arithmetic is part of.
enum class Part { stock, flux, nonCo2 };
Part partOf(std::string_view quantity) {
  if (quantity == kNonCo2) return Part::nonCo2;
  return std::find(kPoolNames.begin(), kPoolNames.end(), quantity) != kPoolNames.end() ? Part::stock : Part::flux;
}

double amount(const Carbon& carbon, Part part) {
  return part == Part::stock ? carbon.total() : part == Part::flux ? carbon.flux() : carbon.nonCo2;
}

struct PartText {
  Part part;
  std::string_view sum;  ///< message of its sum
  std::string_view unit;
};
constexpr std::array kParts = {PartText{Part::stock, "carbon.stock", "tC"},
                               PartText{Part::flux, "carbon.flux", "tC/yr"},
                               PartText{Part::nonCo2, "carbon.non_co2", "tCO2e/yr"}};

std::string perHectare(std::string_view unit) {
  const std::size_t slash = unit.find('/');
  return slash == unit.npos ? fmt::format("{}/ha", unit)
                            : fmt::format("{}/ha{}", unit.substr(0, slash), unit.substr(slash));
}

/// Enough digits that a reader can add the lines up.
std::string exact(double value) { return plainNumber(value, 9); }

std::string stratumName(const Stratum& stratum, const LandClasses& classes, Language language) {
  std::string name = classes.name(stratum.classKey, language);
  if (!stratum.species.empty()) name += text(say("explain.species", stratum.species), language);
  if (stratum.origin != Origin::unknown)
    name += text(fmt::format("explain.origin.{}", originName(stratum.origin)), language);
  if (stratum.hasAge())
    name += text(say(stratum.ageGroup ? "explain.age_of_group" : "explain.age", plainNumber(stratum.age)), language);
  if (stratum.flooding.given()) name += text(say("explain.flooded_days", plainNumber(stratum.flooding.days)), language);
  if (stratum.hasVolume()) name += text(say("explain.volume", plainNumber(stratum.volume)), language);
  return name;
}

/// A line of the arithmetic: what, how, per hectare, times the area.
void addLine(TextTable& table, std::string what, std::string how, double value, double areaHa, std::string_view unit) {
  table.add({std::move(what), std::move(how), exact(value), perHectare(unit),
             "x " + exact(areaHa) + " ha =", exact(value * areaHa), std::string(unit)});
}

std::string plannedText(const ExplainedChange& planned, const LandClasses& classes, Language language) {
  std::string what = changeText(planned.change, classes, language);
  if (planned.idle)
    what =
        text(say("explain.change_idle", what, text(fmt::format("report.left.{}", noteName(*planned.idle)), language)),
             language);
  return text(say("explain.change", planned.intervention, planned.change.year, what), language);
}

/// "2010 Paddy → 2020 Built-up land": the first date, and those that tell of another class than the one before.
std::string historyText(const std::vector<LandAtDate>& history, const LandClasses& classes, Language language) {
  std::string out, last;
  for (const LandAtDate& date : history) {
    if (date.classKey == last) continue;
    last = date.classKey;
    out += fmt::format("{}{} {}", out.empty() ? "" : " → ", date.year, classes.name(date.classKey, language));
  }
  return out;
}

std::string stratumText(const ExplainedStratum& stratum, const LandClasses& classes, Language language) {
  std::string out = fmt::format("{}  {} ha  {:.2f} %\n", stratumName(stratum.stratum, classes, language),
                                exact(stratum.areaHa), 100 * stratum.share);
  if (!stratum.wasClass.empty())
    out += "  " + text(say("explain.was", classes.name(stratum.wasClass, language)), language) + "\n";
  for (const ExplainedChange& planned : stratum.changes) out += "  " + plannedText(planned, classes, language) + "\n";
  if (!stratum.history.empty())
    out += "  " + text(say("explain.history", historyText(stratum.history, classes, language)), language) + "\n";
  for (const std::string& feature : stratum.features)
    out += "  " + text(say("explain.feature", feature), language) + "\n";
  TextTable table({Align::left, Align::left, Align::right, Align::left, Align::right, Align::right, Align::left});
  for (const PartText& part : kParts) {
    std::size_t lines = 0;
    for (const Step& step : stratum.steps) {
      if (partOf(step.quantity) != part.part) continue;
      ++lines;
      addLine(table, text("explain.quantity." + step.quantity, language), text(step.formula, language), step.value,
              stratum.areaHa, part.unit);
    }
    const double sum = amount(stratum.carbon.value, part.part);
    if (lines == 0 && sum == 0) continue;
    addLine(table, text(part.sum, language), "=", sum, stratum.areaHa, part.unit);
    table.rule();
  }
  return out + table.text(2) + "\n";
}

/// The strata by area, the largest first.
std::vector<const ExplainedStratum*> byArea(const Explanation& explanation) {
  std::vector<const ExplainedStratum*> strata;
  for (const ExplainedStratum& stratum : explanation.strata) strata.push_back(&stratum);
  std::stable_sort(strata.begin(), strata.end(), [](auto* a, auto* b) { return a->areaHa > b->areaHa; });
  return strata;
}

std::string sumsText(const Explanation& explanation, Language language, std::size_t most) {
  const std::vector<const ExplainedStratum*> strata = byArea(explanation);
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right});
  table.add({text("explain.sum", language), "ha", "tC", "tC/yr", "tCO2e/yr"});
  table.rule();
  const auto line = [&table](std::string name, double ha, double stock, double flux, double nonCo2) {
    table.add({std::move(name), exact(ha), exact(stock), exact(flux), exact(nonCo2)});
  };
  double restHa = 0, restStock = 0, restFlux = 0, restNonCo2 = 0;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    const double ha = strata[i]->areaHa;
    const Carbon& carbon = strata[i]->carbon.value;
    if (i < most) {
      line(stratumName(strata[i]->stratum, explanation.factors.classes(), language), ha, carbon.total() * ha,
           carbon.flux() * ha, carbon.nonCo2 * ha);
      continue;
    }
    restHa += ha, restStock += carbon.total() * ha, restFlux += carbon.flux() * ha, restNonCo2 += carbon.nonCo2 * ha;
  }
  if (strata.size() > most)
    line(text(say("explain.rest", strata.size() - most), language), restHa, restStock, restFlux, restNonCo2);
  table.rule();
  const Totals& totals = explanation.totals;
  line(text("explain.total", language), totals.areaHa, totals.carbon.total(), totals.carbon.flux(),
       totals.carbon.nonCo2);
  table.add({text("explain.se", language), "", exact(totals.stockSe), exact(totals.fluxSe), exact(totals.nonCo2Se)});
  const Carbon& carbon = totals.carbon;
  const std::string net = text(say("explain.net.sink", exact(carbon.flux()), exact(carbon.nonCo2 - carbon.agriculture),
                                   exact(carbon.lulucf()), exact(totals.lulucfSe)),
                               language);
  const std::string whole =
      text(say("explain.net.all", exact(carbon.agriculture), exact(carbon.net()), exact(totals.netSe)), language);
  return table.text() + net + "\n" + whole + "\n\n";
}

std::set<std::uint32_t> usedFactors(const Explanation& explanation, std::size_t most) {
  std::set<std::uint32_t> used;
  const std::vector<const ExplainedStratum*> strata = byArea(explanation);
  for (std::size_t i = 0; i < std::min(most, strata.size()); ++i)
    for (const Step& step : strata[i]->steps) used.insert(step.factors.begin(), step.factors.end());
  return used;
}

std::string factorsText(const Explanation& explanation, Language language, std::size_t most) {
  TextTable table({Align::left, Align::right, Align::left, Align::left, Align::left});
  for (const std::uint32_t index : usedFactors(explanation, most)) {
    const Factor& factor = explanation.factors[index];
    table.add({factor.key, plainNumber(factor.value), factor.unit, text("carbon.grade." + factor.grade, language),
               factor.source});
  }
  return table.empty() ? "" : text("explain.factors", language) + "\n" + table.text(2);
}

Json stepJson(const Step& step, const FactorLibrary& factors, Language language) {
  Json keys = Json::array();
  for (const std::uint32_t index : step.factors) keys.push_back(factors[index].key);
  return {{"quantity", step.quantity},
          {"formula", text(step.formula, language)},
          {"value_per_ha", step.value},
          {"factors", std::move(keys)}};
}

Json changeJson(const ExplainedChange& planned) {
  const LandEvent& e = planned.change;
  Json json = {{"intervention", planned.intervention}, {"action", actionName(e.action)}, {"year", e.year}};
  if (!e.species.empty()) json["species"] = e.species;
  if (e.density > 0) json["density"] = e.density;
  if (!e.classKey.empty()) json["class"] = e.classKey;
  if (!e.management.empty()) json["management"] = e.management;
  if (e.fraction != 1) json["fraction"] = e.fraction;
  if (e.products >= 0) json["products"] = e.products;
  if (planned.idle) json["without_effect"] = noteName(*planned.idle);
  return json;
}

Json stratumJson(const ExplainedStratum& stratum, const FactorLibrary& factors, Language language) {
  Json steps = Json::array();
  for (const Step& step : stratum.steps) steps.push_back(stepJson(step, factors, language));
  const Carbon& carbon = stratum.carbon.value;
  Json json = {{"class_key", stratum.stratum.classKey},
               {"name", stratumName(stratum.stratum, factors.classes(), language)},
               {"species", stratum.stratum.species},
               {"origin", originName(stratum.stratum.origin)},
               {"age", nullptr},
               {"volume_m3_per_ha", nullptr},
               {"area_ha", stratum.areaHa},
               {"share", stratum.share},
               {"features", stratum.features},
               {"stock_tC_per_ha", carbon.total()},
               {"flux_tC_per_ha_yr", carbon.flux()},
               {"non_co2_tCO2e_per_ha_yr", carbon.nonCo2}};
  for (const ExplainedChange& planned : stratum.changes) json["changes"].push_back(changeJson(planned));
  for (const LandAtDate& date : stratum.history)
    json["history"].push_back({{"year", date.year}, {"class_key", date.classKey}});
  if (stratum.stratum.hasAge()) json["age"] = stratum.stratum.age;
  if (stratum.stratum.ageGroup) json["age_group"] = ageGroupName(stratum.stratum.ageGroup);
  if (stratum.stratum.hasVolume()) json["volume_m3_per_ha"] = stratum.stratum.volume;
  if (const Flooding& flooding = stratum.stratum.flooding; flooding.given()) {
    json["flooded_days"] = flooding.days;
    json["flooded_ch4_by"] = kFloodMethaneNames[static_cast<std::size_t>(flooding.methane)];
  }
  json["stock_tC"] = carbon.total() * stratum.areaHa;
  json["flux_tC_per_yr"] = carbon.flux() * stratum.areaHa;
  json["non_co2_tCO2e_per_yr"] = carbon.nonCo2 * stratum.areaHa;
  json["agriculture_tCO2e_per_yr"] = carbon.agriculture * stratum.areaHa;
  json["steps"] = std::move(steps);
  return json;
}

}  // namespace

std::string explanationText(const Explanation& explanation, Language language, std::size_t most) {
  std::string out = explanation.title;
  if (explanation.of)
    out += ", " + text(say("explain.in_year", scenarioName(explanation.of->scenario, language), explanation.of->year),
                       language);
  out += "\n";
  const char* cell = explanation.areaRule == AreaRule::map ? "explain.cell.map" : "explain.cell";
  if (explanation.cellAreaHa > 0)
    out += text(say(cell, exact(explanation.cellAreaHa)), language) + "\n";
  else if (explanation.areaRule == AreaRule::map)
    out += text("explain.map_areas", language) + "\n";
  for (const std::string& zone : explanation.zones) out += text(say("explain.zone", zone), language) + "\n";
  out += "\n";
  const std::vector<const ExplainedStratum*> strata = byArea(explanation);
  for (std::size_t i = 0; i < std::min(most, strata.size()); ++i)
    out += stratumText(*strata[i], explanation.factors.classes(), language);
  return out + sumsText(explanation, language, most) + factorsText(explanation, language, most);
}

Json explanationJson(const Explanation& explanation, Language language) {
  Json strata = Json::array(), factors = Json::array();
  for (const ExplainedStratum& stratum : explanation.strata)
    strata.push_back(stratumJson(stratum, explanation.factors, language));
  for (const std::uint32_t index : usedFactors(explanation, explanation.strata.size())) {
    const Factor& factor = explanation.factors[index];
    factors.push_back({{"key", factor.key},
                       {"value", factor.value},
                       {"unit", factor.unit},
                       {"source", factor.source},
                       {"grade", factor.grade}});
  }
  const std::string of =
      explanation.of ? fmt::format(", {} {}", explanation.of->scenario, explanation.of->year) : std::string();
  return {{"title", explanation.title + of},
          {"x", explanation.x},
          {"y", explanation.y},
          {"cell_area_ha", explanation.cellAreaHa},
          {"area_rule", explanation.areaRule == AreaRule::map ? "map" : "ground"},
          {"zones", explanation.zones},
          {"strata", std::move(strata)},
          {"total", totalsJson(explanation.totals)},
          {"factors", std::move(factors)}};
}

}  // namespace tanhui
