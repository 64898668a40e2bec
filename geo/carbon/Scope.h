#pragma once

#include <cstdint>

namespace tanhui {

/// Which net balance leads in reports, maps, charts and targets: [project] scope.
enum class Scope : std::uint8_t {
  sink,  ///< the land's (LULUCF): the CO2 of its five pools, wood products, its own gases
  all,   ///< with Agriculture: CH4 of paddies and N2O of fertiliser besides
};

}  // namespace tanhui
