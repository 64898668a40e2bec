#pragma once

#include <span>
#include <vector>

#include "geo/account/AnnualSeries.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// Which row of a series a row of weights stands for.
struct WeightedRow {
  std::uint32_t scenario = 0;
  std::uint32_t zone = kWholeRegion;
  std::string classKey;     ///< empty: all land
  bool additional = false;  ///< the scenario less the baseline
};

struct SeriesWeights {
  std::vector<WeightedRow> labels;
  std::vector<UncertainRow> rows;
  std::vector<AreaFrame> frames;  ///< zones as numbered, the region last; none where every area is exact
};

/// What Approach 2 needs of a series: of every scenario the total of each zone and of the region and what it adds to
/// the baseline over the region; of the baseline also the region's classes (whose land stays). A stand between two
/// whole ages is taken in proportion between the two, so that a draw needs each curve at whole ages only: some
/// thousandths of a tC/ha. What moves into products and out of them enters the net as in YearFigures::net, not the
/// stock.
///
/// `areaGroupOf` gives the area group of a stratum or -1; empty: every area is exact. Costs as annualSeries does.
SeriesWeights seriesWeights(CourseMaker& courses, std::span<const LedgerLine> lines, std::size_t strataCount,
                            std::size_t zoneCount, const SeriesYears& years,
                            std::span<const std::int32_t> areaGroupOf = {});

}  // namespace tanhui
