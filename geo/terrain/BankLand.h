#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/terrain/Dem.h"

namespace tanhui {

/// What a cell is to the banks of a water.
enum class BankLand : std::uint8_t {
  none,       ///< beyond the first ridge, the water itself, or without a height
  hillslope,  ///< between the water and the first ridge line
  gentle      ///< gentle land that reaches down to the water: it has no first ridge
};

struct BankRules {
  double gentleDegrees = 5;    ///< below this slope land is gentle: 平坡 of the forest inventory (recalled)
  double gentleMetres = 1000;  ///< a hillside farther behind gentle land does not belong to the bank
  double tributaryHa = 50;     ///< so much ground makes a stream, with a valley and ridges of its own (judged)
};

/// 第一层山脊线: the land on both banks up to the first ridge. A cell is of the hillslope when a raindrop on it reaches
/// the water without meeting a tributary first (hillslopeOf), and crosses no more than gentleMetres of gentle land on
/// the way. `water`: nonzero for cells of the water. About 60 bytes a cell. Throws Interrupted.
std::vector<BankLand> bankLand(const Dem& dem, std::span<const std::uint8_t> water, const BankRules& rules,
                               const StopFlag* stop = nullptr);

}  // namespace tanhui
