#pragma once

#include <filesystem>
#include <vector>

#include "geo/account/AttributionOf.h"
#include "geo/base/DataTable.h"
#include "geo/influence/HotSpots.h"
#include "geo/influence/InfluenceTables.h"
#include "geo/value/CompensationTables.h"

namespace tanhui {

/// What the questions about the landscape gave, for the documents of a run. Each is empty where the project asks for
/// nothing of its kind.
struct Landscape {
  std::vector<NamedCompensation> compensations;
  std::vector<NamedStudy> studies;
  std::vector<HotSpotMap> spots;
  std::vector<AttributedChange> attributions;

  std::vector<DataTable> tables;               ///< in the order of the report; each a CSV and a sheet
  std::vector<std::filesystem::path> outputs;  ///< files that were written beside them
};

}  // namespace tanhui
