#pragma once

#include <exception>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/Session.h"
#include "geo/base/Error.h"

namespace tanhui::cli {

/// Exit codes, as the contract names them.
enum ExitCode : int { kDone = 0, kWorkFailed = 1, kUsage = 2, kInterrupted = 130 };

/// 2 for a fault of the project or the command alone, 1 when work failed.
int exitCode(const std::vector<Error>& errors);

/// A result as it is printed. Bytes that are no UTF-8 (a file name, say) must not stop the telling.
std::string dumped(const nlohmann::ordered_json& json);

/// `error: WHERE: WHAT` and `remedy: ...`, a line each.
std::string errorText(const Error& error, const Session& session);
/// All of them as one JSON object.
std::string errorsJson(const std::vector<Error>& errors, const Session& session);

/// Tells each error on stderr as `error: WHERE: WHAT` and `remedy: ...`; with --json as one object on stdout.
void tell(const std::vector<Error>& errors, const Session& session);

/// Tells what was thrown, whatever it is, and gives the exit code.
int tellFailure(const std::exception_ptr& thrown, const Session& session);

/// Warnings on stderr, at most `most` of them and then how many more there are. Nothing with --json, whose results
/// hold them all.
void tellWarnings(const Warnings& warnings, const Session& session, std::size_t most = 12);
nlohmann::ordered_json toJson(const Warnings& warnings, Language language);

/// A result on stdout, marked as a success.
void printJson(const nlohmann::ordered_json& result);

}  // namespace tanhui::cli
