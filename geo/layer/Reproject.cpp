#include "geo/layer/Reproject.h"

#include <algorithm>
#include <cmath>

#include "geo/layer/PolygonParts.h"

namespace tanhui {
namespace {

constexpr double kTolerance = 5e-4;  ///< m
/// A shorter edge cannot leave its image by the tolerance: its curvature would have to exceed that of a parallel 60 km
/// from a pole.
constexpr double kShort = 15;  ///< m
/// From this length on an edge may bend both ways, so it is looked at in three places.
constexpr double kLong = 2000;  ///< m
constexpr int kMostHalvings = 20;

Point along(Point p, Point q, double t) { return {p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t}; }

bool comesBefore(Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }

}  // namespace

Reproject::Reproject(const Crs& from, const Crs& to, const std::string& where)
    : transform_(from, to, where), geographic_(to.geographic()) {
  metresPerUnit_ = geographic_ ? to.ellipsoid().semiMajor * to.radiansPerUnit() : to.metresPerUnit();
}

double Reproject::metres(Point a, Point b) const {
  const double shrink = geographic_ ? std::cos(a.y * 1.7453292519943295e-2) : 1;
  return std::hypot((b.x - a.x) * shrink, b.y - a.y) * metresPerUnit_;
}

/// How far an image lies from the straight line PQ, in metres.
double Reproject::deviation(Point image, Point P, Point Q) const {
  const double shrink = geographic_ ? std::cos(P.y * 1.7453292519943295e-2) : 1;
  const double ux = (Q.x - P.x) * shrink, uy = Q.y - P.y, vx = (image.x - P.x) * shrink, vy = image.y - P.y;
  const double length = std::hypot(ux, uy);
  return (length > 0 ? std::abs(ux * vy - uy * vx) / length : std::hypot(vx, vy)) * metresPerUnit_;
}

void Reproject::inner(const Edge& e, int depth, std::vector<Point>& out) const {
  const double length = metres(e.P, e.Q);
  if (!(length > kShort) || depth == 0) return;
  const Point middle = along(e.p, e.q, 0.5), image = transform_(middle);
  double worst = deviation(image, e.P, e.Q);
  if (length > kLong)
    for (const double t : {0.25, 0.75}) worst = std::max(worst, deviation(transform_(along(e.p, e.q, t)), e.P, e.Q));
  if (worst <= kTolerance) return;
  inner({e.p, middle, e.P, image}, depth - 1, out);
  out.push_back(image);
  inner({middle, e.q, image, e.Q}, depth - 1, out);
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
    if (comesBefore(edge.p, edge.q)) {
      inner(edge, kMostHalvings, between_);
      out.insert(out.end(), between_.begin(), between_.end());
    } else {
      inner({edge.q, edge.p, edge.Q, edge.P}, kMostHalvings, between_);
      out.insert(out.end(), between_.rbegin(), between_.rend());
    }
  }
  return allFinite(out);
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
