#include <filesystem>
#include <memory>
#include <optional>

#include "app/cli/RunResult.h"
#include "geo/series/Courses.h"

namespace tanhui::cli {
namespace {

struct RunArguments {
  std::filesystem::path project, out;
  std::optional<int> year;
  std::string scenario;
  bool resume = false, overwrite = false;
};

/// The year and scenario that maps are asked for: a year alone is the baseline's, a scenario alone is at the horizon.
std::optional<YearChoice> yearOf(const RunArguments& given, const Project& project) {
  if (given.scenario.empty() && (!given.year || *given.year == project.baseYear)) return std::nullopt;
  return YearChoice{given.year.value_or(project.horizon),
                    given.scenario.empty() ? kBaseline : scenarioKey(given.scenario)};
}

}  // namespace

void addRun(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("run", session.text("cli.run"));
  auto given = std::make_shared<RunArguments>();
  verb->add_option("PROJECT", given->project, session.text("cli.arg.project"))->required();
  verb->add_flag("--resume", given->resume, session.text("cli.run.resume"));
  verb->add_flag("--overwrite", given->overwrite, session.text("cli.run.overwrite"));
  verb->add_option("--out", given->out, session.text("cli.run.out"));
  verb->add_option("--year", given->year, session.text("cli.run.year"));
  verb->add_option("--scenario", given->scenario, session.text("cli.run.scenario"));
  verb->callback([given, &session] {
    const Project project = openProject(given->project, session);
    RunOptions options;
    options.year = yearOf(*given, project);
    options.resume = given->resume;
    options.overwrite = given->overwrite;
    options.outputFolder = given->out;
    runAndTell(project, options, session);
  });
}

}  // namespace tanhui::cli
