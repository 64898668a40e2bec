#pragma once

#include "geo/project/Project.h"
#include "geo/project/detail/ReadContext.h"

namespace tanhui {

TerrainSpec readTerrain(const ReadContext& in, const SectionReader& from);

/// A [[layers]] table with kind = "drawdown". The DEM of the project is its source.
LayerSpec readDrawdownLayer(const ReadContext& in, const SectionReader& from);

/// Keys of such a layer in another one are faults.
void refuseDrawdownKeys(const SectionReader& from, ProjectFaultList& faults);

}  // namespace tanhui
