#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanhui {

/// The unit of an amount by the unit of its density per hectare: "tC" of "tC/ha", "Mg yr-1" of "Mg ha-1 yr-1", "" of
/// "/ha". Nothing when the unit is not one per hectare.
std::optional<std::string> unitOfTotal(std::string_view unit);

/// A unit as part of a column's name: "tC_per_yr" of "tC/yr".
std::string unitInName(std::string_view unit);

}  // namespace tanhui
