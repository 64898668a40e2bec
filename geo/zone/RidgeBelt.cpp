#include "geo/zone/RidgeBelt.h"

#include <algorithm>
#include <cmath>

#include "geo/coverage/Coverage.h"
#include "geo/grid/Transform.h"
#include "geo/layer/CellShapes.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/Reproject.h"
#include "geo/terrain/BankLand.h"
#include "geo/zone/detail/MadeZone.h"
#include "geo/zone/detail/ReadWaters.h"

namespace tanhui {
namespace {

class RidgeBelt {
 public:
  RidgeBelt(const RidgeBeltSpec& spec, const Crs& target, Warnings& warnings)
      : spec_(spec), target_(target), geographic_(target.geographicPart()), warnings_(warnings) {}

  MultiPolygon make() {
    if (!(spec_.gentle > 0) || !(spec_.most >= spec_.gentle))
      throw Error(spec_.name, say("zone.ridge_widths", spec_.gentle, spec_.most), say("zone.ridge_widths.remedy"));
    const Waters waters =
        readWaters(spec_.source, {.field = {}, .table = {}, .metres = spec_.most}, spec_.name, geographic_, warnings_);
    const MultiPolygon reach = around(waters, spec_.most), near = around(waters, spec_.gentle);
    const Dem dem = heightsWithin(reach);
    const std::vector<std::uint8_t> water = cellsOf(waters, dem);
    const std::vector<BankLand> land = bankLand(dem, water, {.gentleMetres = spec_.gentle});
    std::vector<MultiPolygon> parts = {around(waters, 0)};
    addCells(land, BankLand::hillslope, dem.grid, reach, parts);
    addCells(land, BankLand::gentle, dem.grid, near, parts);
    std::erase_if(parts, [](const MultiPolygon& part) { return part.empty(); });
    return parts.empty() ? MultiPolygon() : unionOf(parts, spec_.name);
  }

 private:
  MultiPolygon around(Waters waters, double metres) const {
    waters.lineWidths.assign(waters.lines.lines.size(), metres);
    waters.polygonWidths.assign(waters.polygons.shapes.size(), metres);
    Warnings told;
    return corridorArea(waters, geographic_, target_, spec_.name, told);
  }

  Dem heightsWithin(const MultiPolygon& reach) {
    const Grid whole = demGrid(spec_.dem);
    const Box box = transformed(reach.box, Transform(target_, whole.crs, spec_.name));
    if (!whole.box().holds(box)) warnings_.push_back({spec_.name, say("zone.ridge_dem_partly")});
    return readDem(spec_.dem, box, 1);
  }

  /// The cells that a water line crosses or a water area reaches into.
  std::vector<std::uint8_t> cellsOf(const Waters& waters, const Dem& dem) const {
    std::vector<std::uint8_t> water(dem.cells(), 0);
    Reproject toDem(geographic_, dem.grid.crs, spec_.name);
    for (std::vector<Point> line : waters.lines.lines) {
      if (!toDem(line)) throw Error(spec_.name, say("zone.no_image"), say("zone.no_image.remedy"));
      for (std::size_t i = 1; i < line.size(); ++i) markSegment(line[i - 1], line[i], dem, water);
    }
    Coverage coverage;
    for (MultiPolygon shape : waters.polygons.shapes) {
      if (!toDem(shape)) throw Error(spec_.name, say("zone.no_image"), say("zone.no_image.remedy"));
      if (!shape.box.meets(dem.grid.box())) continue;
      for (const CoverageRun& run : coverage(shape, dem.grid, dem.grid.all()))
        for (int col = run.colBegin; col < run.colEnd; ++col) mark(run.row, col, dem, water);
    }
    if (std::ranges::find(water, std::uint8_t{1}) == water.end())
      throw Error(spec_.name, say("zone.ridge_apart"), say("zone.ridge_apart.remedy"));
    return water;
  }

  static void mark(std::int64_t row, std::int64_t col, const Dem& dem, std::vector<std::uint8_t>& water) {
    if (row < 0 || col < 0 || row >= dem.rows() || col >= dem.cols()) return;
    const auto cell = static_cast<std::size_t>(row * dem.cols() + col);
    water[cell] = !std::isnan(dem.z[cell]);
  }

  /// Every quarter of a cell: no cell that is crossed by more than a corner is missed.
  static void markSegment(Point a, Point b, const Dem& dem, std::vector<std::uint8_t>& water) {
    const Grid& grid = dem.grid;
    const double cells = std::max(std::abs(b.x - a.x) / grid.dx, std::abs(b.y - a.y) / grid.dy);
    const auto steps = static_cast<std::int64_t>(std::ceil(4 * cells)) + 1;
    for (std::int64_t i = 0; i <= steps; ++i) {
      const double t = static_cast<double>(i) / static_cast<double>(steps);
      const double x = a.x + t * (b.x - a.x), y = a.y + t * (b.y - a.y);
      mark(static_cast<std::int64_t>(std::floor((grid.y0 - y) / grid.dy)),
           static_cast<std::int64_t>(std::floor((x - grid.x0) / grid.dx)), dem, water);
    }
  }

  /// The cells of one kind, cut at the border of `within`.
  void addCells(std::span<const BankLand> land, BankLand kind, const Grid& grid, const MultiPolygon& within,
                std::vector<MultiPolygon>& parts) const {
    if (std::ranges::find(land, kind) == land.end()) return;
    std::vector<std::uint32_t> labels;
    labels.reserve(land.size());
    for (const BankLand cell : land) labels.push_back(cell == kind ? 0 : 1);
    const std::vector<MultiPolygon> shape = shapesOfLabels(labels, 1, grid, target_, spec_.name);
    parts.push_back(intersectionOf(shape.front(), within, spec_.name));
  }

  const RidgeBeltSpec& spec_;
  const Crs& target_;
  const Crs geographic_;
  Warnings& warnings_;
};

}  // namespace

VectorLayer makeRidgeBelt(const RidgeBeltSpec& spec, const Crs& target, Warnings& warnings) {
  MultiPolygon shape = RidgeBelt(spec, target, warnings).make();
  shape = withoutLayers(std::move(shape), spec.exclude, target, spec.name, warnings);
  if (shape.empty()) throw Error(spec.name, say("zone.empty"), say("zone.empty.remedy"));
  return oneFeature(spec.name, std::move(shape));
}

}  // namespace tanhui
