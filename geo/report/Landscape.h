#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "geo/account/AttributionOf.h"
#include "geo/base/DataTable.h"
#include "geo/influence/HotSpots.h"
#include "geo/influence/InfluenceTables.h"
#include "geo/network/NetworkFigures.h"
#include "geo/pattern/PatternFigures.h"
#include "geo/project/Project.h"
#include "geo/report/DrawdownReport.h"
#include "geo/value/CompensationTables.h"

namespace tanhui {

/// An element of the county's ecological security pattern: a zone with a role, less what of it earlier elements have.
struct LandscapeElement {
  ElementRole role = ElementRole::none;
  std::string layer, id, label;  ///< as a zone of the project
  std::string ownId;             ///< in the layer of elements
};

/// What the questions about the landscape gave, for the documents of a run. Each is empty where the project asks for
/// nothing of its kind.
struct Landscape {
  std::optional<DrawdownReport> drawdown;
  std::vector<PatternFigures> patterns;
  std::vector<NetworkFigures> networks;
  std::string elementLayer;  ///< the zone layer that holds the elements
  std::vector<LandscapeElement> elements;
  std::vector<NamedCompensation> compensations;
  std::vector<NamedStudy> studies;
  std::vector<HotSpotMap> spots;
  std::vector<AttributedChange> attributions;
  std::vector<DataTable> tables;               ///< in the order of the report; each a CSV and a sheet
  std::vector<std::filesystem::path> outputs;  ///< files that were written beside them
};

}  // namespace tanhui
