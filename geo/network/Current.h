#pragma once

#include <span>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/network/LeastCost.h"

namespace tanhui {

/// What a branch between two cells of resistance Ra and Rb conducts, `length` cells long.
enum class Conductance {
  meanResistance,   ///< 1 / (length (Ra + Rb) / 2): as the Linkage Mapper sets Circuitscape
  meanConductance,  ///< (1 / Ra + 1 / Rb) / 2 / length: Circuitscape's own default
};

struct CurrentFlow {
  double resistance = 0;        ///< between the two sources, in cost times cells
  std::vector<double> current;  ///< through each of the cells, A, of 1 A from one source to the other
};

/// The current of 1 A from source `a` to source `b` through some cells of a surface, each source being one conductor
/// (McRae et al. 2008, Ecology 89: 2712-2724; recalled). The current of a cell is half the sum of its branch currents
/// and half of what is fed into it. `cells`: ascending, those of both sources that count among them; cells to which no
/// current can come get none. Neighbours are four or eight: sixteen is taken as eight. Throws Error when no way leads
/// from a to b, and Interrupted. About 400 B a cell at the same time.
CurrentFlow flowBetween(const CostSurface& surface, std::span<const std::int64_t> cells,
                        std::span<const std::int64_t> a, std::span<const std::int64_t> b, Neighbours neighbours,
                        Conductance conductance, const StopFlag* stop = nullptr);

}  // namespace tanhui
