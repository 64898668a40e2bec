#pragma once

#include <nlohmann/json.hpp>

#include "app/cli/Session.h"
#include "geo/run/Run.h"

namespace tanhui::cli {

/// Reads the project, and lets its language speak when none was asked for.
Project openProject(const std::filesystem::path& file, Session& session);

/// Runs a project with progress and Ctrl-C, and prints what came out: the same for `run` and `demo`.
void runAndTell(const Project& project, RunOptions options, const Session& session);

/// Totals, classes, closure and files for people.
std::string resultText(const RunReport& report, Language language);
nlohmann::ordered_json resultJson(const RunReport& report, Language language);

}  // namespace tanhui::cli
