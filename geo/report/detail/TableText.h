#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/account/Account.h"
#include "geo/base/Csv.h"
#include "geo/base/DataTable.h"

namespace tanhui {

/// The cells zone_layer and zone_id of a row; both empty for the whole region.
inline std::string zoneCells(const std::vector<ZoneName>& zones, std::uint32_t zone) {
  return zone == kWholeRegion ? "," : csvCell(zones[zone].layer) + "," + csvCell(zones[zone].id);
}

}  // namespace tanhui
