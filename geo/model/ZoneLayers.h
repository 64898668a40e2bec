#pragma once

#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/project/Project.h"
#include "geo/zone/RoadBelt.h"

namespace tanhui {

struct ZoneLayer {
  std::string name;
  ZoneKind kind = ZoneKind::polygons;
  VectorLayer polygons;
  std::vector<std::string> ids, labels;      ///< one per polygon; ids differ
  std::vector<std::string> downstream = {};  ///< of basins: the id of the one that each drains into; empty: none
  std::uint32_t firstZone = 0;               ///< number of the first zone in the ledger, which counts over all layers
};

/// Reads a zone layer, or makes a corridor from its rivers, a belt from its roads or basins from their outlets, in the
/// grid's CRS. `firstZone` numbers its zones in the ledger. Throws Error for what readPolygons, makeCorridor and
/// makeRoadBelt throw, and for an id that two features share.
ZoneLayer buildZoneLayer(const ZoneSpec& spec, const Crs& crs, std::uint32_t firstZone,
                         const WithoutCropland& withoutCropland, Warnings& warnings);

}  // namespace tanhui
