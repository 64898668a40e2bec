#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "geo/base/Message.h"
#include "geo/base/Stop.h"
#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Crs.h"
#include "geo/network/NetworkFigures.h"

namespace tanhui {

/// Where a network lies: sources by source, links and corridors by link.
struct NetworkShapes {
  Crs crs;
  std::vector<MultiPolygon> sources, corridors;
  std::vector<std::vector<Point>> links;  ///< their least-cost paths
};

/// Writes network.gpkg: for each network NAME the layers NAME_sources, NAME_links and NAME_corridors with its figures,
/// styled through QGIS's layer_styles table. `shapes` run parallel to `networks`. Throws Error (kind work) when GDAL
/// cannot write, and Interrupted; nothing then stands under the final name.
std::filesystem::path writeNetworkGpkg(std::span<const NetworkFigures> networks, std::span<const NetworkShapes> shapes,
                                       const std::filesystem::path& folder, Language language, bool synthetic,
                                       const StopFlag* stop = nullptr);

}  // namespace tanhui
