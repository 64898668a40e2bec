#pragma once

#include <optional>
#include <vector>

#include "geo/product/MapProduct.h"
#include "geo/project/Project.h"

namespace tanhui {

/// The map of this key as the project has it: with the bands that it wants. Nothing when there is no such map.
std::optional<MapProduct> mapOf(const Project& project, std::string_view key);

/// The maps that the project asks for, in its order.
std::vector<MapProduct> mapsOf(const Project& project);

}  // namespace tanhui
