#pragma once

#include <array>
#include <string>
#include <string_view>

#include "geo/account/Account.h"
#include "geo/base/Message.h"

namespace tanhui {

/// One figure of a Totals under the name that tables, GeoPackage and workbook share (the outside contract).
struct TotalsColumn {
  std::string_view name;
  double (*value)(const Totals&);
};

/// In the order of the tables: area, stock and its error, the pools, flux and its error, non-CO2, net (with
/// Agriculture), their errors; Agriculture and the net of the land with theirs.
constexpr std::size_t kTotalsColumns = 18;
const std::array<TotalsColumn, kTotalsColumns>& totalsColumns();

/// The message of the scope: "ID.sink" or "ID.all".
std::string scoped(std::string_view id, Scope scope);

/// The message that says what the leading net balance amounts to: a sink, a source, or (its range holds zero) neither.
std::string_view verdictOf(const Totals& totals, Scope scope);

/// The colour of a pool on charts.
std::uint32_t poolColour(std::size_t pool);

}  // namespace tanhui
