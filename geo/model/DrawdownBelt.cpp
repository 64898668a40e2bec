#include "geo/model/DrawdownBelt.h"

#include <cmath>
#include <limits>

#include "geo/carbon/DrawdownMethane.h"
#include "geo/coverage/Coverage.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Transform.h"
#include "geo/layer/VectorRead.h"
#include "geo/terrain/Neighbours.h"

namespace tanhui {
namespace {

constexpr int kRim = 100;  // cells around the region: water finds its way there too
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMostHidden = 0.5, kMostBeyond = 0.1;  // of the water

/// The region in the CRS of the DEM; empty where the project states none.
Box regionBox(const Project& project, const Crs& crs) {
  if (!project.region.path.empty()) {
    Warnings told;  // with the region itself
    return readPolygons(project.region, crs, {}, told).box();
  }
  if (!project.bounds || project.crs.empty()) return {};
  const auto& [xmin, ymin, xmax, ymax] = *project.bounds;
  return transformed({xmin, ymin, xmax, ymax},
                     Transform(Crs::parse(project.crs, project.file.string()), crs, project.file.string()));
}

/// Without stages the water is known on two days of a year that nobody counts: the lowest and the highest.
StageSeries seriesOf(const DrawdownSpec& spec, Warnings& warnings) {
  if (!spec.stages.empty()) return readStages(spec.stages, warnings);
  return {{0, 1}, {spec.low, spec.high}};
}

std::string metres(double value) { return fmt::format("{:.2f}", value); }

class BeltMaker {
 public:
  BeltMaker(const LayerSpec& layer, const Project& project, const FactorLibrary& factors, Warnings& warnings)
      : layer_(layer), spec_(*layer.drawdown), project_(project), factors_(factors), warnings_(warnings) {}

  std::shared_ptr<const DrawdownBelt> make() {
    const Grid whole = demGrid(layer_.source.path);
    const Box region = regionBox(project_, whole.crs);
    if (!region.empty() && !whole.box().holds(region)) warnings_.push_back({layer_.name, say("model.dem_partly")});
    Dem dem = readDem(layer_.source.path, region, kRim);
    const StageTable table(seriesOf(spec_, warnings_), spec_.offset);
    const std::vector<std::uint8_t> water = waterOf(dem);
    requireLevels(dem, table, water);
    std::vector<std::uint16_t> ranks = connectedRanks(dem, table, water);
    tellOfHoles(dem, table, ranks);
    tellOfLeaks(dem, water, ranks);
    std::vector<double> ch4 = methaneOf(table);
    std::vector<std::uint16_t> values = ranks;
    for (std::uint16_t& value : values)
      if (wetness(value, table) != Wetness::belt) value = MemoryRaster::kNone;
    const Grid grid = dem.grid;
    return std::shared_ptr<const DrawdownBelt>(new DrawdownBelt{
        layer_.name, spec_, std::move(dem), table, std::move(ranks), std::move(ch4), {grid, values, layer_.name}});
  }

 private:
  /// Every cell that the water reaches into and that has a height.
  std::vector<std::uint8_t> waterOf(const Dem& dem) {
    std::vector<std::uint8_t> water(dem.cells(), 0);
    Coverage coverage;
    bool any = false;
    const auto mark = [&](const CoverageRun& run) {
      for (int col = run.colBegin; col < run.colEnd; ++col) {
        const std::size_t cell =
            static_cast<std::size_t>(run.row) * static_cast<std::size_t>(dem.cols()) + static_cast<std::size_t>(col);
        water[cell] = !std::isnan(dem.z[cell]);
        any = any || water[cell] != 0;
      }
    };
    for (const VectorSource& source : spec_.water)
      for (const MultiPolygon& shape : readPolygons(source, dem.grid.crs, {}, warnings_).shapes) {
        if (!shape.box.meets(dem.grid.box())) continue;
        for (const CoverageRun& run : coverage(shape, dem.grid, dem.grid.all())) mark(run);
      }
    if (!any) throw Error(layer_.name, say("model.water_apart"), say("model.water_apart.remedy"));
    return water;
  }

  /// Some ground at the water lies below some level; most of it, or the DEM has been flown at high water.
  void requireLevels(const Dem& dem, const StageTable& table, std::span<const std::uint8_t> water) {
    float lowest = std::numeric_limits<float>::infinity();
    double cells = 0, hidden = 0;
    for (std::size_t cell = 0; cell < water.size(); ++cell) {
      if (water[cell] == 0) continue;
      lowest = std::min(lowest, dem.z[cell]);
      ++cells;
      hidden += !(dem.z[cell] < table.highest());
    }
    const std::string high = metres(static_cast<double>(table.highest())), low = metres(static_cast<double>(lowest));
    if (!(lowest < table.highest()))
      throw Error(layer_.name, say("model.stages_below", high, low), say("model.stages_below.remedy"));
    if (hidden > kMostHidden * cells)
      warnings_.push_back({layer_.name, say("model.belt_hidden", fmt::format("{:.0f}", 100 * hidden / cells), high)});
  }

  /// Ground beyond the water that is under water all year: the DEM lacks the dam, or the datum is wrong.
  void tellOfLeaks(const Dem& dem, std::span<const std::uint8_t> water, std::span<const std::uint16_t> ranks) {
    double surface = 0, beyond = 0;  // ha
    for (std::size_t cell = 0; cell < ranks.size(); ++cell) {
      const CellMetres& size = dem.sizes[cell / static_cast<std::size_t>(dem.cols())];
      if (water[cell] != 0) surface += size.width * size.height / 1e4;
      if (water[cell] == 0 && ranks[cell] == 0) beyond += size.width * size.height / 1e4;
    }
    if (beyond > kMostBeyond * surface)
      warnings_.push_back({layer_.name, say("model.belt_leaks", fmt::format("{:.4g}", beyond))});
  }

  /// Cells without a height beside what comes under water, and all that hang on them.
  void tellOfHoles(const Dem& dem, const StageTable& table, std::span<const std::uint16_t> ranks) {
    std::vector<bool> met(dem.cells(), false);
    std::vector<std::size_t> open;
    const auto visit = [&](std::size_t cell) {
      eachNeighbour(cell, dem.cols(), dem.rows(), [&](std::size_t n, const D8Step&) {
        if (!std::isnan(dem.z[n]) || met[n]) return;
        met[n] = true;
        open.push_back(n);
      });
    };
    for (std::size_t cell = 0; cell < ranks.size(); ++cell)
      if (wetness(ranks[cell], table) != Wetness::dry) visit(cell);
    double m2 = 0;
    while (!open.empty()) {
      const std::size_t cell = open.back();
      open.pop_back();
      const CellMetres& size = dem.sizes[cell / static_cast<std::size_t>(dem.cols())];
      m2 += size.width * size.height;
      visit(cell);
    }
    if (m2 > 0) warnings_.push_back({layer_.name, say("model.dem_holes", fmt::format("{:.4g}", m2 / 1e4))});
  }

  std::vector<double> methaneOf(const StageTable& table) const {
    std::vector<double> kg(std::size_t{table.days()} + 1, kNaN);
    if (spec_.stages.empty()) return kg;
    std::optional<FloodedMethaneTable> own;
    if (spec_.methane == FloodMethane::given) own.emplace(spec_.methaneTable);
    for (std::uint16_t rank = 0; rank <= table.days(); ++rank) {
      const double days = table.daysOfYear(rank);
      kg[rank] = own ? own->at(days) : drawdownMethane(factors_, spec_.methane, days).value;
    }
    return kg;
  }

  const LayerSpec& layer_;
  const DrawdownSpec& spec_;
  const Project& project_;
  const FactorLibrary& factors_;
  Warnings& warnings_;
};

}  // namespace

double DrawdownBelt::days(std::uint16_t rank) const { return daysKnown() ? table.daysOfYear(rank) : kNaN; }

std::shared_ptr<const DrawdownBelt> makeDrawdownBelt(const LayerSpec& spec, const Project& project,
                                                     const FactorLibrary& factors, Warnings& warnings) {
  return BeltMaker(spec, project, factors, warnings).make();
}

std::int64_t drawdownBytes(const LayerSpec& spec, const Project& project) {
  constexpr std::int64_t kBytesOfHeight = 4, kBytesAtMost = 16;
  const Grid grid = demGrid(spec.source.path);
  return demBytes(grid, regionBox(project, grid.crs), kRim) / kBytesOfHeight * kBytesAtMost;
}

}  // namespace tanhui
