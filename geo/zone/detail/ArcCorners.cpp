#include "geo/zone/detail/ArcCorners.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/gdal/PolygonParts.h"

namespace tanhui {
namespace {

/// Half the longest chord, of a circle of radius 1. GEOS divides an arc into equal steps, as many as come nearest to
/// the wanted ones: an arc of one and a half steps is still a single chord.
constexpr double kLongestHalf = 1.5 * std::numbers::pi / 4 / ArcCorners::kQuadrantSegments;
/// How far, in widths, the end of a chord may be off its circle by rounding.
constexpr double kRounding = 1e-6;

/// What lies between the line from `a` to `b`, measured from the middle of a chord of half its length `half`, and the
/// arc above it: sqrt(r^2 - t^2) less the distance of the chord is (half^2 - t^2) / 2r, to a part of half^2 / 4r^2.
double segmentOfCircle(double a, double b, double half, double radius) {
  return (half * half * (b - a) - (b * b * b - a * a * a) / 3) / (2 * radius);
}

/// An edge from p to q, with the interior on its left.
struct Side {
  Point p, q, along, inward;
  double length;
};

Side sideBetween(Point p, Point q) {
  const double length = std::hypot(q.x - p.x, q.y - p.y);
  const Point along{(q.x - p.x) / length, (q.y - p.y) / length};
  return {p, q, along, {-along.y, along.x}, length};
}

/// How far out the corner of a side stands if it is a chord around this centre, or what is left of one; else 0.
double heightAround(Point centre, double radius, const Side& side) {
  const double px = side.p.x - centre.x, py = side.p.y - centre.y;
  const double from = px * side.along.x + py * side.along.y, to = from + side.length;
  const double away = px * side.inward.x + py * side.inward.y;
  const double square = radius * radius - away * away, rounding = kRounding * radius;
  if (away > 0 || square <= 0) return 0;
  const double half = std::sqrt(square);
  const bool within = from >= -half - rounding && to <= half + rounding;
  const bool begins = std::abs(from + half) <= rounding, ends = std::abs(to - half) <= rounding;
  if (!within || !(begins || ends)) return 0;
  return 2 * segmentOfCircle(std::max(from, -half), std::min(to, half), half, radius) / side.length;
}

}  // namespace

void ArcCorners::add(std::span<const Point> line, double width) {
  std::vector<Point>& centres = centres_[width];
  centres.insert(centres.end(), line.begin(), line.end());
  ordered_ = false;
}

void ArcCorners::order() {
  if (ordered_) return;
  for (auto& [width, centres] : centres_) {
    std::ranges::sort(centres, [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    centres.erase(std::ranges::unique(centres).begin(), centres.end());
  }
  ordered_ = true;
}

double ArcCorners::height(Point p, Point q) const {
  const Side side = sideBetween(p, q);
  double height = 0;
  for (const auto& [width, centres] : centres_) {
    const double reach = kLongestHalf * width;
    if (side.length > 2 * reach) continue;
    // A centre lies a width inward of the chord's middle, which is less than half a chord from that of the side.
    const Point guess{(p.x + q.x) / 2 + width * side.inward.x, (p.y + q.y) / 2 + width * side.inward.y};
    for (auto at = std::ranges::lower_bound(centres, guess.x - reach, {}, &Point::x);
         at != centres.end() && at->x <= guess.x + reach; ++at)
      if (std::abs(at->y - guess.y) <= reach) height = std::max(height, heightAround(*at, width, side));
  }
  return height;
}

MultiPolygon ArcCorners::operator()(const MultiPolygon& outline) {
  order();
  MultiPolygon out;
  out.points.reserve(2 * outline.points.size());
  std::size_t begin = 0;
  for (const std::uint32_t end : outline.ringEnds) {
    for (std::size_t i = begin; i < end; ++i) {
      const Point p = outline.points[i];
      out.points.push_back(p);
      if (i + 1 == end) break;
      const Point q = outline.points[i + 1];
      const double high = height(p, q) / std::hypot(q.x - p.x, q.y - p.y);
      if (high > 0) out.points.push_back({(p.x + q.x) / 2 + high * (q.y - p.y), (p.y + q.y) / 2 - high * (q.x - p.x)});
    }
    out.ringEnds.push_back(static_cast<std::uint32_t>(out.points.size()));
    begin = end;
  }
  out.box = boxOf(out.points);
  return out;
}

}  // namespace tanhui
