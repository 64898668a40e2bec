#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Message.h"

namespace tanhui {

/// low <= value <= high is drawn in the colour.
struct StyleClass {
  double low, high;
  std::uint32_t colour;
};

/// A QGIS 3 style (QML) for polygons: graduated by a field in tC/ha, or one plain fill when there are no classes;
/// labels from the field `label`.
std::string zoneStyle(std::string_view field, const std::vector<StyleClass>& classes, Language language);

/// One fill for all polygons, and one line for all lines; labels as above for the polygons.
std::string fillStyle(std::uint32_t colour);
std::string lineStyle(std::uint32_t colour);

}  // namespace tanhui
