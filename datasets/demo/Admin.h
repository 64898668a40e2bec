#pragma once

#include <string>
#include <vector>

#include "datasets/demo/Relief.h"

namespace tanhui::demo {

struct Township {
  std::string code, name;
};

struct Village {
  std::string name;
  int township;  ///< index
};

/// The district and its parts. Borders run along divides and rivers, since everything is made of small catchments.
struct Admin {
  std::vector<Township> townships;
  std::vector<Village> villages;  ///< [0] stands for "outside the district"; fewer than 256
  Raster<std::uint8_t> village;   ///< fine
};

Admin divideDistrict(const Relief& relief);

/// Codes of the villages in their townships, "001" ...; none for one that has no land.
std::vector<std::string> villageCodes(const Admin& admin);

}  // namespace tanhui::demo
