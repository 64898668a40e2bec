#pragma once

#include <memory>

#include "tests/support/Sample.h"

namespace tanhui::sample {

/// Made-up years 2025 to 2060 of a district: a baseline, a scenario that plants and one that builds, over the zones of
/// the report; spreads of 1,000 draws; close looks with ranked factors. Totals are the sums of their classes.
std::shared_ptr<SeriesReport> series(const RunReport& report);

/// A county whose run follows these years.
County countyThroughTime(Language language);

}  // namespace tanhui::sample
