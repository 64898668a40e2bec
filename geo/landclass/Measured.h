#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace tanhui {

/// What a measured raster tells of the land, in the place of what the factors say.
enum class Measures : std::uint8_t {
  above,    ///< carbon above ground; below ground by the root to shoot ratio
  biomass,  ///< carbon above and below ground together, split by that ratio
  soil30,   ///< soil organic carbon of 0-30 cm
};
constexpr std::array<std::string_view, 3> kMeasuresNames = {"above", "biomass", "soil30"};

/// A measured figure of some land, tC/ha, with one standard error. Errors of one source are one unknown: they are
/// added up over the land, as what a map has wrong it mostly has wrong everywhere.
struct MeasuredFigure {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< NaN: nothing was measured
  double se = 0;
  std::uint8_t source = 0;  ///< which measured raster of the project, from 0
  Measures of = Measures::above;

  bool given() const { return !std::isnan(value); }
};

}  // namespace tanhui
