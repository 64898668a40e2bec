#include "geo/ask/detail/FactorsAtPoints.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/ranges.h>

#include "geo/gdal/RasterBand.h"
#include "geo/grid/GroundRuler.h"
#include "geo/layer/GeosPolygon.h"
#include "geo/layer/VectorRead.h"
#include "geo/terrain/Slope.h"

namespace tanhui {
namespace {

constexpr double kNoValueHere = std::numeric_limits<double>::quiet_NaN();

/// Where the edges of a shape cross each row of a lattice, from west to east. An end of an edge counts to the edge that
/// lies south of it.
std::vector<std::vector<double>> crossings(const SampleLattice& lattice, const MultiPolygon& shape) {
  std::vector<std::vector<double>> ofRow(static_cast<std::size_t>(lattice.rows()));
  const auto firstSouthOf = [&](double y) {
    const double gridRow = (lattice.grid().y0 - y) / lattice.grid().dy - 1.5;  // one too many does no harm
    return lattice.firstFrom(static_cast<std::int64_t>(std::max(0.0, std::floor(gridRow))));
  };
  std::size_t begin = 0;
  for (const std::uint32_t end : shape.ringEnds) {
    for (std::size_t i = begin; i + 1 < end; ++i) {
      const Point a = shape.points[i], b = shape.points[i + 1];
      const Point north = a.y > b.y ? a : b, south = a.y > b.y ? b : a;
      for (std::int64_t row = firstSouthOf(north.y); row < lattice.rows() && lattice.y(row) > south.y; ++row)
        if (const double y = lattice.y(row); y <= north.y)
          ofRow[static_cast<std::size_t>(row)].push_back(south.x +
                                                         (north.x - south.x) * (y - south.y) / (north.y - south.y));
    }
    begin = end;
  }
  for (std::vector<double>& row : ofRow) std::sort(row.begin(), row.end());
  return ofRow;
}

void requirePlane(const Grid& grid, const std::string& where) {
  if (grid.crs.geographic()) throw Error(where, say("influence.degrees"), say("influence.degrees.remedy"));
}

/// A geometry that many points are measured to.
class MeasuredShape {
 public:
  MeasuredShape(const Geos& geos, Geos::Geometry shape, const std::string& where)
      : geos_(geos), shape_(std::move(shape)) {
    if (shape_ == nullptr || GEOSisEmpty_r(geos.get(), shape_.get()) != 0)
      throw Error(where, say("influence.no_shapes"), say("influence.no_shapes.remedy"));
    prepared_ = GEOSPrepare_r(geos.get(), shape_.get());
  }
  ~MeasuredShape() { GEOSPreparedGeom_destroy_r(geos_.get(), prepared_); }
  MeasuredShape(const MeasuredShape&) = delete;
  MeasuredShape& operator=(const MeasuredShape&) = delete;

  double distanceTo(Point p) const {
    const Geos::Geometry point = geos_.own(GEOSGeom_createPointFromXY_r(geos_.get(), p.x, p.y));
    double distance = kNoValueHere;
    GEOSPreparedDistance_r(geos_.get(), prepared_, point.get(), &distance);
    return distance;
  }

 private:
  const Geos& geos_;
  Geos::Geometry shape_;
  const GEOSPreparedGeometry* prepared_ = nullptr;
};

Geos::Geometry collected(const Geos& geos, std::vector<Geos::Geometry> parts) {
  std::vector<GEOSGeometry*> raw;
  for (Geos::Geometry& part : parts) raw.push_back(part.release());
  return geos.own(
      GEOSGeom_createCollection_r(geos.get(), GEOS_GEOMETRYCOLLECTION, raw.data(), static_cast<unsigned>(raw.size())));
}

Geos::Geometry lineOf(const Geos& geos, const std::vector<Point>& points) {
  GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos.get(), static_cast<unsigned>(points.size()), 2);
  for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_setXY_r(geos.get(), sequence, i, points[i].x, points[i].y);
  return geos.own(GEOSGeom_createLineString_r(geos.get(), sequence));
}

std::vector<double> distances(const SampleLattice& lattice, const MeasuredShape& shape, const StopFlag& stop) {
  const double metres = GroundRuler(lattice.grid().crs).scale(lattice.grid().box()).metresPerUnit;
  std::vector<double> all;
  for (const Point p : lattice.points()) {
    heed(&stop);
    all.push_back(shape.distanceTo(p) * metres);
  }
  return all;
}

/// The cell of another grid, column and row, at each place; nothing beyond it.
std::vector<std::optional<std::pair<std::int64_t, std::int64_t>>> cellsAt(const SampleLattice& lattice,
                                                                          const Grid& grid, const std::string& where) {
  std::vector<Point> points = lattice.points();
  Transform(lattice.grid().crs, grid.crs, where)(points);
  std::vector<std::optional<std::pair<std::int64_t, std::int64_t>>> cells;
  for (const Point p : points) {
    const double col = std::floor((p.x - grid.x0) / grid.dx), row = std::floor((grid.y0 - p.y) / grid.dy);
    const bool inside =
        col >= 0 && row >= 0 && col < static_cast<double>(grid.cols) && row < static_cast<double>(grid.rows);
    cells.push_back(inside ? std::optional(std::pair{static_cast<std::int64_t>(col), static_cast<std::int64_t>(row)})
                           : std::nullopt);
  }
  return cells;
}

}  // namespace

std::vector<int> polygonAtPoints(const SampleLattice& lattice, const std::vector<MultiPolygon>& shapes) {
  std::vector<int> at(lattice.size(), -1);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto ofRow = crossings(lattice, shapes[i]);
    for (std::int64_t row = 0; row < lattice.rows(); ++row) {
      const std::vector<double>& xs = ofRow[static_cast<std::size_t>(row)];
      for (std::int64_t col = 0; !xs.empty() && col < lattice.cols(); ++col) {
        const auto west = std::upper_bound(xs.begin(), xs.end(), lattice.x(col)) - xs.begin();
        int& place = at[lattice.place(col, row)];
        if (west % 2 == 1 && place < 0) place = static_cast<int>(i);
      }
    }
  }
  return at;
}

std::vector<double> rasterAtPoints(const SampleLattice& lattice, const std::filesystem::path& raster, int band,
                                   const StopFlag& stop) {
  RasterBand values(raster, band);
  std::vector<double> at;
  for (const auto& cell : cellsAt(lattice, values.grid(), raster.string())) {
    heed(&stop);
    double& value = at.emplace_back(kNoValueHere);
    if (!cell) continue;
    values.read({cell->first, cell->second, 1, 1}, &value, 1, kNoValueHere);
    value = value * values.scale().factor + values.scale().offset;
  }
  return at;
}

std::vector<double> slopeAtPoints(const SampleLattice& lattice, const std::filesystem::path& path,
                                  const StopFlag& stop) {
  const Grid& grid = lattice.grid();
  const Box box = transformed(grid.box(), Transform(grid.crs, demGrid(path).crs, path.string()));
  const Dem dem = readDem(path, box, 1, &stop);
  const std::vector<float> slope = slopeAspect(dem).slope;
  std::vector<double> at;
  for (const auto& cell : cellsAt(lattice, dem.grid, path.string()))
    at.push_back(cell ? double{slope[static_cast<std::size_t>(cell->second * dem.grid.cols + cell->first)]}
                      : kNoValueHere);
  return at;
}

std::vector<double> distanceToShapes(const SampleLattice& lattice, const std::vector<MultiPolygon>& shapes,
                                     const std::string& where, const StopFlag& stop) {
  requirePlane(lattice.grid(), where);
  const Geos geos;
  std::vector<Geos::Geometry> parts;
  for (const MultiPolygon& shape : shapes)
    if (Geos::Geometry part = toGeos(geos, shape)) parts.push_back(std::move(part));
  return distances(lattice, MeasuredShape(geos, collected(geos, std::move(parts)), where), stop);
}

bool holdsPolygons(const VectorSource& source) {
  const std::vector<VectorInfo> layers = describeVector(source.path);
  std::vector<std::string> names;
  for (const VectorInfo& info : layers) {
    if (info.layer == source.sublayer || (source.sublayer.empty() && layers.size() == 1)) return info.polygons;
    names.push_back(info.layer);
  }
  throw Error(source.path.string(), say("influence.which_layer", fmt::format("{}", fmt::join(names, ", "))),
              say("influence.which_layer.remedy", source.path.filename().string(), names.empty() ? "" : names.front()));
}

std::vector<double> distanceToFile(const SampleLattice& lattice, const VectorSource& source, Warnings& warnings,
                                   const StopFlag& stop) {
  const std::string where = source.path.string();
  const Crs& crs = lattice.grid().crs;
  if (holdsPolygons(source))
    return distanceToShapes(lattice, readPolygons(source, crs, {}, warnings).shapes, where, stop);
  requirePlane(lattice.grid(), where);
  const Geos geos;
  std::vector<Geos::Geometry> parts;
  for (const std::vector<Point>& line : readLines(source, crs, {}, warnings).lines)
    if (line.size() > 1) parts.push_back(lineOf(geos, line));
  return distances(lattice, MeasuredShape(geos, collected(geos, std::move(parts)), where), stop);
}

}  // namespace tanhui
