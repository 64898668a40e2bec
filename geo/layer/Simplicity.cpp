#include "geo/layer/Simplicity.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

/// Beyond so many candidate pairs per segment GEOS's index is the better tool.
constexpr std::size_t kPairsPerSegment = 256;

bool neighbours(std::uint32_t i, std::uint32_t j, std::uint32_t count) {
  const std::uint32_t apart = i < j ? j - i : i - j;
  return apart == 1 || apart + 1 == count;
}

/// Proven apart: the ends of one lie strictly on one side of the other's line.
bool provenApart(Point a, Point b, Point c, Point d) {
  const int cSide = sideOf(a, b, c);
  if (cSide != 0 && cSide == sideOf(a, b, d)) return true;
  const int aSide = sideOf(c, d, a);
  return aSide != 0 && aSide == sideOf(c, d, b);
}

enum class Place { inside, outside, unsure };

/// Crossing count of a ray to the east.
Place placeIn(Point p, std::span<const Point> ring) {
  bool inside = false;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point a = ring[i - 1], b = ring[i];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    const int side = sideOf(a, b, p);
    if (side == 0) return Place::unsure;
    if ((side > 0) == (b.y > a.y)) inside = !inside;
  }
  return inside ? Place::inside : Place::outside;
}

}  // namespace

int sideOf(Point a, Point b, Point c) {
  constexpr double kEpsilon = 0x1p-53;
  constexpr double kBound = (3 + 16 * kEpsilon) * kEpsilon;
  const double left = (a.x - c.x) * (b.y - c.y), right = (a.y - c.y) * (b.x - c.x);
  const double determinant = left - right, bound = kBound * (std::abs(left) + std::abs(right));
  return determinant > bound ? 1 : determinant < -bound ? -1 : 0;
}

bool SimplicityProof::operator()(const PolygonParts& parts) {
  gather(parts);
  return noSpikes(parts) && noneMeet(parts) && wellNested(parts);
}

void SimplicityProof::gather(const PolygonParts& parts) {
  segments_.clear();
  boxes_.clear();
  for (std::uint32_t r = 0; r < parts.ringEnds.size(); ++r) {
    const std::span<const Point> ring = parts.ring(r);
    Box box{ring[0].x, ring[0].y, ring[0].x, ring[0].y};
    for (std::uint32_t i = 0; i + 1 < ring.size(); ++i) {
      const Point a = ring[i], b = ring[i + 1];
      const Segment s{std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y), a, b, r, i};
      box = {std::min(box.xmin, s.xmin), std::min(box.ymin, s.ymin), std::max(box.xmax, s.xmax),
             std::max(box.ymax, s.ymax)};
      segments_.push_back(s);
    }
    boxes_.push_back(box);
  }
}

bool SimplicityProof::noSpikes(const PolygonParts& parts) const {
  for (std::size_t r = 0; r < parts.ringEnds.size(); ++r) {
    const std::span<const Point> ring = parts.ring(r);
    Point before = ring[ring.size() - 2];
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Point at = ring[i], after = ring[i + 1];
      const double dot = (before.x - at.x) * (after.x - at.x) + (before.y - at.y) * (after.y - at.y);
      if (dot > 0 && sideOf(before, at, after) == 0) return false;
      before = at;
    }
  }
  return true;
}

bool SimplicityProof::noneMeet(const PolygonParts& parts) {
  // A sweep along x. A few segments are compared as they come.
  constexpr std::size_t kFew = 16;
  const std::size_t count = segments_.size();
  if (count > kFew) std::ranges::sort(segments_, {}, &Segment::xmin);
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Segment& s = segments_[i];
    for (std::size_t j = i + 1; j < count; ++j) {
      const Segment& t = segments_[j];
      if (t.xmin > s.xmax) {
        if (count > kFew) break;
        continue;
      }
      if (++pairs > kPairsPerSegment * count) return false;
      if (t.ymin > s.ymax || s.ymin > t.ymax || s.xmin > t.xmax) continue;
      if (s.ring == t.ring) {
        const auto inRing = static_cast<std::uint32_t>(parts.ring(s.ring).size() - 1);
        if (neighbours(s.index, t.index, inRing)) continue;
      }
      if (!provenApart(s.a, s.b, t.a, t.b)) return false;
    }
  }
  return true;
}

bool SimplicityProof::wellNested(const PolygonParts& parts) {
  std::size_t begin = 0;
  for (std::size_t p = 0; p < parts.partEnds.size(); ++p) {
    const std::size_t end = parts.partEnds[p];
    for (std::size_t hole = begin + 1; hole < end; ++hole) {
      if (placeIn(parts.ring(hole)[0], parts.ring(begin)) != Place::inside) return false;
      for (std::size_t other = begin + 1; other < hole; ++other)
        if (boxes_[hole].meets(boxes_[other])) return false;
    }
    for (std::size_t q = 0, other = 0; q < p; other = parts.partEnds[q++]) {
      if (!boxes_[begin].meets(boxes_[other])) continue;
      if (placeIn(parts.ring(begin)[0], parts.ring(other)) != Place::outside) return false;
      if (placeIn(parts.ring(other)[0], parts.ring(begin)) != Place::outside) return false;
    }
    begin = end;
  }
  return true;
}

}  // namespace tanhui
