#include <fmt/format.h>

#include <array>

#include "datasets/demo/Layers.h"
#include "datasets/demo/Pool.h"
#include "geo/base/File.h"

namespace tanhui::demo {
namespace {

constexpr double kWusong = 1.70;   // m by which the gauge reads more than the DEM
constexpr double kDrawdown = 0.6;  // of the greatest depth, from the full pool to the lowest

/// How full the pool is on a day of the year: lowest before the rains of summer, full in autumn.
double fullness(int day) {
  struct Knot {
    int day;
    double full;
  };
  constexpr std::array<Knot, 6> kFilling = {{{0, 0.85}, {140, 0}, {212, 0.9}, {283, 1}, {334, 1}, {365, 0.85}}};
  std::size_t k = 0;
  while (day > kFilling[k + 1].day) ++k;
  const double share = static_cast<double>(day - kFilling[k].day) / (kFilling[k + 1].day - kFilling[k].day);
  return kFilling[k].full + share * (kFilling[k + 1].full - kFilling[k].full);
}

}  // namespace

void writeStages(const County& county, const std::filesystem::path& folder) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};  // of 2024
  const Pool pool = largestPool(county.relief, county.waters);
  std::string csv = "date,stage_m,gauge\n";
  int day = 0;
  for (std::size_t month = 0; month < kDays.size(); ++month)
    for (int date = 1; date <= kDays[month]; ++date, ++day) {
      const double stage = pool.level + kWusong - kDrawdown * pool.deepest * (1 - fullness(day));
      csv += fmt::format("2024-{:02}-{:02},{:.2f},柏沱水库坝前（虚构）\n", month + 1, date, stage);
    }
  writeFileWhole(folder / "水位.csv", csv);
}

}  // namespace tanhui::demo
