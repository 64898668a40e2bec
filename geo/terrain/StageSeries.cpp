#include "geo/terrain/StageSeries.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>

#include "geo/base/TableFile.h"

namespace tanhui {
namespace {

constexpr double kDaysOfYear = 365.25;
constexpr double kPartOfYear = 0.1;  // so much of a year too many or too few counts some season twice, or not at all

/// The whole number that a text is; -1 for any other text.
int wholeNumber(std::string_view text) {
  int value = -1;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && stop == text.data() + text.size() ? value : -1;
}

/// Days since 1970-01-01; nothing for what is no date of the calendar. A time of the day behind a blank is left out.
std::optional<int> dayOf(std::string_view text) {
  const std::string_view date = text.substr(0, text.find_first_of(" T"));
  const std::size_t first = date.find_first_of("-/."), last = date.find_last_of("-/.");
  const bool compact = first == std::string_view::npos && date.size() == 8;
  if (!compact && (first == last || date.find_first_of("-/.", first + 1) != last)) return std::nullopt;
  const int year = wholeNumber(date.substr(0, compact ? 4 : first)),
            month = wholeNumber(compact ? date.substr(4, 2) : date.substr(first + 1, last - first - 1)),
            day = wholeNumber(compact ? date.substr(6) : date.substr(last + 1));
  if (year < 1800 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day when{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!when.ok()) return std::nullopt;
  return static_cast<int>(std::chrono::sys_days(when).time_since_epoch().count());
}

/// Reads the column that tells the day.
class DayColumn {
 public:
  explicit DayColumn(const CsvTable& table) : table_(table), counts_(!table.find("date") && table.find("day")) {
    column_ = table.require(counts_ ? "day" : "date");
  }

  int of(const CsvRow& row) const {
    const std::string& text = row.cells[column_];
    if (!counts_) {
      if (const std::optional<int> day = dayOf(text)) return *day;
      throw Error(table_.where(row), say("terrain.stage_date", text), say("terrain.stage_date.remedy"));
    }
    const double day = csvNumber(table_, row, column_);
    if (day != std::round(day) || std::abs(day) > 1e6)
      throw Error(table_.where(row), say("terrain.stage_date", text), say("terrain.stage_date.remedy"));
    return static_cast<int>(day);
  }

 private:
  const CsvTable& table_;
  bool counts_;
  std::size_t column_ = 0;
};

void requireOneGauge(const CsvTable& table) {
  const std::optional<std::size_t> column = table.find("gauge");
  if (!column || table.rows.empty()) return;
  const std::string& first = table.rows.front().cells[*column];
  for (const CsvRow& row : table.rows)
    if (row.cells[*column] != first)
      throw Error(table.where(row), say("terrain.stage_gauges", first, row.cells[*column]),
                  say("terrain.stage_gauges.remedy"));
}

void tellOfTime(const CsvTable& table, const std::vector<int>& days, Warnings& warnings) {
  const auto known = static_cast<double>(days.size());
  const int span = days.back() - days.front() + 1;
  if (const int missing = span - static_cast<int>(days.size()); missing > 0)
    warnings.push_back({table.name, say("terrain.stage_gaps", missing, span)});
  const double years = known / kDaysOfYear;
  if (years > 1 && std::abs(years - std::round(years)) > kPartOfYear)
    warnings.push_back({table.name, say("terrain.stage_years", days.size())});
}

}  // namespace

StageSeries stagesOf(const CsvTable& table, Warnings& warnings) {
  const DayColumn day(table);
  const std::size_t stage = table.require("stage_m");
  requireOneGauge(table);
  std::map<int, const CsvRow*> rows;
  StageSeries series;
  for (const CsvRow& row : table.rows)
    if (const auto [at, isNew] = rows.try_emplace(day.of(row), &row); !isNew)
      throw Error(table.where(row), say("terrain.stage_twice", at->second->line), say("terrain.stage_twice.remedy"));
  for (const auto& [number, row] : rows) {
    series.days.push_back(number);
    series.stage.push_back(csvNumber(table, *row, stage));
  }
  if (series.days.size() < kLeastStageDays)
    throw Error(table.name, say("terrain.stage_few", series.days.size(), kLeastStageDays),
                say("terrain.stage_few.remedy"));
  tellOfTime(table, series.days, warnings);
  return series;
}

StageSeries readStages(const std::filesystem::path& path, Warnings& warnings) {
  return stagesOf(readTable(path), warnings);
}

}  // namespace tanhui
