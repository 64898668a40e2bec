#include "geo/output/SeriesReport.h"

namespace tanhui {

const RowResult* SeriesReport::spreadOf(std::uint32_t scenario, std::uint32_t zone, const std::string& classKey) const {
  for (std::size_t i = 0; i < spreads.size(); ++i) {
    const WeightedRow& label = labels[i];
    if (label.scenario == scenario && label.zone == zone && label.classKey == classKey && !label.additional)
      return &spreads[i];
  }
  return nullptr;
}

}  // namespace tanhui
