#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "geo/output/Canvas.h"
#include "geo/output/ReportBlocks.h"
#include "geo/output/RunReport.h"
#include "geo/output/ZoneShapes.h"

namespace tanhui {

/// Builds the report of a run. Maps are read from the GeoTIFFs among report.outputs (a map that was not written is left
/// out); `zones` give the outlines on the maps. Nothing in it depends on threads or the clock.
ReportDocument makeReportDocument(const RunReport& report, std::span<const ZoneShapes> zones);

}  // namespace tanhui
