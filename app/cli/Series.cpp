#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"
#include "geo/account/Columns.h"
#include "geo/account/ProjectSeries.h"
#include "geo/account/SeriesFigures.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/File.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"
#include "geo/model/BuildModel.h"
#include "geo/report/SeriesTable.h"
#include "geo/zonal/Target.h"

namespace tanhui::cli {
namespace {

struct SeriesArguments {
  std::filesystem::path project, target;
  std::string scenario, zone;
  int every = 1;
  int draws = -1;
  std::int64_t seed = -1;
};

std::uint32_t zoneNamed(const std::vector<ZoneName>& zones, const std::string& name) {
  if (name.empty()) return kWholeRegion;
  for (std::uint32_t i = 0; i < zones.size(); ++i)
    if (zones[i].layer + ":" + zones[i].id == name) return i;
  throw Error("--zone", say("cli.series.no_zone", name), say("cli.series.no_zone.remedy"));
}

std::string rangeText(const MaybeRange& range) {
  return range ? fmt::format("{} … {}", grouped(range->low, 0), grouped(range->high, 0)) : std::string();
}

std::string scenarioText(const SeriesReport& report, std::uint32_t scenario, std::uint32_t zone, int every,
                         const Session& session) {
  TextTable table({Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right});
  const std::string within = session.text("cli.series.range");
  table.add({session.text("cli.series.year"), session.text("cli.series.stock") + " tC", within,
             session.text("cli.series.flux") + " tC/yr",
             session.text(scoped("cli.series.net", report.scope)) + " tCO2e/yr", within,
             session.text("cli.agriculture") + " tCO2e/yr"});
  table.rule();
  const SeriesRow& row = report.series.scenarios[scenario].total(zone);
  const RowResult* spread = report.spreadOf(scenario, zone, "");
  for (std::size_t y = 0; y < row.years.size(); ++y) {
    if (static_cast<int>(y) % every != 0 && y + 1 != row.years.size()) continue;
    const YearFigures& f = row.years[y];
    table.add({std::to_string(report.series.years.base + static_cast<int>(y)), grouped(f.totalStock(), 0),
               rangeText(stockRange(spread, y)), grouped(f.flux, 1), grouped(f.net(report.scope), 1),
               rangeText(netRange(spread, y, report.scope)), grouped(f.agriculture, 1)});
  }
  return scenarioName(report.series.scenarios[scenario].name, session.language) + "\n" + table.text(2) + "\n";
}

nlohmann::ordered_json percentilesJson(const Percentiles& p) {
  return {{"p05", p.p05}, {"p50", p.p50}, {"p95", p.p95}};
}

nlohmann::ordered_json scenarioJson(const SeriesReport& report, std::uint32_t scenario, std::uint32_t zone) {
  nlohmann::ordered_json years = nlohmann::ordered_json::array();
  const SeriesRow& row = report.series.scenarios[scenario].total(zone);
  const RowResult* spread = report.spreadOf(scenario, zone, "");
  for (std::size_t y = 0; y < row.years.size(); ++y) {
    const YearFigures& f = row.years[y];
    nlohmann::ordered_json year = {{"year", report.series.years.base + static_cast<int>(y)},
                                   {"area_ha", f.areaHa},
                                   {"stock_tC", f.totalStock()},
                                   {"flux_tC_per_yr", f.flux},
                                   {"non_co2_tCO2e_per_yr", f.nonCo2()},
                                   {"net_tCO2e_per_yr", f.net()},
                                   {"agriculture_tCO2e_per_yr", f.agriculture},
                                   {"lulucf_net_tCO2e_per_yr", f.lulucf()}};
    for (std::size_t pool = 0; pool < kPools; ++pool) year[std::string(kPoolNames[pool]) + "_tC"] = f.stock[pool];
    if (spread != nullptr) {
      year["stock_percentiles_tC"] = percentilesJson(spread->stock[y + 1]);
      year["net_percentiles_tCO2e_per_yr"] = percentilesJson(spread->net[y]);
      year["lulucf_net_percentiles_tCO2e_per_yr"] = percentilesJson(spread->lulucf[y]);
    }
    years.push_back(std::move(year));
  }
  return {{"scenario", report.series.scenarios[scenario].name}, {"years", std::move(years)}};
}

void series(const SeriesArguments& given, Session& session) {
  const Project project = openProject(given.project, session);
  std::vector<std::filesystem::path> inputs;
  for (const InputFile& input : inputsOf(project)) inputs.push_back(input.path);
  if (!given.target.empty()) refuseInputAsTarget(given.target, inputs);
  Warnings warnings;
  const FactorLibrary factors = factorsOf(project);
  ProjectSeries series(project, factors, activityOfLastRun(project, warnings));
  const std::uint32_t zone = zoneNamed(series.data().zones, given.zone);
  std::vector<std::uint32_t> scenarios;
  for (std::uint32_t s = 0; s < series.scenarios().size(); ++s)
    if (given.scenario.empty() || s == series.scenarioNamed(given.scenario)) scenarios.push_back(s);
  const SeriesReport report =
      series.report(given.draws >= 0 ? given.draws : project.uncertainty.draws,
                    given.seed >= 0 ? static_cast<std::uint64_t>(given.seed) : project.uncertainty.seed);
  if (!given.target.empty()) writeFileWhole(given.target, seriesTable(report, session.language));
  tellWarnings(warnings, session);
  if (session.json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const std::uint32_t s : scenarios) list.push_back(scenarioJson(report, s, zone));
    printJson({{"scenarios", std::move(list)}, {"warnings", toJson(warnings, session.language)}});
  } else if (given.target.empty()) {
    for (const std::uint32_t s : scenarios) print(scenarioText(report, s, zone, given.every, session));
  }
}

}  // namespace

void addSeries(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("series", session.text("cli.series"));
  auto given = std::make_shared<SeriesArguments>();
  verb->add_option("PROJECT", given->project, session.text("cli.arg.project"))->required();
  verb->add_option("--scenario", given->scenario, session.text("cli.series.scenario"));
  verb->add_option("--zone", given->zone, session.text("cli.series.zone"));
  verb->add_option("--every", given->every, session.text("cli.series.every"))->check(CLI::Range(1, 1000));
  verb->add_option("--draws", given->draws, session.text("cli.draws"))->check(CLI::Range(0, 10'000'000));
  verb->add_option("--seed", given->seed, session.text("cli.seed"))->check(CLI::NonNegativeNumber);
  verb->add_option("-o,--output", given->target, session.text("cli.series.output"));
  verb->callback([given, &session] { series(*given, session); });
}

}  // namespace tanhui::cli
