#include <algorithm>
#include <cmath>
#include <utility>

#include "datasets/demo/Arcs.h"

namespace tanhui::demo {
namespace {

/// Weighted means with the neighbours; ends stay, a closed line goes on past its end.
void average(std::vector<Point>& line, bool closed) {
  const std::vector<Point> old = line;
  const std::size_t n = line.size();
  const auto mean = [](Point a, Point b, Point c) {
    return Point{(a.x + 2 * b.x + c.x) / 4, (a.y + 2 * b.y + c.y) / 4};
  };
  for (std::size_t i = 1; i + 1 < n; ++i) line[i] = mean(old[i - 1], old[i], old[i + 1]);
  if (closed) line[0] = line[n - 1] = mean(old[n - 2], old[0], old[1]);
}

double offLine(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0;
  const double ex = p.x - a.x - t * dx, ey = p.y - a.y - t * dy;
  return std::sqrt(ex * ex + ey * ey);
}

/// Marks the vertices to keep between two kept ones (Douglas and Peucker 1973).
void thin(const std::vector<Point>& line, std::size_t from, std::size_t to, double tolerance, std::vector<char>& keep) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{from, to}};
  while (!open.empty()) {
    const auto [a, b] = open.back();
    open.pop_back();
    double most = tolerance;
    std::size_t farthest = 0;
    for (std::size_t i = a + 1; i < b; ++i) {
      const double d = offLine(line[i], line[a], line[b]);
      if (d > most) most = d, farthest = i;
    }
    if (farthest == 0) continue;
    keep[farthest] = 1;
    open.emplace_back(a, farthest);
    open.emplace_back(farthest, b);
  }
}

std::vector<Vertex> smoothed(const std::vector<Vertex>& raw, double tolerance) {
  const bool closed = raw.front() == raw.back();
  const std::size_t n = raw.size();
  if (n < 4) return raw;
  std::vector<Point> line;
  line.reserve(n);
  for (const Vertex v : raw) line.push_back({v.x / kVerticesPerMetre, v.y / kVerticesPerMetre});
  const std::size_t passes = closed ? std::clamp<std::size_t>(n / 8, 1, 5) : std::clamp<std::size_t>(n / 3, 1, 6);
  for (std::size_t pass = 0; pass < passes; ++pass) average(line, closed);

  std::vector<char> keep(n, 0);
  keep[0] = keep[n - 1] = 1;
  if (closed) {  // a ring stays a ring
    keep[n / 3] = keep[2 * n / 3] = 1;
    thin(line, 0, n / 3, tolerance, keep);
    thin(line, n / 3, 2 * n / 3, tolerance, keep);
    thin(line, 2 * n / 3, n - 1, tolerance, keep);
  } else {
    thin(line, 0, n - 1, tolerance, keep);
  }
  std::vector<Vertex> out;
  for (std::size_t i = 0; i < n; ++i)
    if (keep[i])
      out.push_back({static_cast<std::int32_t>(std::floor(line[i].x * kVerticesPerMetre + 0.5)),
                     static_cast<std::int32_t>(std::floor(line[i].y * kVerticesPerMetre + 0.5))});
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::int64_t cross(Vertex o, Vertex a, Vertex b) {
  return std::int64_t{a.x - o.x} * (b.y - o.y) - std::int64_t{a.y - o.y} * (b.x - o.x);
}

struct Segment {
  Vertex a, b;
  std::size_t arc;
};

bool onSegment(Vertex p, const Segment& s) {
  return cross(s.a, s.b, p) == 0 && std::min(s.a.x, s.b.x) <= p.x && p.x <= std::max(s.a.x, s.b.x) &&
         std::min(s.a.y, s.b.y) <= p.y && p.y <= std::max(s.a.y, s.b.y);
}

/// Both segments start at one vertex: do they run on top of each other?
bool overlap(Vertex from, Vertex a, Vertex b) {
  const std::int64_t dot = std::int64_t{a.x - from.x} * (b.x - from.x) + std::int64_t{a.y - from.y} * (b.y - from.y);
  return cross(from, a, b) == 0 && dot > 0;
}

bool conflict(const Segment& s, const Segment& t) {
  if (s.a == t.a) return overlap(s.a, s.b, t.b);
  if (s.a == t.b) return overlap(s.a, s.b, t.a);
  if (s.b == t.a) return overlap(s.b, s.a, t.b);
  if (s.b == t.b) return overlap(s.b, s.a, t.a);
  const auto sign = [](std::int64_t v) { return (v > 0) - (v < 0); };
  const int a = sign(cross(t.a, t.b, s.a)), b = sign(cross(t.a, t.b, s.b));
  const int c = sign(cross(s.a, s.b, t.a)), d = sign(cross(s.a, s.b, t.b));
  if (a * b < 0 && c * d < 0) return true;
  return onSegment(s.a, t) || onSegment(s.b, t) || onSegment(t.a, s) || onSegment(t.b, s);
}

/// All segments sorted into the squares that their boxes meet.
class SegmentIndex {
 public:
  explicit SegmentIndex(std::span<const Arc> arcs) {
    for (std::size_t i = 0; i < arcs.size(); ++i)
      for (std::size_t k = 0; k + 1 < arcs[i].line.size(); ++k)
        segments_.push_back({arcs[i].line[k], arcs[i].line[k + 1], i});
    // About one segment per square.
    perSide_ = std::clamp(static_cast<int>(std::sqrt(static_cast<double>(segments_.size()))), 1, 1000);
    square_ = static_cast<std::int32_t>(kSide * kVerticesPerMetre) / perSide_ + 1;
    begin_.assign(static_cast<std::size_t>(perSide_ * perSide_) + 1, 0);
    for (const Segment& s : segments_) forSquares(s, [&](std::size_t q) { ++begin_[q + 1]; });
    for (std::size_t q = 0; q + 1 < begin_.size(); ++q) begin_[q + 1] += begin_[q];
    members_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (std::size_t i = 0; i < segments_.size(); ++i)
      forSquares(segments_[i], [&](std::size_t q) { members_[next[q]++] = static_cast<std::uint32_t>(i); });
  }

  template <typename Visit>
  void forPairs(Visit visit) const {
    for (std::size_t q = 0; q + 1 < begin_.size(); ++q)
      for (std::uint32_t i = begin_[q]; i < begin_[q + 1]; ++i)
        for (std::uint32_t j = i + 1; j < begin_[q + 1]; ++j) {
          const Segment &s = segments_[members_[i]], &t = segments_[members_[j]];
          if (boxesMeet(s, t)) visit(s, t);
        }
  }

 private:
  static bool boxesMeet(const Segment& s, const Segment& t) {
    return std::max(s.a.x, s.b.x) >= std::min(t.a.x, t.b.x) && std::max(t.a.x, t.b.x) >= std::min(s.a.x, s.b.x) &&
           std::max(s.a.y, s.b.y) >= std::min(t.a.y, t.b.y) && std::max(t.a.y, t.b.y) >= std::min(s.a.y, s.b.y);
  }

  template <typename Visit>
  void forSquares(const Segment& s, Visit visit) const {
    const auto square = [this](std::int32_t t) { return std::clamp(t / square_, 0, perSide_ - 1); };
    for (int row = square(std::min(s.a.y, s.b.y)); row <= square(std::max(s.a.y, s.b.y)); ++row)
      for (int col = square(std::min(s.a.x, s.b.x)); col <= square(std::max(s.a.x, s.b.x)); ++col)
        visit(static_cast<std::size_t>(row * perSide_ + col));
  }

  int perSide_ = 1;
  std::int32_t square_ = 1;
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> begin_, members_;
};

}  // namespace

std::vector<std::size_t> arcsInConflict(std::span<const Arc> arcs) {
  std::vector<std::size_t> found;
  SegmentIndex(arcs).forPairs([&](const Segment& s, const Segment& t) {
    if (conflict(s, t)) found.push_back(s.arc), found.push_back(t.arc);
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<Arc> smoothArcs(std::vector<Arc> arcs, double tolerance) {
  std::vector<Arc> smooth = arcs;
  for (Arc& arc : smooth) arc.line = smoothed(arc.line, tolerance);
  // The traced form conflicts with no other traced form, so this ends at the latest when all have gone back to it.
  for (auto wrong = arcsInConflict(smooth); !wrong.empty(); wrong = arcsInConflict(smooth))
    for (const std::size_t i : wrong) smooth[i].line = arcs[i].line;
  return smooth;
}

}  // namespace tanhui::demo
