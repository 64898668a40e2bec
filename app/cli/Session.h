#pragma once

#include <CLI/CLI.hpp>

#include "geo/base/Message.h"

namespace tanhui::cli {

/// What every verb is told: the options that stand before or after any verb.
struct Session {
  Language language = Language::en;
  bool languageGiven = false;  ///< --lang; otherwise a project's own language takes over
  bool json = false;
  bool quiet = false;
  bool progressJson = false;
  int threads = 0;

  void takeLanguage(Language ofProject) {
    if (!languageGiven) language = ofProject;
  }
  std::string text(const Message& message) const { return tanhui::text(message, language); }
  std::string text(std::string_view id) const { return tanhui::text(id, language); }
};

// One verb each: adds its subcommand with its options; the callback does the work and throws on failure.
void addDemo(CLI::App& app, Session& session);
void addInit(CLI::App& app, Session& session);
void addCheck(CLI::App& app, Session& session);
void addRun(CLI::App& app, Session& session);
void addSeries(CLI::App& app, Session& session);
void addTransition(CLI::App& app, Session& session);
void addCompare(CLI::App& app, Session& session);
void addUncertainty(CLI::App& app, Session& session);
void addExplain(CLI::App& app, Session& session);
void addZonal(CLI::App& app, Session& session);
void addRasterize(CLI::App& app, Session& session);
void addInfluence(CLI::App& app, Session& session);
void addFactors(CLI::App& app, Session& session);
void addKeys(CLI::App& app, Session& session);

}  // namespace tanhui::cli
