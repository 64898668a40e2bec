#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanhui {

/// What can be asked of a zone, weighted by the exact covered fraction of each cell. Cells that hold nodata or NaN are
/// left out of all but `nodataFrac` and `outsideFrac`. A zone without a valid cell has count, sum, frac and variety 0;
/// its mean, min, max, stdev, majority and minority are NaN.
enum class Statistic {
  count,        ///< cells covered: the sum of the fractions
  sum,          ///< sum of fraction x value
  mean,         ///< sum / count, never beyond min or max
  min,          ///< over every valid cell that the zone touches with some area
  max,          ///< as min
  stdev,        ///< population standard deviation: sqrt(sum of fraction x (value - mean)^2 / count)
  majority,     ///< the value with the largest covered area; of equals the larger value
  minority,     ///< the value with the smallest covered area; of equals the smaller value
  variety,      ///< how many different values
  frac,         ///< share of the zone's own area, in the map plane, that valid cells cover, 0..1
  nodataFrac,   ///< share that nodata or NaN cells cover
  outsideFrac,  ///< share that lies outside the raster
  areaHa,       ///< true ground area, in ha, that valid cells cover
  total,        ///< sum of value x true ground area in ha: of a raster per hectare (tC/ha) the amount (tC)
};

/// Every statistic, in the order above.
const std::vector<Statistic>& allStatistics();
/// Those that hold for any raster: all but areaHa and total, which are for rasters per hectare.
std::vector<Statistic> usualStatistics();
/// The column name: "count", ..., "frac", "nodata_frac", "outside_frac".
std::string_view statisticName(Statistic statistic);
/// From a column name; nothing when there is no such statistic.
std::optional<Statistic> statisticByName(std::string_view name);

/// From column names; `where` says who gave them. Throws Error, which lists all, for one that there is not.
std::vector<Statistic> statisticsNamed(const std::vector<std::string>& names, const std::string& where);

constexpr std::size_t kMaxVariety = 1 << 15;

}  // namespace tanhui
