#pragma once

#include <algorithm>

namespace tanhui {

/// What a stand of some age holds of the dead wood, litter or understorey of its class, as a share: from nothing at age
/// 0 evenly to all of it at the age `years` (factors "young.*_years").
inline double youngShare(double age, double years) { return std::clamp(age / years, 0.0, 1.0); }

}  // namespace tanhui
