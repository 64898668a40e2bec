#pragma once

#include "app/cli/Session.h"
#include "geo/base/Stop.h"

namespace tanhui::cli {

/// From now on no signal ends the program without a word. Ctrl-C (SIGINT) and SIGTERM say so and exit with 130; a
/// failure deep in a library that only knows abort(), of memory mostly, is told as an error and exits with 1. Files
/// need no tidying up: what is not whole stands under no final name, and what a killed run left can be resumed.
void catchSignals(const Session& session);

/// True once some allocation failed, whoever asked for it: libraries that are denied memory tell of other faults, such
/// as a coordinate system that they do not know.
bool memoryRanOut();

/// From now on the first Ctrl-C sets the flag, for the work to end by itself; when it has not ended after a second and
/// a half, or at the second Ctrl-C, the program exits as above. `resumable`: the work is a run.
const StopFlag& watchInterrupts(const Session& session, bool resumable);

/// What is said of an interrupt: on stderr, and with --json on stdout.
struct InterruptWords {
  std::string text, json;
};
InterruptWords interruptWords(const Session& session);

}  // namespace tanhui::cli
