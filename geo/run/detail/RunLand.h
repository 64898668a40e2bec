#pragma once

#include <vector>

#include "geo/base/InputFile.h"
#include "geo/base/Stop.h"
#include "geo/model/Model.h"

namespace tanhui {

/// What a run has read: the model, the carbon of its strata, and the inputs with their hashes.
struct RunLand {
  Model model;
  std::vector<StratumCarbon> carbon;  ///< of the base year, by stratum
  std::vector<InputFile> inputs;
  Warnings warnings;
};

/// Throws as buildModel does.
RunLand readLand(const Project& project, const StopFlag& stop);

}  // namespace tanhui
