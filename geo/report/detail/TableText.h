#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/account/Account.h"
#include "geo/base/Csv.h"

namespace tanhui {

/// What a table begins with, for Excel to read it as UTF-8.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The cells zone_layer and zone_id of a row; both empty for the whole region.
inline std::string zoneCells(const std::vector<ZoneName>& zones, std::uint32_t zone) {
  return zone == kWholeRegion ? "," : csvCell(zones[zone].layer) + "," + csvCell(zones[zone].id);
}

}  // namespace tanhui
