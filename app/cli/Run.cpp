#include <filesystem>
#include <memory>
#include <optional>

#include "app/cli/RunResult.h"

namespace tanhui::cli {
namespace {

struct RunArguments {
  std::filesystem::path project, out;
  std::optional<int> year;
  std::string scenario;
  bool resume = false;
};

/// The baseline is that of the base year and of the land as it is.
void checkBaseline(const RunArguments& given, const Project& project) {
  if (given.year && *given.year != project.baseYear)
    throw Error(project.file.string(), say("cli.other_year", *given.year, project.baseYear),
                say("cli.other_year.remedy", *given.year));
  if (!given.scenario.empty())
    throw Error(project.file.string(), say("cli.no_scenario", given.scenario), say("cli.no_scenario.remedy"));
}

}  // namespace

void addRun(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("run", session.text("cli.run"));
  auto given = std::make_shared<RunArguments>();
  verb->add_option("PROJECT", given->project, session.text("cli.arg.project"))->required();
  verb->add_flag("--resume", given->resume, session.text("cli.run.resume"));
  verb->add_option("--out", given->out, session.text("cli.run.out"));
  verb->add_option("--year", given->year, session.text("cli.run.year"));
  verb->add_option("--scenario", given->scenario, session.text("cli.run.scenario"));
  verb->callback([given, &session] {
    const Project project = openProject(given->project, session);
    checkBaseline(*given, project);
    RunOptions options;
    options.resume = given->resume;
    options.outputFolder = given->out;
    runAndTell(project, options, session);
  });
}

}  // namespace tanhui::cli
