#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"
#include "geo/account/ProjectSeries.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"
#include "geo/model/BuildModel.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TransitionArguments {
  std::filesystem::path project;
  int from = 0, to = 0;  ///< 0: the first date, the base year
};

/// What changed its class, the largest change first, then what kept it.
std::vector<TransitionCell> rowsOf(const ZoneTransition& zone) {
  std::vector<TransitionCell> rows = zone.cells;
  std::ranges::stable_sort(rows, [](const TransitionCell& a, const TransitionCell& b) {
    const bool aKept = a.from == a.to, bKept = b.from == b.to;
    return aKept != bKept ? bKept : a.land.areaHa > b.land.areaHa;
  });
  return rows;
}

std::string transitionText(const Transition& transition, const LandClasses& classes, const Session& session) {
  TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right, Align::right});
  const std::string stock = session.text("cli.series.stock") + " tC";
  table.add({std::to_string(transition.earlier), std::to_string(transition.later), session.text("cli.area") + " ha",
             fmt::format("{} {}", stock, transition.earlier), fmt::format("{} {}", stock, transition.later),
             session.text("cli.transition.difference") + " tC"});
  table.rule();
  const auto row = [&](std::string from, std::string to, const LandPair& land) {
    table.add({std::move(from), std::move(to), grouped(land.areaHa, 1), grouped(land.earlierStock(), 0),
               grouped(land.laterStock(), 0), grouped(land.difference(), 0)});
  };
  const auto name = [&](std::uint32_t at) { return classes.name(transition.classes[at], session.language); };
  for (const TransitionCell& cell : rowsOf(transition.region())) row(name(cell.from), name(cell.to), cell.land);
  table.rule();
  row(session.text("explain.total"), {}, transition.region().whole);
  return table.text(2);
}

Json landJson(const LandPair& land, int years) {
  return {{"area_ha", land.areaHa},
          {"stock_from_tC", land.earlierStock()},
          {"stock_to_tC", land.laterStock()},
          {"difference_tC", land.difference()},
          {"difference_tC_per_yr", land.difference() / years}};
}

Json transitionJson(const Transition& transition) {
  Json rows = Json::array();
  for (const TransitionCell& cell : transition.region().cells) {
    Json row = {{"from", transition.classes[cell.from]}, {"to", transition.classes[cell.to]}};
    row.update(landJson(cell.land, transition.years()));
    rows.push_back(std::move(row));
  }
  Json total = landJson(transition.region().whole, transition.years());
  total["difference_se_tC"] = transition.region().differenceSe;
  return {{"from_year", transition.earlier},
          {"to_year", transition.later},
          {"rows", std::move(rows)},
          {"total", std::move(total)}};
}

void transition(const TransitionArguments& given, Session& session) {
  const Project project = openProject(given.project, session);
  if (project.earlierYears.empty())
    throw Error(project.file.string(), say("cli.transition.none"), say("cli.transition.none.remedy"));
  Warnings warnings;
  const FactorLibrary factors = factorsOf(project);
  const ProjectSeries series(project, factors, activityOfLastRun(project, warnings));
  const auto change = series.transition(given.from != 0 ? given.from : project.earlierYears.back(),
                                        given.to != 0 ? given.to : project.baseYear);
  if (!change)  // the run is of a project without these dates
    throw Error(project.file.string(), say("series.data_changed"), say("series.run_first", project.file.string()));
  tellWarnings(warnings, session);
  if (session.json)
    printJson(transitionJson(*change));
  else
    print(transitionText(*change, factors.classes(), session));
}

}  // namespace

void addTransition(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("transition", session.text("cli.transition"));
  auto given = std::make_shared<TransitionArguments>();
  verb->add_option("PROJECT", given->project, session.text("cli.arg.project"))->required();
  verb->add_option("--from", given->from, session.text("cli.transition.from"));
  verb->add_option("--to", given->to, session.text("cli.transition.to"));
  verb->callback([given, &session] { transition(*given, session); });
}

}  // namespace tanhui::cli
