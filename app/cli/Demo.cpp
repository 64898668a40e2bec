#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/RunResult.h"
#include "datasets/demo/DemoCounty.h"

namespace tanhui::cli {

void addDemo(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("demo", session.text("cli.demo"));
  auto folder = std::make_shared<std::filesystem::path>("tanhui-demo");
  verb->add_option("DIR", *folder, session.text("cli.demo.folder"));
  verb->callback([folder, &session] {
    if (!session.quiet) printError(session.text("cli.demo.making") + "\n");
    const std::filesystem::path project = makeDemoCounty(*folder);
    runAndTell(openProject(project, session), {}, session);
  });
}

}  // namespace tanhui::cli
