#pragma once

#include <filesystem>
#include <vector>

#include "geo/account/RunReport.h"
#include "geo/project/Project.h"
#include "geo/report/Landscape.h"
#include "geo/run/RunProgress.h"
#include "geo/run/detail/RunLand.h"

namespace tanhui {

/// What the steps of the landscape share.
struct LandscapeWork {
  const Project& project;
  const std::filesystem::path& folder;  ///< where outputs are staged
  int threads;
  const ProgressSink& progress;
  const StopFlag& stop;
};

/// What can be told of these steps before anything is evaluated; throws Error. Also what `check` asks.
void requireLandscape(const Project& project, const Model& model);

/// Before the tiles are run: what is made of the land itself. Zones that are made join the model's.
Landscape shapeLandscape(RunLand& land, const LandscapeWork& work);

/// After the account: what needs its totals. Its warnings join the report's.
void valueLandscape(Landscape& landscape, const RunLand& land, RunReport& report, const LandscapeWork& work);

/// Whether valueLandscape reads inputs of its own.
bool readsAfterAccount(const Project& project);

/// The names, relative to the output folder, of what these steps may write.
std::vector<std::filesystem::path> landscapeOutputs(const Project& project);

}  // namespace tanhui
