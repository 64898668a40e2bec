#include <filesystem>
#include <memory>
#include <optional>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"
#include "geo/account/Columns.h"
#include "geo/account/PlusMinus.h"
#include "geo/account/ProjectSeries.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"
#include "geo/model/BuildModel.h"
#include "geo/report/InventoryTable.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kRanked = 15;

struct UncertaintyArguments {
  std::filesystem::path project;
  std::string scenario = kBaseline, quantity = "net";
  std::optional<int> year;
  int draws = -1;
  std::int64_t seed = -1;
};

/// The sources of a contribution in words: factors by key, those of a group as one, or the area of a class.
std::string sourceOf(const Contribution& contribution, const SeriesReport& report, const FactorLibrary& factors,
                     const Session& session) {
  if (contribution.areaGroup >= 0)
    return session.text(say(
        "cli.uncertainty.area",
        report.classes.name(report.areaGroups[static_cast<std::size_t>(contribution.areaGroup)], session.language)));
  std::string keys;
  for (const auto& unknown : byUnknown(factors, contribution.factors))
    keys += (keys.empty() ? "" : " + ") + unknownKeys(factors, unknown);
  return keys;
}

std::string nameOf(const Contribution& contribution, const FactorLibrary& factors, Language language) {
  if (byUnknown(factors, contribution.factors).size() != 1) return "";
  const Factor& factor = factors[contribution.factors[0]];
  return fmt::format("{}  {} {} ({})", unknownName(factors, contribution.factors, language), plainNumber(factor.value),
                     factor.unit, text("carbon.grade." + factor.grade, language));
}

std::string lookText(const CloseLook& look, const SeriesReport& report, const FactorLibrary& factors,
                     const Session& session) {
  const bool stock = look.quantity == SeriesQuantity::stock;
  const std::string unit = stock ? "tC" : "tCO2e/yr";
  const std::string name = scenarioName(report.series.scenarios[look.label.scenario].name, session.language);
  const std::string what =
      stock ? "cli.series.stock"
            : scoped("cli.series.net", look.quantity == SeriesQuantity::net ? Scope::all : Scope::sink);
  std::string out =
      session.text(say("cli.uncertainty.figure",
                       look.label.additional ? session.text(say("cli.uncertainty.additional", name)) : name, look.year,
                       session.text(what), grouped(look.value, 1), unit)) +
      "\n";
  const Percentiles& last = look.spread.convergence.back().figures;
  out += "  " +
         session.text(say("cli.uncertainty.approaches", plusMinus(look.value, look.se, session.language),
                          grouped(last.p05, 1), grouped(last.p95, 1), report.draws, report.seed)) +
         "\n\n";
  TextTable steps({Align::right, Align::right, Align::right, Align::right});
  steps.add({session.text("cli.uncertainty.draws"), session.text("cli.uncertainty.mean"), "5 %", "95 %"});
  steps.rule();
  const auto within = [](double value, double se) { return fmt::format("{} ± {}", grouped(value, 0), grouped(se, 0)); };
  for (const ConvergenceStep& step : look.spread.convergence)
    steps.add({std::to_string(step.draws), within(step.figures.mean, step.meanSe), within(step.figures.p05, step.p05Se),
               within(step.figures.p95, step.p95Se)});
  out += session.text("cli.uncertainty.convergence") + "\n" + steps.text(2) + "\n";
  TextTable ranked({Align::right, Align::left, Align::left});
  for (std::size_t i = 0; i < std::min(kRanked, look.spread.contributions.size()); ++i) {
    const Contribution& c = look.spread.contributions[i];
    ranked.add({fmt::format("{:.1f} %", 100 * c.share), sourceOf(c, report, factors, session),
                nameOf(c, factors, session.language)});
  }
  double rest = look.spread.remainder;
  for (std::size_t i = kRanked; i < look.spread.contributions.size(); ++i) rest += look.spread.contributions[i].share;
  ranked.add({fmt::format("{:.1f} %", 100 * rest), session.text("cli.uncertainty.rest"), ""});
  return out + session.text("cli.uncertainty.ranked") + "\n" + ranked.text(2) + "\n";
}

Json lookJson(const CloseLook& look, const SeriesReport& report, const FactorLibrary& factors, const Session& session) {
  Json steps = Json::array(), ranked = Json::array();
  for (const ConvergenceStep& step : look.spread.convergence)
    steps.push_back({{"draws", step.draws},
                     {"mean", step.figures.mean},
                     {"mean_se", step.meanSe},
                     {"p05", step.figures.p05},
                     {"p05_se", step.p05Se},
                     {"p50", step.figures.p50},
                     {"p95", step.figures.p95},
                     {"p95_se", step.p95Se}});
  for (const Contribution& c : look.spread.contributions) {
    Json keys = Json::array();
    for (const std::uint32_t factor : c.factors) keys.push_back(factors[factor].key);
    ranked.push_back(
        {{"source", sourceOf(c, report, factors, session)}, {"share", c.share}, {"keys", std::move(keys)}});
  }
  return {{"scenario", report.series.scenarios[look.label.scenario].name},
          {"additional", look.label.additional},
          {"year", look.year},
          {"quantity", columnOf(look.quantity)},
          {"value", look.value},
          {"se_approach_1", look.se},
          {"convergence", std::move(steps)},
          {"contributions", std::move(ranked)},
          {"remainder", look.spread.remainder}};
}

void uncertainty(const UncertaintyArguments& given, Session& session) {
  const Project project = openProject(given.project, session);
  Warnings warnings;
  const FactorLibrary factors = factorsOf(project);
  ProjectSeries series(project, factors, activityOfLastRun(project, warnings));
  const std::uint32_t scenario = series.scenarioNamed(given.scenario);
  const SeriesQuantity quantity = given.quantity == "stock" ? SeriesQuantity::stock : netOf(project.scope);
  const int year = given.year.value_or(series.years().horizon);
  std::vector<LookRequest> looks = {{scenario, false, year, quantity}};
  if (scenario > 0) looks.push_back({scenario, true, year, quantity});
  const SeriesReport report =
      series.closeLook(given.draws >= 0 ? given.draws : project.uncertainty.draws,
                       given.seed >= 0 ? static_cast<std::uint64_t>(given.seed) : project.uncertainty.seed, looks);
  tellWarnings(warnings, session);
  std::string fixed;
  for (const FixedFactor& f : report.fixed)
    if (f.reason == FixedReason::noRange) fixed += (fixed.empty() ? "" : ", ") + factors[f.factor].key;
  if (session.json) {
    Json list = Json::array(), held = Json::array();
    for (std::size_t i = 0; i < looks.size(); ++i) list.push_back(lookJson(report.looks[i], report, factors, session));
    for (const FixedFactor& f : report.fixed)
      if (f.reason == FixedReason::noRange) held.push_back(factors[f.factor].key);
    printJson({{"draws", report.draws},
               {"seed", report.seed},
               {"figures", std::move(list)},
               {"without_range", std::move(held)},
               {"warnings", toJson(warnings, session.language)}});
    return;
  }
  for (std::size_t i = 0; i < looks.size(); ++i) print(lookText(report.looks[i], report, factors, session));
  if (!fixed.empty()) print(session.text(say("cli.uncertainty.fixed", fixed)) + "\n");
}

}  // namespace

void addUncertainty(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("uncertainty", session.text("cli.uncertainty"));
  auto given = std::make_shared<UncertaintyArguments>();
  verb->add_option("PROJECT", given->project, session.text("cli.arg.project"))->required();
  verb->add_option("--scenario", given->scenario, session.text("cli.run.scenario"));
  verb->add_option("--year", given->year, session.text("cli.uncertainty.year"));
  verb->add_option("--quantity", given->quantity, session.text("cli.uncertainty.what"))
      ->check(CLI::IsMember({"net", "stock"}));
  verb->add_option("--draws", given->draws, session.text("cli.draws"))->check(CLI::Range(2, 10'000'000));
  verb->add_option("--seed", given->seed, session.text("cli.seed"))->check(CLI::NonNegativeNumber);
  verb->callback([given, &session] { uncertainty(*given, session); });
}

}  // namespace tanhui::cli
