#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Session.h"
#include "geo/project/ProjectKeys.h"
#include "geo/project/ProjectSchema.h"

namespace tanhui::cli {

void addKeys(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("keys", session.text("cli.keys"));
  auto schema = std::make_shared<bool>(false);
  verb->add_flag("--schema", *schema, session.text("cli.keys.schema"));
  verb->callback([&session, schema] {
    if (*schema)
      printJson(projectSchema(session.language));
    else if (session.json)
      printJson(projectKeyTable());
    else
      print(projectReference(session.language));
  });
}

}  // namespace tanhui::cli
