#pragma once

#include <filesystem>
#include <vector>

#include "geo/base/Csv.h"
#include "geo/base/Error.h"

namespace tanhui {

/// A year whose days under water are to be counted must be known nearly whole.
constexpr std::size_t kLeastStageDays = 330;

/// The water level of one gauge, day by day.
struct StageSeries {
  std::vector<int> days;      ///< ascending, each once: days since 1970-01-01, or as the table counts them
  std::vector<double> stage;  ///< m, of each day, in the gauge's own datum
};

/// Reads "date,stage_m": dates as 2020-01-31, 2020/1/31 or 20200131, in any order; or whole numbers of days in a column
/// `day`. A series with gaps, or one that is not of whole years, is taken with a warning. Throws Error with the line
/// for a date that is none, a day that occurs twice, a level that is no number, a column `gauge` with several gauges,
/// and for fewer than kLeastStageDays days.
StageSeries readStages(const std::filesystem::path& path, Warnings& warnings);
StageSeries stagesOf(const CsvTable& table, Warnings& warnings);

}  // namespace tanhui
