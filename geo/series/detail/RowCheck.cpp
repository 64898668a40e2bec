#include "geo/series/detail/RowCheck.h"

#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

namespace tanhui {

namespace {

void fits(bool good, const char* what) {
  if (!good) throw std::invalid_argument(what);
}

}  // namespace

void checkAreaGroups(std::span<const AreaGroup> groups) {
  std::set<std::string> names;
  for (const AreaGroup& group : groups) {
    if (!(group.relativeSe >= 0) || !std::isfinite(group.relativeSe))
      throw Error({}, say("series.area_error", group.name, group.relativeSe), say("series.area_error.remedy"));
    if (!names.insert(group.name).second)
      throw Error({}, say("series.area_twice", group.name), say("series.area_twice.remedy"));
  }
}

void checkRows(std::span<const UncertainRow> rows, std::span<const Focus> focuses, const MonteCarloRules& rules) {
  const auto groups = static_cast<std::int32_t>(rules.areaGroups.size());
  const auto frames = static_cast<std::int32_t>(rules.areaFrames.size());
  for (const AreaFrame& frame : rules.areaFrames) {
    fits(frame.groupAreaHa.size() == rules.areaGroups.size(), "AreaFrame: one area for each group");
    for (const double area : frame.groupAreaHa) fits(area >= 0 && std::isfinite(area), "AreaFrame: a negative area");
  }
  for (const UncertainRow& row : rows) {
    fits(row.areaFrame >= -1 && row.areaFrame < frames, "UncertainRow: no such area frame");
    for (const UncertainRow::Part& part : row.parts) {
      fits(part.areaGroup >= -1 && part.areaGroup < groups, "UncertainRow: no such area group");
      fits(part.areaGroup < 0 || row.areaFrame >= 0, "UncertainRow: an area group without a frame");
      fits(part.weights.years() == row.years(), "UncertainRow: parts of different years");
      fits(part.weights.stock.size() == row.years() + 1, "YearWeights: stock needs one entry more than nonCo2");
      fits(part.weights.agriculture.empty() || part.weights.agriculture.size() == row.years(),
           "YearWeights: agriculture of other years than nonCo2");
    }
  }
  for (const Focus& focus : focuses)
    fits(focus.row < rows.size() && focus.year < rows[focus.row].years(), "Focus: no such figure");
}

}  // namespace tanhui
