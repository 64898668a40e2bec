#include <geodesic.h>

#include <cmath>

#include "geo/base/Error.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Transform.h"

namespace tanhui {
namespace {

/// Longest piece of an edge. A straight map line leaves the geodesic between its ends by curvature x length^2 / 8, and
/// a piece misses curvature x length^3 / 12 of area: below 1e-8 of a township for any CRS in use, the pieces of
/// opposite borders cancelling nearly all of it.
constexpr double kPieceMetres = 50;
constexpr double kDegree = 1.7453292519943295e-2;

/// A closed ring with its edges cut into equal pieces no longer than `longest`, without the closing point.
void densify(std::span<const Point> ring, double longest, std::vector<Point>& out) {
  out.clear();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point p = ring[i], q = ring[i + 1];
    const double pieces = std::max(1.0, std::ceil(std::hypot(q.x - p.x, q.y - p.y) / longest));
    for (double k = 0; k < pieces; ++k)
      out.push_back({p.x + (q.x - p.x) * (k / pieces), p.y + (q.y - p.y) * (k / pieces)});
  }
}

bool counterClockwise(std::span<const Point> ring) {
  double twice = 0;
  const Point o = ring.front();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
  return twice > 0;
}

}  // namespace

double geodesicAreaHa(std::span<const Point> points, std::span<const std::uint32_t> ringEnds, const Crs& crs) {
  if (!crs.known()) throw Error("grid", say("grid.no_crs"), say("grid.no_crs.remedy"));
  const Crs geographic = crs.geographicPart();
  const Transform toGround(crs, geographic, crs.name());
  const double degreesPerUnit = geographic.radiansPerUnit() / kDegree;
  const Crs::Ellipsoid ellipsoid = crs.ellipsoid();
  const double longest = crs.geographic() ? kPieceMetres / (ellipsoid.semiMajor * crs.radiansPerUnit())
                                          : kPieceMetres / crs.metresPerUnit();
  geod_geodesic geodesic;
  geod_init(&geodesic, ellipsoid.semiMajor, ellipsoid.flattening);

  double total = 0;
  std::vector<Point> pieces;
  std::size_t begin = 0;
  for (const std::uint32_t end : ringEnds) {
    const std::span<const Point> ring = points.subspan(begin, end - begin);
    begin = end;
    if (ring.size() < 4) continue;
    densify(ring, longest, pieces);
    toGround(pieces);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (const Point p : pieces) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y))
        throw Error("grid", say("grid.outside_domain", crs.name()), say("grid.outside_domain.remedy"));
      geod_polygon_addpoint(&geodesic, &polygon, p.y * degreesPerUnit, p.x * degreesPerUnit);
    }
    double area = 0, perimeter = 0;
    geod_polygon_compute(&geodesic, &polygon, 0, 1, &area, &perimeter);
    total += std::copysign(area, counterClockwise(ring) ? 1.0 : -1.0);
  }
  return total / 1e4;
}

}  // namespace tanhui
