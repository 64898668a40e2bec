#include "geo/run/detail/DrawdownFiles.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/cog/WriteRaster.h"
#include "geo/gis/StyleQml.h"
#include "geo/run/detail/DrawdownSums.h"
#include "geo/run/detail/MapFiles.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char *kMap = "drawdown.tif", *kStyle = "drawdown.qml";
constexpr float kNoFigure = std::numeric_limits<float>::quiet_NaN();

/// The bands of drawdown.tif, on the DEM's cells.
struct BeltBands {
  std::array<std::vector<float>, 4> of;  ///< flooded_days, max_depth_m, longest_run_days, ch4_kg_per_ha

  explicit BeltBands(std::size_t cells) {
    for (std::vector<float>& band : of) band.assign(cells, kNoFigure);
  }
  /// Ground that stays dry has 0 days, what is always under water all of them, and methane only the belt.
  void set(std::size_t cell, const DrawdownBelt& belt) {
    const std::uint16_t rank = belt.ranks[cell];
    const Wetness wet = wetness(rank, belt.table);
    const float depth = belt.table.highest() - belt.dem.z[cell];
    of[0][cell] = wet == Wetness::dry ? 0 : static_cast<float>(wet == Wetness::water ? 365 : belt.days(rank));
    of[1][cell] = wet == Wetness::dry ? 0 : depth;
    of[2][cell] = belt.daysKnown()      ? static_cast<float>(belt.table.longestRun(rank))
                  : wet == Wetness::dry ? 0
                                        : kNoFigure;
    of[3][cell] = wet == Wetness::belt ? static_cast<float>(belt.ch4KgPerHa[rank]) : kNoFigure;
  }
};

BeltBands paint(const std::vector<const DrawdownBelt*>& belts, const std::vector<double>& regionHa) {
  BeltBands bands(regionHa.size());
  for (std::size_t cell = 0; cell < regionHa.size(); ++cell) {
    if (!(regionHa[cell] > 0) || std::isnan(belts[0]->dem.z[cell])) continue;
    const auto wet = std::ranges::find_if(
        belts, [&](const DrawdownBelt* belt) { return wetness(belt->ranks[cell], belt->table) != Wetness::dry; });
    bands.set(cell, wet == belts.end() ? *belts[0] : **wet);
  }
  return bands;
}

}  // namespace

void addDrawdown(Landscape& landscape, const RunLand& land, const LandscapeWork& work) {
  const std::vector<const DrawdownBelt*> belts = beltsOf(land.model);
  if (belts.empty()) return;
  heed(&work.stop);
  const std::vector<double> regionHa = regionHaOf(belts[0]->dem, land.model);
  landscape.drawdown = sumDrawdown(land.model, regionHa);
  landscape.tables.push_back(drawdownTable(*landscape.drawdown));

  const CogSpec spec{.grid = belts[0]->dem.grid,
                     .bands = {{"flooded_days", "d/yr"},
                               {"max_depth_m", "m"},
                               {"longest_run_days", "d"},
                               {"ch4_kg_per_ha", "kg CH4/ha/yr"}},
                     .codec = work.project.codec,
                     .metadata = mapMetadata(work.project),
                     .classes = {}};
  const BeltBands bands = paint(belts, regionHa);
  const std::array<std::span<const float>, 4> values = {bands.of[0], bands.of[1], bands.of[2], bands.of[3]};
  const std::vector<BandStatistics> statistics = writeRaster(spec, values, work.folder / kMap, &work.stop);
  writeStyle(work.folder / kStyle, Palette::purple, statistics[0], "d/yr 天/年");
  landscape.outputs.push_back(work.folder / kMap);
  landscape.outputs.push_back(work.folder / kStyle);
}

std::vector<fs::path> drawdownOutputs(const Project& project) {
  if (std::ranges::none_of(project.layers, [](const LayerSpec& layer) { return layer.drawdown.has_value(); }))
    return {};
  return {kMap, kStyle, fs::path("tables") / "drawdown.csv"};
}

}  // namespace tanhui
