#pragma once

#include "geo/run/Model.h"

namespace tanhui {

/// Reads a zone layer, or makes a corridor from its rivers, in the grid's CRS. `firstZone` numbers its zones in the
/// ledger. Throws Error for what readPolygons and makeCorridor throw, and for an id that two features share.
ZoneLayer buildZoneLayer(const ZoneSpec& spec, const Crs& crs, std::uint32_t firstZone, Warnings& warnings);

}  // namespace tanhui
