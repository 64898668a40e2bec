#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>
#include <random>
#include <vector>

#include "geo/coverage/MultiPolygon.h"

/// Shapes for the tests of this room.
namespace tanhui::shapes {

using Ring = std::vector<Point>;

inline void addRing(MultiPolygon& shape, Ring ring) {
  if (ring.front() != ring.back()) ring.push_back(ring.front());
  for (const Point p : ring) {
    shape.points.push_back(p);
    shape.box.add(p);
  }
  shape.ringEnds.push_back(static_cast<std::uint32_t>(shape.points.size()));
}

/// Rings as written: exteriors counter-clockwise, each followed by its holes, clockwise. The closing point may be left
/// out.
inline MultiPolygon polygon(std::initializer_list<Ring> rings) {
  MultiPolygon shape;
  for (const Ring& ring : rings) addRing(shape, ring);
  return shape;
}

inline Ring boxRing(double xmin, double ymin, double xmax, double ymax) {
  return {{xmin, ymin}, {xmax, ymin}, {xmax, ymax}, {xmin, ymax}};
}
inline MultiPolygon box(double xmin, double ymin, double xmax, double ymax) {
  return polygon({boxRing(xmin, ymin, xmax, ymax)});
}

inline Ring reversed(Ring ring) { return {ring.rbegin(), ring.rend()}; }

using Random = std::mt19937;
inline double uniform(Random& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

struct Star {
  double x = 0, y = 0;          ///< centre
  double inner = 1, outer = 2;  ///< radii between which the corners lie
  int corners = 8;              ///< at least 6
  bool hole = false;            ///< a hole of as many corners around the centre
};

inline Ring starRing(Random& random, const Star& star) {
  Ring ring;
  for (int i = 0; i < star.corners; ++i) {
    const double angle = 2 * std::numbers::pi * (i + uniform(random, -0.4, 0.4)) / star.corners;
    const double radius = uniform(random, star.inner, star.outer);
    ring.push_back({star.x + radius * std::cos(angle), star.y + radius * std::sin(angle)});
  }
  return ring;
}

inline MultiPolygon randomStar(Random& random, const Star& star) {
  MultiPolygon shape;
  addRing(shape, starRing(random, star));
  if (star.hole) {
    // Corners 1.9 rad apart at most: the outer edges keep more than half the inner radius away from the centre.
    Star hole = star;
    hole.inner = 0.1 * star.inner, hole.outer = 0.4 * star.inner;
    addRing(shape, reversed(starRing(random, hole)));
  }
  return shape;
}

/// A mesh of cols x rows quadrilaterals with common corners moved at random: a partition of the box.
inline std::vector<MultiPolygon> randomMesh(Random& random, const Box& box, int cols, int rows) {
  const double dx = (box.xmax - box.xmin) / cols, dy = (box.ymax - box.ymin) / rows;
  std::vector<Point> corners;
  for (int j = 0; j <= rows; ++j) {
    for (int i = 0; i <= cols; ++i) {
      Point p{box.xmin + i * dx, box.ymin + j * dy};
      if (i == cols) p.x = box.xmax;
      if (j == rows) p.y = box.ymax;
      if (i > 0 && i < cols) p.x += uniform(random, -0.3, 0.3) * dx;
      if (j > 0 && j < rows) p.y += uniform(random, -0.3, 0.3) * dy;
      corners.push_back(p);
    }
  }
  const auto corner = [&](int i, int j) { return corners[static_cast<std::size_t>(j * (cols + 1) + i)]; };
  std::vector<MultiPolygon> mesh;
  for (int j = 0; j < rows; ++j) {
    for (int i = 0; i < cols; ++i) {
      mesh.push_back(polygon({{corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)}}));
    }
  }
  return mesh;
}

inline Grid gridOf(double x0, double y0, double cellSize, std::int64_t cols, std::int64_t rows) {
  Grid grid;
  grid.x0 = x0, grid.y0 = y0, grid.dx = cellSize, grid.dy = cellSize, grid.cols = cols, grid.rows = rows;
  return grid;
}

/// The signed area in extended precision, as a second way to planarArea.
inline long double longArea(const MultiPolygon& shape) {
  long double twice = 0;
  std::uint32_t begin = 0;
  const Point o = shape.points.front();
  for (const std::uint32_t end : shape.ringEnds) {
    for (std::uint32_t i = begin + 1; i < end; ++i) {
      const Point a = shape.points[i - 1], b = shape.points[i];
      twice += (static_cast<long double>(a.x) - o.x) * (static_cast<long double>(b.y) - o.y) -
               (static_cast<long double>(b.x) - o.x) * (static_cast<long double>(a.y) - o.y);
    }
    begin = end;
  }
  return twice / 2;
}

}  // namespace tanhui::shapes
