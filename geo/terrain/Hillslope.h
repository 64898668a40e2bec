#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/terrain/Flow.h"

namespace tanhui {

/// Crests: cells with a height into which no neighbour flows.
std::vector<std::uint8_t> divides(const FlowField& flow);

/// The hillslopes of a water: what a raindrop runs over on its way to it.
struct Hillslope {
  std::vector<float> drop;      ///< m from the cell down to where its path enters the water; NaN: it does not
  std::vector<float> distance;  ///< m along that path; NaN likewise; both 0 in the water
};

/// `water`: nonzero for cells of the water (or of one bank of it). A path that meets `stream` (nonzero; may be empty)
/// before the water does not count: its cell belongs to the valley of a tributary, behind another ridge. So the cells
/// that are reached are those between the water and the first ridge line, which is their upper border. `z`: heights of
/// the cells, m.
Hillslope hillslopeOf(const Dem& dem, const FlowField& flow, std::span<const std::size_t> order,
                      std::span<const double> z, std::span<const std::uint8_t> water,
                      std::span<const std::uint8_t> stream);

}  // namespace tanhui
