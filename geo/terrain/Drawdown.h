#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/terrain/Dem.h"
#include "geo/terrain/StageTable.h"

namespace tanhui {

/// The rank (StageTable) of every cell as it counts: that of the highest ground on the best way from the water to it,
/// by the eight neighbours, itself included. A cell is under water at a stage when a path of cells below the stage
/// joins it to a cell of the water below the stage; so one flood from the water tells all stages. Cells that no water
/// reaches have the rank table.days(). `water`: nonzero for cells of the water. 2 + 2 bytes a cell.
std::vector<std::uint16_t> connectedRanks(const Dem& dem, const StageTable& table, std::span<const std::uint8_t> water,
                                          const StopFlag* stop = nullptr);

/// What a cell of a rank is.
enum class Wetness : std::uint8_t { dry, belt, water };
inline Wetness wetness(std::uint16_t rank, const StageTable& table) {
  return rank == 0 ? Wetness::water : rank < table.days() ? Wetness::belt : Wetness::dry;
}

}  // namespace tanhui
