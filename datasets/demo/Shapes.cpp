#include "datasets/demo/Shapes.h"

#include <algorithm>
#include <cmath>

namespace tanhui::demo {
namespace {

/// An arc as one of its two sides sees it: with that side on the left.
struct HalfArc {
  const Arc* arc;
  bool forward;

  Vertex start() const { return forward ? arc->line.front() : arc->line.back(); }
  Vertex end() const { return forward ? arc->line.back() : arc->line.front(); }
  Vertex second() const { return forward ? arc->line[1] : arc->line[arc->line.size() - 2]; }
  Vertex last() const { return forward ? arc->line[arc->line.size() - 2] : arc->line[1]; }
};

bool before(Vertex a, Vertex b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }

/// Twice the signed area.
std::int64_t area2(const Ring& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const std::int64_t ax = ring[i].x - ring[0].x, ay = ring[i].y - ring[0].y;
    const std::int64_t bx = ring[i + 1].x - ring[0].x, by = ring[i + 1].y - ring[0].y;
    sum += ax * by - ay * bx;
  }
  return sum;
}

/// Which of two rays out of `o` comes first when the ray to `back` is turned clockwise?
bool firstClockwise(Vertex o, Vertex back, Vertex a, Vertex b) {
  const auto turn = [&](Vertex p) {  // 0..2: right half turn first, then the left; exact within a half
    const std::int64_t side = std::int64_t{back.x - o.x} * (p.y - o.y) - std::int64_t{back.y - o.y} * (p.x - o.x);
    return side < 0 ? 0 : side == 0 ? 1 : 2;
  };
  if (turn(a) != turn(b)) return turn(a) < turn(b);
  return std::int64_t{a.x - o.x} * (b.y - o.y) - std::int64_t{a.y - o.y} * (b.x - o.x) < 0;
}

void append(Ring& ring, const HalfArc& half) {
  const auto& line = half.arc->line;
  if (half.forward)
    ring.insert(ring.end(), line.begin() + (ring.empty() ? 0 : 1), line.end());
  else
    ring.insert(ring.end(), line.rbegin() + (ring.empty() ? 0 : 1), line.rend());
}

/// Links the half arcs of one group into rings. At a vertex where the group has several corners, a ring keeps to the
/// corner it came into; one that comes back to a vertex is cut there in two. So rings are simple, and the land
/// inside each exterior hangs together.
std::vector<Ring> linkRings(std::vector<HalfArc> halves) {
  std::sort(halves.begin(), halves.end(),
            [](const HalfArc& a, const HalfArc& b) { return before(a.start(), b.start()); });
  std::vector<char> used(halves.size(), 0);
  const auto next = [&](const HalfArc& in) {
    const Vertex at = in.end();
    auto it = std::lower_bound(halves.begin(), halves.end(), at,
                               [](const HalfArc& h, Vertex v) { return before(h.start(), v); });
    std::size_t best = halves.size();
    for (auto k = static_cast<std::size_t>(it - halves.begin()); k < halves.size() && halves[k].start() == at; ++k)
      if (!used[k] &&
          (best == halves.size() || firstClockwise(at, in.last(), halves[k].second(), halves[best].second())))
        best = k;
    return best;
  };
  std::vector<Ring> rings;
  std::vector<std::size_t> walk;
  for (std::size_t first = 0; first < halves.size(); ++first) {
    for (std::size_t k = first; k < halves.size() && !used[k];) {
      used[k] = 1;
      walk.push_back(k);
      const Vertex end = halves[k].end();
      const auto from =
          std::find_if(walk.rbegin(), walk.rend(), [&](std::size_t w) { return halves[w].start() == end; });
      if (from != walk.rend()) {
        const auto cut = from.base() - 1;
        Ring ring;
        for (auto w = cut; w != walk.end(); ++w) append(ring, halves[*w]);
        rings.push_back(std::move(ring));
        const std::size_t last = k;
        walk.erase(cut, walk.end());
        if (walk.empty()) break;
        k = next(halves[last]);
        continue;
      }
      k = next(halves[k]);
    }
    walk.clear();
  }
  return rings;
}

bool inside(Vertex p, const Ring& ring) {
  bool odd = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Vertex a = ring[i], b = ring[i + 1];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    const std::int64_t side = std::int64_t{b.x - a.x} * (p.y - a.y) - std::int64_t{b.y - a.y} * (p.x - a.x);
    odd ^= (side > 0) == (b.y > a.y);
  }
  return odd;
}

struct Bounds {
  Vertex low{INT32_MAX, INT32_MAX}, high{INT32_MIN, INT32_MIN};
  explicit Bounds(const Ring& ring) {
    for (const Vertex v : ring) {
      low = {std::min(low.x, v.x), std::min(low.y, v.y)};
      high = {std::max(high.x, v.x), std::max(high.y, v.y)};
    }
  }
  bool holds(const Bounds& o) const {
    return low.x <= o.low.x && low.y <= o.low.y && o.high.x <= high.x && o.high.y <= high.y;
  }
};

/// A hole may touch its exterior at single vertices, so a vertex of it that the exterior lacks decides.
bool holdsHole(const Ring& exterior, const Ring& hole) {
  for (const Vertex v : hole)
    if (std::find(exterior.begin(), exterior.end(), v) == exterior.end()) return inside(v, exterior);
  return false;
}

Shape assemble(std::vector<Ring> rings) {
  Shape shape;
  std::vector<Ring> holes;
  for (Ring& ring : rings) {
    if (area2(ring) > 0)
      shape.push_back({std::move(ring)});
    else
      holes.push_back(std::move(ring));
  }
  std::vector<Bounds> bounds;
  for (const auto& polygon : shape) bounds.emplace_back(polygon[0]);
  for (Ring& hole : holes) {
    const Bounds box(hole);
    std::size_t owner = 0;
    std::int64_t least = INT64_MAX;  // the smallest exterior around it
    for (std::size_t k = 0; k < shape.size() && shape.size() > 1; ++k) {
      if (!bounds[k].holds(box) || !holdsHole(shape[k][0], hole)) continue;
      const std::int64_t size = area2(shape[k][0]);
      if (size < least) least = size, owner = k;
    }
    shape[owner].push_back(std::move(hole));
  }
  return shape;
}

/// Means over a shape, in metres.
struct Means {
  double northing = 0;
  double squares = 0;  ///< of the distance from the central meridian
};

Means meansOf(const Shape& shape) {
  constexpr double kFalseEasting = 500000;
  // Triangles from one corner: small numbers, so that nothing cancels.
  const Point corner = mapPoint(shape[0][0][0]);
  double east = 0, north = 0, eastSquared = 0, twice = 0;
  for (const auto& polygon : shape)
    for (const Ring& ring : polygon)
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point p = mapPoint(ring[i]), q = mapPoint(ring[i + 1]);
        const Point a{p.x - corner.x, p.y - corner.y}, b{q.x - corner.x, q.y - corner.y};
        const double cross = a.x * b.y - b.x * a.y;
        twice += cross;
        east += cross * (a.x + b.x) / 3, north += cross * (a.y + b.y) / 3;
        eastSquared += cross * (a.x * a.x + a.x * b.x + b.x * b.x) / 6;
      }
  const double fromMeridian = corner.x - kFalseEasting, meanEast = east / twice;
  return {corner.y + north / twice, fromMeridian * fromMeridian + 2 * fromMeridian * meanEast + eastSquared / twice};
}

/// Square of the Gaussian radius of CGCS2000 at a northing, whose latitude needs to be known to 0.01 degrees only.
double squaredRadius(double northing) {
  constexpr double kMajorAxis = 6378137, kSquaredEccentricity = 0.00669438002290, kDegree = 3.14159265358979 / 180;
  const double latitude = 29.2 + (northing - 3231437) / 110860;
  const double sine = std::sin(latitude * kDegree);
  const double radius = kMajorAxis * std::sqrt(1 - kSquaredEccentricity) / (1 - kSquaredEccentricity * sine * sine);
  return radius * radius;
}

}  // namespace

std::vector<Shape> buildShapes(std::span<const Arc> arcs, std::span<const int> groupOf, int groups) {
  std::vector<std::vector<HalfArc>> halves(static_cast<std::size_t>(groups));
  for (const Arc& arc : arcs) {
    const int left = groupOf[static_cast<std::size_t>(arc.left)], right = groupOf[static_cast<std::size_t>(arc.right)];
    if (left == right) continue;
    if (left >= 0) halves[static_cast<std::size_t>(left)].push_back({&arc, true});
    if (right >= 0) halves[static_cast<std::size_t>(right)].push_back({&arc, false});
  }
  std::vector<Shape> shapes;
  shapes.reserve(halves.size());
  for (auto& group : halves) shapes.push_back(assemble(linkRings(std::move(group))));
  return shapes;
}

double area(const Shape& shape) {
  std::int64_t sum = 0;
  for (const auto& polygon : shape)
    for (const Ring& ring : polygon) sum += area2(ring);
  return static_cast<double>(sum) / (2 * kVerticesPerMetre * kVerticesPerMetre);
}

double groundArea(const Shape& shape) {
  // Snyder 1987, eq 8-11 with k0 = 1: k = cosh(x / R) to the fourth order, so that an element of the map stands for
  // 1 / k^2 = 1 - (x / R)^2 + 2/3 (x / R)^4 of ground.
  const Means means = meansOf(shape);
  const double u = means.squares / squaredRadius(means.northing);
  return area(shape) * (1 - u + 2 * u * u / 3);
}

}  // namespace tanhui::demo
