#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Session.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::cli {

void addKeys(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("keys", session.text("cli.keys"));
  verb->callback([&session] {
    if (!session.json) {
      print(projectReference(session.language));
      return;
    }
    nlohmann::ordered_json keys = nlohmann::ordered_json::array();
    for (const ProjectKey& key : projectKeys())
      keys.push_back({{"section", key.section},
                      {"name", key.name},
                      {"meaning", session.text(key.meaning())},
                      {"example", key.example},
                      {"required", key.required}});
    printJson({{"keys", std::move(keys)}});
  });
}

}  // namespace tanhui::cli
