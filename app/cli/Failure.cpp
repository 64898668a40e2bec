#include "app/cli/Failure.h"

#include <algorithm>
#include <new>

#include "app/cli/Console.h"
#include "app/cli/Interrupt.h"
#include "geo/base/Stop.h"
#include "geo/project/Project.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

std::vector<Error> unforeseen(const Message& problem) {
  return {Error("tanhui", problem, say("cli.unforeseen.remedy"), ErrorKind::work)};
}

int tellAll(std::vector<Error> errors, const Session& session) {
  if (memoryRanOut() && exitCode(errors) != kWorkFailed)
    errors.insert(errors.begin(), unforeseen(say("cli.out_of_memory")).front());
  tell(errors, session);
  return exitCode(errors);
}

int tellInterrupted(const Session& session) {
  const InterruptWords words = interruptWords(session);
  print(words.json);
  printError(words.text);
  return kInterrupted;
}

}  // namespace

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string errorText(const Error& error, const Session& session) {
  const std::string where = error.where().empty() ? "" : error.where() + ": ";
  return fmt::format("error: {}{}\nremedy: {}\n", where, session.text(error.problem()), session.text(error.remedy()));
}

int exitCode(const std::vector<Error>& errors) {
  const bool work =
      std::any_of(errors.begin(), errors.end(), [](const Error& e) { return e.kind() == ErrorKind::work; });
  return work ? kWorkFailed : kUsage;
}

std::string errorsJson(const std::vector<Error>& errors, const Session& session) {
  Json list = Json::array();
  for (const Error& error : errors)
    list.push_back({{"kind", error.kind() == ErrorKind::work ? "work" : "project"},
                    {"where", error.where()},
                    {"what", session.text(error.problem())},
                    {"remedy", session.text(error.remedy())}});
  return dumped({{"ok", false}, {"exit_code", exitCode(errors)}, {"errors", std::move(list)}});
}

void tell(const std::vector<Error>& errors, const Session& session) {
  if (session.json) return print(errorsJson(errors, session));
  for (const Error& error : errors) printError(errorText(error, session));
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
