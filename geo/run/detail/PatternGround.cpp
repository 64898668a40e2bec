#include "geo/run/detail/PatternGround.h"

#include <algorithm>
#include <cmath>

#include "geo/gdal/RasterFile.h"
#include "geo/paint/LandRaster.h"
#include "geo/pattern/Pattern.h"

namespace tanhui {
namespace {

constexpr float kHalf = 0.5F;

std::string whereOf(const PatternSpec& spec, const Project& project) {
  return fmt::format("{}, line {}", project.file.string(), spec.line);
}

PatternGround groundOfClasses(const PatternSpec& spec, const std::string& where, const Model& model, int threads,
                              const StopFlag& stop) {
  const auto classes = classesNamed(model.factors.classes(), spec.classes, where);
  const std::vector<float> share = shareOfClasses(model, classes, threads, stop);
  PatternGround ground{model.grid, {static_cast<int>(model.grid.cols), static_cast<int>(model.grid.rows), {}}};
  ground.mask.cells.resize(share.size());
  std::ranges::transform(share, ground.mask.cells.begin(), [](float part) {
    return std::isnan(part) ? Ground::nodata : part >= kHalf ? Ground::foreground : Ground::background;
  });
  return ground;
}

/// What must be covered: the region, or all of the grid.
Box neededBox(const Model& model) {
  const Box region = model.region.box();
  return region.empty() ? model.grid.box() : region;
}

RasterFile openRaster(const PatternSpec& spec, const Model& model) {
  RasterFile raster(spec.raster, 1);
  const Grid& grid = raster.grid();
  if (!grid.crs.sameAs(model.grid.crs))
    throw Error(spec.raster.string(), say("run.pattern_crs", spec.name),
                say("run.pattern_crs.remedy", model.grid.crs.name()));
  const Box needed = neededBox(model), box = grid.box();
  const Box most{box.xmin - grid.dx, box.ymin - grid.dy, box.xmax + grid.dx, box.ymax + grid.dy};  // but for a cell
  if (!most.holds(needed))
    throw Error(spec.raster.string(), say("run.pattern_cover", spec.name), say("run.pattern_cover.remedy"));
  return raster;
}

void requireValues(const PatternSpec& spec, const std::set<int>& seen) {
  for (const int value : spec.foreground)
    if (!seen.contains(value))
      throw Error(spec.raster.string(), say("run.pattern_value", value, spec.name), say("run.pattern_value.remedy"));
}

PatternGround groundOfRaster(const PatternSpec& spec, const Model& model, const StopFlag& stop) {
  RasterFile raster = openRaster(spec, model);
  const Grid& grid = raster.grid();
  PatternGround ground{grid, {static_cast<int>(grid.cols), static_cast<int>(grid.rows), {}}};
  const std::set<int> wanted(spec.foreground.begin(), spec.foreground.end());
  std::set<int> seen;
  std::vector<std::int32_t> row(static_cast<std::size_t>(grid.cols));
  for (std::int64_t r = 0; r < grid.rows; ++r) {
    heed(&stop);
    raster.read({0, r, static_cast<int>(grid.cols), 1}, row.data(), row.size());
    for (const std::int32_t value : row) {
      const bool nodata = raster.hasNodata() && value == raster.nodata(),
                 foreground = !nodata && wanted.contains(value);
      if (foreground) seen.insert(value);
      ground.mask.cells.push_back(nodata ? Ground::nodata : foreground ? Ground::foreground : Ground::background);
    }
  }
  requireValues(spec, seen);
  return ground;
}

}  // namespace

PatternGround patternGround(const PatternSpec& spec, const Project& project, const Model& model, int threads,
                            const StopFlag& stop) {
  return spec.raster.empty() ? groundOfClasses(spec, whereOf(spec, project), model, threads, stop)
                             : groundOfRaster(spec, model, stop);
}

void checkPattern(const PatternSpec& spec, const Project& project, const Model& model, Warnings& warnings) {
  if (spec.raster.empty()) classesNamed(model.factors.classes(), spec.classes, whereOf(spec, project));
  const Grid grid = spec.raster.empty() ? model.grid : openRaster(spec, model).grid();
  requireEdgeWidth(spec.edgeWidth, grid.cols, grid.rows, whereOf(spec, project));
  constexpr double kGigabyte = 1e9;
  if (const double bytes = static_cast<double>(patternMemory(grid.cols, grid.rows, spec.edgeWidth)); bytes > kGigabyte)
    warnings.push_back({spec.name, say("run.pattern_memory", fmt::format("{:.1f}", bytes / kGigabyte))});
}

}  // namespace tanhui
