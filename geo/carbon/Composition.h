#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/carbon/Species.h"

namespace tanhui {

/// The species of a stand by their shares of its volume (树种组成), as "8马2柏" or "6杉3马1阔+栎": tenths that add up
/// to ten, each before a species; behind "+" and "-" what has 2 to 5 % and less than 2 %, which the tenths leave out.
struct Composition {
  struct Part {
    const Species* species;  ///< nullptr: a name that nobody knows
    double share;
    std::string name;  ///< as it is written
  };
  std::vector<Part> parts;  ///< each species once, as it comes; the shares add up to 1. Empty: not understood
};

/// A species is written by any name that findSpecies knows or in one character (datasets/factors/species_short.csv).
/// Blanks aside; full-width figures and signs as the others.
Composition compositionOf(std::string_view text);

}  // namespace tanhui
