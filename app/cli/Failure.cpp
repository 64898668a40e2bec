#include "app/cli/Failure.h"

#include <algorithm>
#include <new>

#include "app/cli/Console.h"
#include "geo/run/Project.h"
#include "geo/run/Run.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Bytes that are no UTF-8 (a file name, say) must not stop the telling.
std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::vector<Error> unforeseen(const Message& problem) {
  return {Error("tanhui", problem, say("cli.unforeseen.remedy"), ErrorKind::work)};
}

int tellAll(const std::vector<Error>& errors, const Session& session) {
  tell(errors, session);
  return exitCode(errors);
}

int tellInterrupted(const Session& session) {
  if (session.json) print(dumped({{"ok", false}, {"interrupted", true}}));
  printError(session.text("cli.interrupted") + "\n");
  return kInterrupted;
}

}  // namespace

int exitCode(const std::vector<Error>& errors) {
  const bool work =
      std::any_of(errors.begin(), errors.end(), [](const Error& e) { return e.kind() == ErrorKind::work; });
  return work ? kWorkFailed : kUsage;
}

void tell(const std::vector<Error>& errors, const Session& session) {
  Json list = Json::array();
  for (const Error& error : errors) {
    const std::string what = session.text(error.problem()), remedy = session.text(error.remedy());
    if (!session.json) {
      printError(error.where().empty() ? fmt::format("error: {}\n", what)
                                       : fmt::format("error: {}: {}\n", error.where(), what));
      printError(fmt::format("remedy: {}\n", remedy));
    }
    list.push_back({{"kind", error.kind() == ErrorKind::work ? "work" : "project"},
                    {"where", error.where()},
                    {"what", what},
                    {"remedy", remedy}});
  }
  if (session.json) print(dumped({{"ok", false}, {"exit_code", exitCode(errors)}, {"errors", std::move(list)}}));
}

int tellFailure(const std::exception_ptr& thrown, const Session& session) {
  try {
    std::rethrow_exception(thrown);
  } catch (const ProjectFaults& faults) {
    return tellAll(faults.all(), session);
  } catch (const Error& error) {
    return tellAll({error}, session);
  } catch (const Interrupted&) {
    return tellInterrupted(session);
  } catch (const std::bad_alloc&) {
    return tellAll(unforeseen(say("cli.out_of_memory")), session);
  } catch (const std::exception& other) {
    return tellAll(unforeseen(say("cli.unforeseen", other.what())), session);
  } catch (...) {
    return tellAll(unforeseen(say("cli.unforeseen", "?")), session);
  }
}

void tellWarnings(const Warnings& warnings, const Session& session, std::size_t most) {
  if (session.json) return;
  for (std::size_t i = 0; i < std::min(most, warnings.size()); ++i)
    printError(fmt::format("warning: {}: {}\n", warnings[i].where, session.text(warnings[i].what)));
  if (warnings.size() > most) printError(session.text(say("cli.more_warnings", warnings.size() - most)) + "\n");
}

Json toJson(const Warnings& warnings, Language language) {
  Json list = Json::array();
  for (const Warning& warning : warnings)
    list.push_back({{"where", warning.where}, {"what", text(warning.what, language)}});
  return list;
}

void printJson(const Json& result) {
  Json whole = {{"ok", true}};
  whole.update(result);
  print(dumped(whole));
}

}  // namespace tanhui::cli
