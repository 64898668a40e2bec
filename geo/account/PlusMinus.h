#pragma once

#include <string>

#include "geo/account/Inline.h"
#include "geo/carbon/Uncertainty.h"

namespace tanhui {

// How a figure and its uncertainty stand before people, in the command line, the report and the window alike. What
// stands behind a ± is half the 95 % range; both are rounded where that has its second digit. A standard error is
// called one and never stands behind a ±. Files keep every digit.

/// "8,700 ± 1,200"; "8,694 (no range known)" of a figure whose factors have none. A NaN for the error leaves it open:
/// "8,694".
Inlines withRange(Quantity quantity, double value, double standardError, Language language);

/// "8,700 ± 1,200" of half the range itself, above 0.
Inlines withHalfRange(Quantity quantity, double value, double halfWidth);

/// The two parts for columns and large figures: the value, and what stands behind its ±. `scale`: the largest of the
/// column, by which a value without a range is rounded.
Inlines rangedValue(Quantity quantity, double value, double standardError, double scale = 0);
Inlines halfRange(Quantity quantity, double value, double standardError, Language language);

/// withRange of a number that is in its unit already.
std::string plusMinus(double value, double standardError, Language language);

/// Whether some factor behind a figure has a range. Nothing is known of a figure without: its error is not 0.
inline bool rangeIsKnown(double value, double standardError) { return standardError != 0 || value == 0; }

}  // namespace tanhui
