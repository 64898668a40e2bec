#include "geo/layer/Reproject.h"

#include <algorithm>
#include <cmath>

#include "geo/gdal/PolygonParts.h"

namespace tanhui {
namespace {

constexpr double kTolerance = 5e-4;  ///< m
/// A shorter edge cannot leave its image by the tolerance: its curvature would have to exceed that of a parallel 60 km
/// from a pole.
constexpr double kShort = 15;  ///< m
/// A longer edge may bend both ways: it is taken in sections of this length, each of one curvature.
constexpr double kSection = 2000;  ///< m
/// A section that would need more pieces bends by half a kilometre: it runs over a tear of the projection or a pole.
constexpr double kMostPieces = 1024;
/// An edge longer than half a meridian is no border of land.
constexpr double kFarthest = 2e7;  ///< m
/// Of one feature: half a gigabyte of points, 6,000,000 km of edges.
constexpr std::size_t kMostPoints = std::size_t{1} << 25;

Point along(Point p, Point q, double t) { return {p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t}; }

bool comesBefore(Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }

double unitMetres(const Crs& crs) {
  return crs.geographic() ? crs.ellipsoid().semiMajor * crs.radiansPerUnit() : crs.metresPerUnit();
}

}  // namespace

Reproject::Reproject(const Crs& from, const Crs& to, const std::string& where)
    : transform_(from, to, where),
      sourceMetres_(unitMetres(from)),
      targetMetres_(unitMetres(to)),
      geographic_(to.geographic()),
      radians_(to.radiansPerUnit()) {}

/// How far an image lies from the straight line PQ, in metres.
double Reproject::deviation(Point image, Point P, Point Q) const {
  const double shrink = geographic_ ? std::cos(P.y * radians_) : 1;
  const double ux = (Q.x - P.x) * shrink, uy = Q.y - P.y, vx = (image.x - P.x) * shrink, vy = image.y - P.y;
  const double length = std::hypot(ux, uy);
  return (length > 0 ? std::abs(ux * vy - uy * vx) / length : std::hypot(vx, vy)) * targetMetres_;
}

bool Reproject::images(const Edge& e, double parts, std::vector<Point>& out) const {
  out.clear();
  for (double k = 1; k < parts; ++k) out.push_back(along(e.p, e.q, k / parts));
  transform_(out);
  return allFinite(out);
}

/// An edge whose curvature is much the same all along: as many equal pieces as keep within the tolerance, whose sag
/// falls with the square of their number. `middle`: the image of its middle.
bool Reproject::section(const Edge& e, Point middle, std::vector<Point>& out) {
  const double pieces = std::ceil(1.1 * std::sqrt(deviation(middle, e.P, e.Q) / kTolerance));
  if (!(pieces <= kMostPieces)) return false;
  if (pieces <= 1) return true;
  if (!images(e, pieces, pieces_)) return false;
  out.insert(out.end(), pieces_.begin(), pieces_.end());
  return true;
}

/// The points that an edge needs between its ends; false when part of it has no image.
bool Reproject::inner(const Edge& e, std::vector<Point>& out) {
  const double length = std::hypot(e.q.x - e.p.x, e.q.y - e.p.y) * sourceMetres_;
  if (!(length > kShort)) return true;
  if (length > kFarthest) return false;
  const double sections = std::ceil(length / kSection);
  if (!images(e, 2 * sections, halves_)) return false;  // the middle of each section, and its end
  const auto tooFar = [&](Point image) { return deviation(image, e.P, e.Q) > kTolerance; };
  if (std::ranges::none_of(halves_, tooFar)) return true;
  Edge part = e;
  for (double k = 0; k < sections; ++k) {
    const auto at = static_cast<std::size_t>(2 * k);
    const bool last = k + 1 == sections;
    part.q = last ? e.q : along(e.p, e.q, (k + 1) / sections);
    part.Q = last ? e.Q : halves_[at + 1];
    if (!section(part, halves_[at], out)) return false;
    if (!last) out.push_back(part.Q);
    part.p = part.q;
    part.P = part.Q;
  }
  return true;
}

bool Reproject::line(std::span<const Point> source, std::vector<Point>& out) {
  image_.assign(source.begin(), source.end());
  transform_(image_);
  if (!allFinite(image_)) return false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    out.push_back(image_[i]);
    if (i + 1 == source.size()) break;
    const Edge edge{source[i], source[i + 1], image_[i], image_[i + 1]};
    between_.clear();
    const bool forward = comesBefore(edge.p, edge.q);
    if (!inner(forward ? edge : Edge{edge.q, edge.p, edge.Q, edge.P}, between_)) return false;
    if (!forward) std::ranges::reverse(between_);
    out.insert(out.end(), between_.begin(), between_.end());
    if (out.size() > kMostPoints) return false;
  }
  return true;
}

bool Reproject::operator()(std::vector<Point>& points) {
  if (identity()) return true;
  out_.clear();
  if (!line(points, out_)) return false;
  points.assign(out_.begin(), out_.end());
  return true;
}

bool Reproject::operator()(MultiPolygon& shape) {
  if (identity()) return true;
  out_.clear();
  std::size_t begin = 0;
  double twice = 0;
  for (std::uint32_t& end : shape.ringEnds) {
    const std::size_t outBegin = out_.size();
    if (!line(std::span(shape.points).subspan(begin, end - begin), out_)) return false;
    twice += twiceSignedArea(std::span(out_).subspan(outBegin));
    begin = end;
    end = static_cast<std::uint32_t>(out_.size());
  }
  if (twice < 0) {  // a CRS that mirrors
    begin = 0;
    for (const std::uint32_t end : shape.ringEnds) {
      std::reverse(out_.begin() + static_cast<std::ptrdiff_t>(begin), out_.begin() + end);
      begin = end;
    }
  }
  shape.points.assign(out_.begin(), out_.end());
  shape.box = boxOf(shape.points);
  return true;
}

}  // namespace tanhui
