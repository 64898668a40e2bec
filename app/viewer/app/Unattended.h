#pragma once

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/app/Options.h"

namespace tanhui::viewer {

/// Opens the project as the options say, waits until everything is drawn, writes the pictures asked for and ends the
/// program: 0, or 1 or 2 with the faults on stderr, as the command line tool does.
void runUnattended(MainWindow& window, const Options& options);

/// Applies --year, --scenario, --layer, --zone, --at and --panel once the project is open. Returns what could not be
/// found; empty: nothing.
Faults applyOptions(MainWindow& window, const Options& options);

}  // namespace tanhui::viewer
