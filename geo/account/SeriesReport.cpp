#include "geo/account/SeriesReport.h"

namespace tanhui {

const RowResult* SeriesReport::spreadOf(std::uint32_t scenario, std::uint32_t zone, const std::string& classKey) const {
  for (std::size_t i = 0; i < spreads.size(); ++i) {
    const WeightedRow& label = labels[i];
    if (label.scenario == scenario && label.zone == zone && label.classKey == classKey && !label.additional)
      return &spreads[i];
  }
  return nullptr;
}

const RowResult* SeriesReport::additionSpreadOf(std::uint32_t scenario) const {
  for (std::size_t i = 0; i < spreads.size(); ++i) {
    const WeightedRow& label = labels[i];
    if (label.scenario == scenario && label.zone == kWholeRegion && label.classKey.empty() && label.additional)
      return &spreads[i];
  }
  return nullptr;
}

const CloseLook* SeriesReport::lookAt(std::uint32_t scenario, bool additional, SeriesQuantity quantity) const {
  for (const CloseLook& look : looks) {
    const WeightedRow& label = look.label;
    if (label.scenario == scenario && label.zone == kWholeRegion && label.classKey.empty() &&
        label.additional == additional && look.quantity == quantity && look.year == series.years.horizon)
      return &look;
  }
  return nullptr;
}

}  // namespace tanhui
