#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Interrupt.h"
#include "app/cli/Session.h"
#include "geo/base/GdalScope.h"
#include "geo/base/Nearest.h"
#include "geo/base/Version.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::cli {
namespace {

/// The language of the environment, in the order that POSIX gives its variables.
Language languageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::en;
}

/// --lang must be known before the help texts are made, hence before the command line is parsed.
void takeLanguageOption(const std::vector<std::string>& args, Session& session) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string value = args[i].starts_with("--lang=")               ? args[i].substr(7)
                              : args[i] == "--lang" && i + 1 < args.size() ? args[i + 1]
                                                                           : std::string();
    if (value != "zh" && value != "en") continue;
    session.language = value == "zh" ? Language::zh : Language::en;
    session.languageGiven = true;
  }
}

void addCommonOptions(CLI::App& app, Session& session, std::string& language) {
  app.add_flag("--json", session.json, session.text("cli.option.json"));
  app.add_flag("--quiet", session.quiet, session.text("cli.option.quiet"));
  app.add_option("--lang", language, session.text("cli.option.lang"))->check(CLI::IsMember({"zh", "en"}));
  app.add_option_function<std::string>(
         "--progress", [&session](const std::string& form) { session.progressJson = form == "json"; },
         session.text("cli.option.progress"))
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option("--threads", session.threads, session.text("cli.option.threads"))->check(CLI::Range(0, 4096));
  app.set_version_flag("--version", std::string("tanhui ") + kVersion);
  app.set_help_flag("-h,--help", session.text("cli.option.help"));
  app.fallthrough();
  app.require_subcommand(1);
}

/// A verb that there is not: CLI11 would only speak of an argument.
void checkVerb(const CLI::App& app, const std::vector<std::string>& args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i] == "--lang" || args[i] == "--threads" || args[i] == "--progress") {
      ++i;
    } else if (!args[i].starts_with("-")) {
      std::vector<std::string_view> names;
      for (const CLI::App* verb : app.get_subcommands({})) names.push_back(verb->get_name());
      if (std::find(names.begin(), names.end(), args[i]) != names.end()) return;
      const std::string_view near = nearest(args[i], names);
      throw Error("tanhui", say("cli.unknown_verb", args[i]),
                  near.empty() ? say("cli.verbs", listed(names)) : say("project.did_you_mean", near));
    }
  }
}

int runCommandLine(const std::vector<std::string>& args, Session& session) {
  CLI::App app(session.text("cli.about"), "tanhui");
  std::string language;
  addCommonOptions(app, session, language);
  for (const auto add : {addDemo, addInit, addCheck, addRun, addSeries, addTransition, addCompare, addUncertainty,
                         addExplain, addZonal, addRasterize, addInfluence, addFactors, addKeys})
    add(app, session);
  if (args.empty()) {
    printError(app.help());
    return kUsage;
  }
  checkVerb(app, args);
  try {
    app.parse(std::vector<std::string>(args.rbegin(), args.rend()));
  } catch (const CLI::CallForHelp&) {
    print(app.help());
  } catch (const CLI::CallForVersion& version) {
    print(std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& fault) {
    throw Error("tanhui", say("cli.usage", fault.what()), say("cli.usage.remedy"));
  }
  return kDone;
}

}  // namespace
}  // namespace tanhui::cli

int main(int argc, char** argv) {
  using namespace tanhui::cli;
  Session session;
  try {
    const std::vector<std::string> args(argv + 1, argv + argc);
    session.language = languageOfEnvironment();
    takeLanguageOption(args, session);
    session.json = std::find(args.begin(), args.end(), "--json") != args.end();  // also for faults of the command line
    catchSignals(session);
    const tanhui::GdalProgram gdal;
    return runCommandLine(args, session);
  } catch (...) {
    const std::exception_ptr thrown = std::current_exception();
    try {
      return tellFailure(thrown, session);
    } catch (...) {
      return kWorkFailed;  // stdout and stderr are gone: the code is all that is left to tell
    }
  }
}
