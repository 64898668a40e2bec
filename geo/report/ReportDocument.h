#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "geo/account/RunReport.h"
#include "geo/document/ReportBlocks.h"
#include "geo/draw/Canvas.h"
#include "geo/draw/ZoneShapes.h"
#include "geo/report/Landscape.h"

namespace tanhui {

/// Builds the report of a run. Maps are read from the GeoTIFFs among report.outputs (a map that was not written is left
/// out); `zones` give the outlines on the maps. Nothing in it depends on threads or the clock.
ReportDocument makeReportDocument(const RunReport& report, std::span<const ZoneShapes> zones,
                                  const Landscape& landscape = {});

}  // namespace tanhui
