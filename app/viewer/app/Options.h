#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <QSize>
#include <QString>
#include <QStringList>

#include "app/viewer/app/Theme.h"
#include "geo/base/Message.h"

namespace tanhui::viewer {

/// What the command line asks for.
struct Options {
  std::filesystem::path project;  ///< empty: start with nothing open
  std::optional<Language> language;
  std::optional<Theme> theme;
  std::filesystem::path screenshot;  ///< not empty: draw the window into this PNG and end
  std::filesystem::path sheet;       ///< not empty: write the printed sheet of the map and end
  QSize size{1280, 800};
  double scale = 1;                             ///< device pixels per logical pixel of the screenshot
  QString layer;                                ///< the map to show: its key ("stock"), or its name
  QString zone;                                 ///< "LAYER:ID", selected and zoomed to
  std::optional<std::pair<double, double>> at;  ///< a place to ask about
  QString panel;                                ///< the panel in front
  QString compare;                              ///< \"LEFT,RIGHT\": two maps, as `layer` names them
  std::optional<int> year;                      ///< the year to show
  QString scenario;                             ///< the scenario to show; empty: the baseline

  bool unattended() const { return !screenshot.empty() || !sheet.empty(); }
};

/// Reads the command line. On a fault, or for --help and --version, `message` is what to print and `exitCode` how to
/// end.
struct ParsedOptions {
  Options options;
  std::optional<int> exitCode;
  std::string message;
};
ParsedOptions parseOptions(const QStringList& arguments);

/// The language of the environment: Chinese where it says so.
Language languageOfEnvironment();

}  // namespace tanhui::viewer
