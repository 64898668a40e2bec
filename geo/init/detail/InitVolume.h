#pragma once

#include "geo/init/InitGuess.h"

namespace tanhui {

/// Sets the field of the growing stock and its unit, by name and figures, and notes what looked like one and is none.
void guessVolume(const VectorInfo& info, LayerGuess& guess);

}  // namespace tanhui
