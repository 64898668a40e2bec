#include "geo/layer/detail/RingNesting.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

/// +1 inside, -1 outside, 0 on the ring: crossings of a ray to the east.
int placeOf(Point p, std::span<const Point> ring) {
  bool inside = false;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Point a = ring[i - 1], b = ring[i];
    const double cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    const bool between = std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= p.y &&
                         p.y <= std::max(a.y, b.y);
    if (cross == 0 && between) return 0;
    if ((a.y > p.y) != (b.y > p.y) && (cross > 0) == (b.y > a.y)) inside = !inside;
  }
  return inside ? 1 : -1;
}

/// The rings of one polygon, their boxes and how they lie.
class Rings {
 public:
  Rings(const PolygonParts& parts, std::size_t begin, std::size_t end) : parts_(parts), begin_(begin) {
    for (std::size_t i = begin; i < end; ++i) boxes_.push_back(boxOf(parts.ring(i)));
  }

  std::size_t count() const { return boxes_.size(); }
  std::span<const Point> operator[](std::size_t i) const { return parts_.ring(begin_ + i); }

  /// By the vote of corners and middles of edges of i that are not on j; where rings cross, by most of them.
  bool inside(std::size_t i, std::size_t j) const { return boxes_[i].meets(boxes_[j]) && vote(i, j, kVotes) >= 0; }

  bool soundAsGiven() const {
    for (std::size_t hole = 1; hole < count(); ++hole)
      if (!boxes_[hole].meets(boxes_[0]) || vote(hole, 0, 1) < 0) return false;
    return true;
  }

 private:
  static constexpr int kVotes = 16;  ///< spread along the ring

  int vote(std::size_t i, std::size_t j, int most) const {
    const std::span<const Point> ring = (*this)[i], other = (*this)[j];
    const std::size_t step = std::max<std::size_t>(1, 2 * ring.size() / kVotes);
    int sum = 0, votes = 0;
    for (std::size_t k = 1; k < ring.size() && votes < most; k += step)
      for (const Point p : {ring[k], Point{(ring[k - 1].x + ring[k].x) / 2, (ring[k - 1].y + ring[k].y) / 2}}) {
        const int place = placeOf(p, other);
        sum += place;
        votes += place != 0;
      }
    return sum;
  }

  const PolygonParts& parts_;
  std::size_t begin_;
  std::vector<Box> boxes_;
};

double size(std::span<const Point> ring) { return std::abs(twiceSignedArea(ring)); }

void append(std::span<const Point> ring, PolygonParts& out) {
  out.points.insert(out.points.end(), ring.begin(), ring.end());
  out.ringEnds.push_back(static_cast<std::uint32_t>(out.points.size()));
}

void nest(const Rings& rings, PolygonParts& out) {
  const std::size_t count = rings.count();
  std::vector<std::vector<std::size_t>> around(count);  // the rings that each ring is inside of
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j)
      if (i != j && size(rings[j]) > size(rings[i]) && rings.inside(i, j)) around[i].push_back(j);
  for (std::size_t exterior = 0; exterior < count; ++exterior) {
    if (around[exterior].size() % 2 != 0) continue;
    append(rings[exterior], out);
    for (std::size_t hole = 0; hole < count; ++hole)
      if (around[hole].size() == around[exterior].size() + 1 && std::ranges::count(around[hole], exterior) > 0)
        append(rings[hole], out);
    out.partEnds.push_back(static_cast<std::uint32_t>(out.ringEnds.size()));
  }
}

}  // namespace

bool nestRings(PolygonParts& parts) {
  PolygonParts nested;
  bool changed = false;
  std::size_t begin = 0;
  for (const std::uint32_t end : parts.partEnds) {
    const Rings rings(parts, begin, end);
    if (rings.soundAsGiven()) {
      for (std::size_t i = 0; i < rings.count(); ++i) append(rings[i], nested);
      nested.partEnds.push_back(static_cast<std::uint32_t>(nested.ringEnds.size()));
    } else {
      nest(rings, nested);
      changed = true;
    }
    begin = end;
  }
  if (changed) std::swap(parts, nested);
  return changed;
}

}  // namespace tanhui
