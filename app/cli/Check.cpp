#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"

namespace tanhui::cli {

void addCheck(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("check", session.text("cli.check"));
  auto file = std::make_shared<std::filesystem::path>();
  verb->add_option("PROJECT", *file, session.text("cli.arg.project"))->required();
  verb->callback([file, &session] {
    const ProjectDraft draft = readDraft(*file);
    const Project& project = draft.project;
    if (!project.name.empty()) session.takeLanguage(project.language);  // none: the file could not be read at all
    Warnings warnings;
    std::vector<Error> faults = check(draft, warnings);
    tellWarnings(warnings, session, warnings.size());
    if (!faults.empty()) throw ProjectFaults(std::move(faults));
    if (session.json)
      printJson({{"project", project.name},
                 {"layers", project.layers.size()},
                 {"zones", project.zones.size()},
                 {"warnings", toJson(warnings, session.language)}});
    else
      print(session.text(
                say("cli.check.good", project.name, project.layers.size(), project.zones.size(), warnings.size())) +
            "\n");
  });
}

}  // namespace tanhui::cli
