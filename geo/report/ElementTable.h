#pragma once

#include "geo/account/Account.h"
#include "geo/base/DataTable.h"
#include "geo/report/Landscape.h"

namespace tanhui {

/// tables/elements.csv: by element and pattern (one line by element where there is no pattern) its area, stock and flux
/// without what earlier elements have, the classes of the pattern and how far its foreground hangs together.
DataTable elementTable(const Landscape& landscape, const Account& account);

/// The totals of a zone; null where the account has none of it.
const Totals* totalsOf(const Account& account, std::string_view layer, std::string_view id);

/// "zone", "corridor" or "node".
std::string_view roleKey(ElementRole role);

}  // namespace tanhui
