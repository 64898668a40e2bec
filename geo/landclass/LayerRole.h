#pragma once

namespace tanhui {

/// What a layer seems to be, in the order of a project: what was surveyed closest to the ground lies on top.
enum class LayerRole {
  stands,
  wetlands,
  farmland,
  parcels,
  raster,
  region,
  zones,
  corridor,
  restoration,
  control,
  none
};

}  // namespace tanhui
