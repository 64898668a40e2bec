#pragma once

#include <string>

#include "geo/account/Inventory.h"
#include "geo/base/Message.h"

namespace tanhui {

/// The code of a row in CRT table 4: "4.A", "4.A.1", "4.A.2" (also of its parts by origin), "4.G", "4"; "3.C" and "3.D"
/// of the information items. Empty for land without a category of the IPCC.
std::string codeOf(const InventoryLine& line);

std::string nameOf(LandCategory category, Language language);
/// "Forest land remaining forest land", "Cropland converted to forest land", ...
std::string nameOf(const InventoryLine& line, Language language);

/// "NO", "NE", "IE", "NA"; empty where a number stands.
std::string keyOf(NotationKey key);
/// What the key means in this table; empty where a number stands.
std::string meaningOf(NotationKey key, Language language);

}  // namespace tanhui
