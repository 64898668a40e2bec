#include "datasets/demo/Arcs.h"

#include <array>
#include <cmath>

namespace tanhui::demo {
namespace {

enum Direction : std::uint8_t { north, east, south, west };
constexpr std::array<int, 4> kCol = {0, 1, 0, -1}, kRow = {1, 0, -1, 0};
constexpr Direction opposite(Direction d) { return static_cast<Direction>((d + 2) % 4); }

/// A corner of the cells: (col, row) is the south-west corner of cell (col, row).
struct Corner {
  int col, row;
};

class Tracer {
 public:
  explicit Tracer(const Raster<int>& label)
      : label_(label),
        side_(label.side() + 1),
        half_(static_cast<std::int32_t>(std::lround(label.cell() * kVerticesPerMetre / 2))),
        seen_(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_), 0) {}

  std::vector<Arc> all() {
    for (const bool fromNodes : {true, false})  // what no node reaches is closed
      for (int row = 0; row < side_; ++row)
        for (int col = 0; col < side_; ++col) {
          const Around a = around({col, row});
          if (a.degree == 0 || isNode(a) != fromNodes) continue;
          for (const Direction d : {north, east, south, west})
            if (a.edge[d] && !seen({col, row}, d)) follow({col, row}, d, fromNodes);
        }
    return std::move(arcs_);
  }

 private:
  /// The four cells around a corner, and which of the four edges that leave it are borders.
  struct Around {
    int nw, ne, sw, se;
    std::array<bool, 4> edge;
    int degree;
    bool joined() const { return nw == se || ne == sw; }
  };

  int at(int col, int row) const { return label_.holds(col, row) ? label_.at(col, row) : 0; }

  Around around(Corner c) const {
    Around a{at(c.col - 1, c.row), at(c.col, c.row), at(c.col - 1, c.row - 1), at(c.col, c.row - 1), {}, 0};
    a.edge = {a.nw != a.ne, a.ne != a.se, a.sw != a.se, a.nw != a.sw};
    for (const bool e : a.edge) a.degree += e;
    return a;
  }

  static bool isNode(const Around& a) { return a.degree == 3 || (a.degree == 4 && !a.joined()); }

  /// The edge by which a border that came in from `from` leaves a corner that is no node.
  static Direction onward(const Around& a, Direction from) {
    if (a.degree == 2) {
      for (const Direction d : {north, east, south, west})
        if (a.edge[d] && d != from) return d;
    }
    // Four edges: the cells that join through the corner are nw-se, or sw-ne; with both, the lower label joins.
    const bool falling = a.nw == a.se && (a.ne != a.sw || a.nw < a.ne);
    constexpr std::array<Direction, 4> kFalling = {east, north, west, south}, kRising = {west, south, east, north};
    return falling ? kFalling[from] : kRising[from];
  }

  std::uint8_t& seenAt(Corner c) {
    return seen_[static_cast<std::size_t>(c.row) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(c.col)];
  }
  bool seen(Corner c, Direction d) { return (seenAt(c) >> d & 1) != 0; }
  void see(Corner c, Direction d) { seenAt(c) = static_cast<std::uint8_t>(seenAt(c) | 1 << d); }

  Vertex vertex(Corner c) const { return {2 * half_ * c.col, 2 * half_ * c.row}; }
  Vertex middle(Corner c, Direction d) const { return {half_ * (2 * c.col + kCol[d]), half_ * (2 * c.row + kRow[d])}; }

  /// A node sits in the middle of the borders' first points, still inside the diamond that they span.
  Vertex nodeVertex(Corner c, const Around& a) const {
    std::int32_t x = 0, y = 0;
    for (const Direction d : {north, east, south, west})
      if (a.edge[d]) x += kCol[d], y += kRow[d];
    const Vertex v = vertex(c);
    return {v.x + half_ * x / a.degree, v.y + half_ * y / a.degree};
  }

  void follow(Corner c, Direction d, bool fromNode) {
    Around a = around(c);
    Arc arc;
    arc.left = d == north ? a.nw : d == east ? a.ne : d == south ? a.se : a.sw;
    arc.right = d == north ? a.ne : d == east ? a.se : d == south ? a.sw : a.nw;
    if (fromNode) arc.line.push_back(nodeVertex(c, a));
    while (!seen(c, d)) {
      see(c, d);
      arc.line.push_back(middle(c, d));
      c = {c.col + kCol[d], c.row + kRow[d]};
      see(c, opposite(d));
      a = around(c);
      if (isNode(a)) {
        arc.line.push_back(nodeVertex(c, a));
        break;
      }
      d = onward(a, opposite(d));
    }
    if (!fromNode) arc.line.push_back(arc.line.front());
    arcs_.push_back(std::move(arc));
  }

  const Raster<int>& label_;
  int side_;
  std::int32_t half_;
  std::vector<std::uint8_t> seen_;
  std::vector<Arc> arcs_;
};

}  // namespace

std::vector<Arc> traceArcs(const Raster<int>& label) { return Tracer(label).all(); }

}  // namespace tanhui::demo
