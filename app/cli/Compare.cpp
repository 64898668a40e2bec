#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"
#include "geo/account/Columns.h"
#include "geo/account/CompareSides.h"
#include "geo/account/PlusMinus.h"
#include "geo/account/RunJson.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"
#include "geo/model/BuildModel.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

struct CompareArguments {
  std::string a, b;
};

/// PROJECT[@SCENARIO][@YEAR]: what stands behind an @ is a year when it is a number.
struct SideName {
  std::filesystem::path project;
  std::string scenario;
  std::optional<int> year;

  explicit SideName(const std::string& given) {
    std::string rest = given;
    for (std::size_t at = rest.rfind('@'); at != std::string::npos && !std::filesystem::exists(rest);
         at = rest.rfind('@')) {
      const std::string part = rest.substr(at + 1);
      int number = 0;
      const auto read = std::from_chars(part.data(), part.data() + part.size(), number);
      if (read.ec == std::errc() && read.ptr == part.data() + part.size())
        year = number;
      else
        scenario = part;
      rest.resize(at);
    }
    project = rest;
  }
};

/// A project opened at a year of a scenario.
struct OpenSide {
  Project project;
  FactorLibrary factors;
  ProjectSeries series;
  std::uint32_t scenario;
  int year;
  YearCarbon carbon;

  OpenSide(const SideName& name, Session& session, Warnings& warnings)
      : project(openProject(name.project, session)),
        factors(factorsOf(project)),
        series(project, factors, activityOfLastRun(project, warnings)),
        scenario(name.scenario.empty() ? 0 : series.scenarioNamed(name.scenario)),
        year(name.year.value_or(name.scenario.empty() ? project.baseYear : project.horizon)),
        carbon(series.carbonOf(scenario, year)) {}

  CompareSide side() const { return {series.data().lines, carbon, factors, series.errorRules()}; }
  Message title(Language language) const {
    return say("cli.compare.header", project.name, scenarioName(series.scenarios()[scenario], language), year);
  }
};

std::string rowName(const ComparedRow& row, const Comparison& comparison, Language language) {
  return row.classKey.empty() ? text("explain.total", language) : comparison.className(row.classKey, language);
}

/// `error`: null where the difference has none to tell.
template <class Value>
std::string quantityText(const Comparison& comparison, const Session& session, const std::string& name,
                         const char* unit, Value value, double Totals::*error) {
  TextTable table({Align::left, Align::right, Align::right, Align::right});
  const bool told = comparison.sharesFactors && error != nullptr;
  table.add(
      {session.text(name) + " " + unit, "A", "B", session.text("cli.compare.difference") + (told ? " ± 95 %" : "")});
  table.rule();
  for (const ComparedRow& row : comparison.rows) {
    if (row.classKey.empty()) table.rule();
    table.add({rowName(row, comparison, session.language), grouped(value(row.a), 1), grouped(value(row.b), 1),
               told ? plusMinus(value(row.difference), row.difference.*error, session.language)
                    : grouped(value(row.difference), 1)});
  }
  return table.text(2) + "\n";
}

Json rowJson(const ComparedRow& row, const Comparison& comparison, Language language) {
  Json difference = totalsJson(row.difference);
  if (!comparison.sharesFactors)
    for (const char* key : {"stock_se_tC", "flux_se_tC_per_yr", "non_co2_se_tCO2e_per_yr", "net_se_tCO2e_per_yr",
                            "agriculture_se_tCO2e_per_yr", "lulucf_net_se_tCO2e_per_yr"})
      difference[key] = nullptr;
  return {{"class_key", row.classKey.empty() ? "TOTAL" : row.classKey},
          {"name", rowName(row, comparison, language)},
          {"a", totalsJson(row.a)},
          {"b", totalsJson(row.b)},
          {"difference", std::move(difference)}};
}

void compare(const CompareArguments& given, Session& session) {
  Warnings warnings;
  const OpenSide a(SideName(given.a), session, warnings), b(SideName(given.b), session, warnings);
  const Comparison comparison = compareSides(a.side(), b.side());
  tellWarnings(warnings, session);
  if (session.json) {
    Json rows = Json::array();
    for (const ComparedRow& row : comparison.rows) rows.push_back(rowJson(row, comparison, session.language));
    printJson({{"a", session.text(a.title(session.language))},
               {"b", session.text(b.title(session.language))},
               {"rows", std::move(rows)},
               {"warnings", toJson(warnings, session.language)}});
    return;
  }
  print("A  " + session.text(a.title(session.language)) + "\nB  " + session.text(b.title(session.language)) + "\n\n");
  print(quantityText(
      comparison, session, "cli.area", "ha", [](const Totals& t) { return t.areaHa; }, nullptr));
  print(quantityText(
      comparison, session, "cli.series.stock", "tC", [](const Totals& t) { return t.carbon.total(); },
      &Totals::stockSe));
  const Scope scope = a.project.scope;
  print(quantityText(
      comparison, session, scoped("cli.series.net", scope), "tCO2e/yr",
      [scope](const Totals& t) { return t.carbon.net(scope); },
      scope == Scope::sink ? &Totals::lulucfSe : &Totals::netSe));
  print(session.text(comparison.sharesFactors ? "cli.compare.shared" : "cli.compare.no_error") + "\n");
}

}  // namespace

void addCompare(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("compare", session.text("cli.compare"));
  auto given = std::make_shared<CompareArguments>();
  verb->add_option("A", given->a, session.text("cli.compare.side"))->required();
  verb->add_option("B", given->b, session.text("cli.compare.side"))->required();
  verb->callback([given, &session] { compare(*given, session); });
}

}  // namespace tanhui::cli
