#include "geo/coverage/MultiPolygon.h"

#include <cmath>
#include <utility>

namespace tanhui {
namespace {

/// a * b - c * d to 1.5 ulp (Kahan; Jeannerod, Louvet and Muller 2013): a thin diagonal ring has products that nearly
/// cancel.
double differenceOfProducts(double a, double b, double c, double d) {
  const double cd = c * d;
  const double rounding = std::fma(-c, d, cd);
  return std::fma(a, b, -cd) + rounding;
}

/// Neumaier's compensated sum.
class Sum {
 public:
  void add(double value) {
    const double sum = sum_ + value;
    lost_ += std::abs(sum_) >= std::abs(value) ? (sum_ - sum) + value : (value - sum) + sum_;
    sum_ = sum;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0, lost_ = 0;
};

}  // namespace

MultiPolygon closedRing(std::vector<Point> points) {
  MultiPolygon shape;
  shape.points = std::move(points);
  shape.points.push_back(Point(shape.points.front()));
  shape.ringEnds = {static_cast<std::uint32_t>(shape.points.size())};
  for (const Point p : shape.points) shape.box.add(p);
  return shape;
}

double planarArea(const MultiPolygon& shape) {
  Sum twice;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : shape.ringEnds) {
    const Point origin = begin < end ? shape.points[begin] : Point{};
    for (std::uint32_t i = begin + 1; i < end; ++i) {
      const Point a = shape.points[i - 1], b = shape.points[i];
      twice.add(differenceOfProducts(a.x - origin.x, b.y - origin.y, b.x - origin.x, a.y - origin.y));
    }
    begin = end;
  }
  return 0.5 * twice.value();
}

}  // namespace tanhui
