#include "geo/grid/GeodesicArea.h"

#include <geodesic.h>

#include <cmath>
#include <vector>

#include "geo/base/Error.h"
#include "geo/grid/CellArea.h"

namespace tanhui {
namespace {

/// Longest piece of an edge. A straight map line leaves the geodesic between its ends by curvature x length^2 / 8, and
/// a piece misses curvature x length^3 / 12 of area. That term goes by Richardson's extrapolation from whole pieces and
/// half ones; the next, of length^5, is below 1e-6 m2 for any CRS in use.
constexpr double kPieceMetres = 1000;
/// A shorter edge misses less than 0.001 m2 as it is.
constexpr double kShortMetres = 50;
constexpr double kDegree = 1.7453292519943295e-2;
constexpr std::size_t kBlock = 4096;  ///< points that are held at a time

const Crs& known(const Crs& crs) {
  if (!crs.known()) throw Error("grid", say("grid.no_crs"), say("grid.no_crs.remedy"));
  return crs;
}

bool counterClockwise(std::span<const Point> ring) {
  double twice = 0;
  const Point o = ring.front();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice += (ring[i].x - o.x) * (ring[i + 1].y - o.y) - (ring[i + 1].x - o.x) * (ring[i].y - o.y);
  return twice > 0;
}

/// The geodesic polygons of whole pieces and of half ones, point by point.
class Pieces {
 public:
  Pieces(const Crs& crs, const Transform& toGround, double degreesPerUnit)
      : crs_(crs), toGround_(toGround), degreesPerUnit_(degreesPerUnit) {
    geod_init(&geodesic_, crs.ellipsoid().semiMajor, crs.ellipsoid().flattening);
    geod_polygon_init(&whole_, 0);
    geod_polygon_init(&halves_, 0);
  }

  void add(Point p, bool middle) {
    points_.push_back(p);
    middle_.push_back(middle);
    if (points_.size() == kBlock) flush();
  }

  double squareMetres() {
    flush();
    double whole = 0, halves = 0;
    geod_polygon_compute(&geodesic_, &whole_, 0, 1, &whole, nullptr);
    geod_polygon_compute(&geodesic_, &halves_, 0, 1, &halves, nullptr);
    return halves + (halves - whole) / 3;
  }

 private:
  void flush() {
    toGround_(points_);
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double lon = points_[i].x * degreesPerUnit_, lat = points_[i].y * degreesPerUnit_;
      if (!std::isfinite(lon) || !std::isfinite(lat))
        throw Error("grid", say("grid.outside_domain", crs_.name()), say("grid.outside_domain.remedy"));
      geod_polygon_addpoint(&geodesic_, &halves_, lat, lon);
      if (!middle_[i]) geod_polygon_addpoint(&geodesic_, &whole_, lat, lon);
    }
    points_.clear();
    middle_.clear();
  }

  const Crs& crs_;
  const Transform& toGround_;
  double degreesPerUnit_;
  geod_geodesic geodesic_{};
  geod_polygon whole_{}, halves_{};
  std::vector<Point> points_;
  std::vector<bool> middle_;
};

}  // namespace

GeodesicArea::GeodesicArea(const Crs& crs) : crs_(known(crs)), toGround_(crs, crs.geographicPart(), crs.name()) {
  degreesPerUnit_ = crs.geographicPart().radiansPerUnit() / kDegree;
  metresPerUnit_ = crs.geographic() ? crs.ellipsoid().semiMajor * crs.radiansPerUnit() : crs.metresPerUnit();
}

double GeodesicArea::ringSquareMetres(std::span<const Point> ring) const {
  Pieces pieces(crs_, toGround_, degreesPerUnit_);
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point p = ring[i], q = ring[i + 1];
    const double metres = std::hypot(q.x - p.x, q.y - p.y) * metresPerUnit_;
    pieces.add(p, false);
    if (metres <= kShortMetres) continue;
    const double halves = 2 * std::ceil(metres / kPieceMetres);
    for (double k = 1; k < halves; ++k)
      pieces.add({p.x + (q.x - p.x) * (k / halves), p.y + (q.y - p.y) * (k / halves)}, std::fmod(k, 2) == 1);
  }
  return std::copysign(pieces.squareMetres(), counterClockwise(ring) ? 1.0 : -1.0);
}

double GeodesicArea::ha(std::span<const Point> points, std::span<const std::uint32_t> ringEnds) const {
  double total = 0;
  std::size_t begin = 0;
  for (const std::uint32_t end : ringEnds) {
    const std::span<const Point> ring = points.subspan(begin, end - begin);
    begin = end;
    if (ring.size() >= 4) total += ringSquareMetres(ring);
  }
  return total / 1e4;
}

double geodesicAreaHa(std::span<const Point> points, std::span<const std::uint32_t> ringEnds, const Crs& crs) {
  return GeodesicArea(crs).ha(points, ringEnds);
}

}  // namespace tanhui
