#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace tanhui {

/// Where the methane of a drawdown belt comes from.
enum class FloodMethane : std::uint8_t {
  ofClass,  ///< the factor of its class
  byState,  ///< a rate under water and one when exposed, by the days of each
  byDays,   ///< yearly sums between points of days under water
  given,    ///< a figure of the user's own
};
constexpr std::array<std::string_view, 4> kFloodMethaneNames = {"", "by_state", "by_days", "table"};

/// How long land is under water in a year, and what that makes of its methane.
struct Flooding {
  double days = std::numeric_limits<double>::quiet_NaN();  ///< of a year of 365; NaN: not known
  FloodMethane methane = FloodMethane::ofClass;
  double ch4KgPerHa = std::numeric_limits<double>::quiet_NaN();  ///< of FloodMethane::given, per year

  bool given() const { return !std::isnan(days); }
};

/// The method of a name; nothing for another name.
inline std::optional<FloodMethane> floodMethaneNamed(std::string_view name) {
  for (std::size_t i = 0; i < kFloodMethaneNames.size(); ++i)
    if (kFloodMethaneNames[i] == name) return static_cast<FloodMethane>(i);
  return std::nullopt;
}

}  // namespace tanhui
