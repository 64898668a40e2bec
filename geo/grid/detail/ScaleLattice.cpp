#include "geo/grid/detail/ScaleLattice.h"

#include <array>
#include <cmath>

#include "geo/base/Error.h"
#include "geo/grid/Transform.h"

namespace tanhui {
namespace {

constexpr double kTolerance = 1e-10;  ///< relative; a finer lattice changes less
constexpr double kWorst = 1e-8;       ///< relative; accepted when the lattice has reached its largest size
constexpr std::size_t kMostNodes = 1 << 18;
/// Step in radians of the five-point derivative: truncation (h^4) and rounding (ulp / h) both stay below 1e-11.
constexpr double kStep = 2e-4;

/// Ground m2 per square map unit at map points.
class AreaDensity {
 public:
  explicit AreaDensity(const Crs& crs)
      : toMap_(crs.geographicPart(), crs, crs.name()), ellipsoid_(crs.ellipsoid()), radians_(crs.radiansPerUnit()) {}

  std::vector<double> at(std::vector<Point> places) const {
    toMap_.inverse(places);
    const double h = kStep / radians_;
    std::vector<Point> star;
    star.reserve(places.size() * 8);
    for (const Point p : places)
      for (const double t : {-2 * h, -h, h, 2 * h}) {
        star.push_back({p.x + t, p.y});
        star.push_back({p.x, p.y + t});
      }
    toMap_(star);
    std::vector<double> density(places.size());
    for (std::size_t i = 0; i < places.size(); ++i)
      density[i] = groundPerRadians(places[i].y * radians_) / std::abs(jacobian(&star[8 * i]));
    return density;
  }

 private:
  /// Area of the ellipsoid per square radian of longitude and latitude: M N cos(latitude).
  double groundPerRadians(double latitude) const {
    const double e2 = ellipsoid_.flattening * (2 - ellipsoid_.flattening), s = std::sin(latitude);
    const double w2 = 1 - e2 * s * s;
    return ellipsoid_.semiMajor * ellipsoid_.semiMajor * (1 - e2) * std::cos(latitude) / (w2 * w2);
  }

  /// d(x, y) / d(longitude, latitude); the star holds, per step, a point along longitude and one along latitude.
  static double jacobian(const Point* star) {
    const auto slope = [](double minus2, double minus1, double plus1, double plus2) {
      return (8 * (plus1 - minus1) - (plus2 - minus2)) / (12 * kStep);
    };
    const double xLon = slope(star[0].x, star[2].x, star[4].x, star[6].x);
    const double yLon = slope(star[0].y, star[2].y, star[4].y, star[6].y);
    const double xLat = slope(star[1].x, star[3].x, star[5].x, star[7].x);
    const double yLat = slope(star[1].y, star[3].y, star[5].y, star[7].y);
    return xLon * yLat - yLon * xLat;
  }

  Transform toMap_;
  Crs::Ellipsoid ellipsoid_;
  double radians_;
};

[[noreturn]] void failDomain(const Grid& grid) {
  throw Error("grid", say("grid.outside_domain", grid.crs.name()), say("grid.outside_domain.remedy"));
}

/// Samples of a lattice over the grid, refined by halving along one axis at a time.
struct Samples {
  std::size_t nx = 3, ny = 3;
  std::vector<double> values;

  double at(std::size_t i, std::size_t j) const { return values[j * nx + i]; }
};

Point place(const Grid& grid, double u, double v) {
  return {grid.x0 + u * static_cast<double>(grid.cols) * grid.dx,
          grid.y0 - v * static_cast<double>(grid.rows) * grid.dy};
}

std::vector<double> sample(const AreaDensity& density, const Grid& grid, const std::vector<Point>& places) {
  std::vector<double> values = density.at(places);
  for (const double value : values)
    if (!std::isfinite(value) || value <= 0) failDomain(grid);
  return values;
}

/// The quadratic through three equidistant nodes at 1/4 (first = true) or 3/4 of their span.
double between(double f0, double f1, double f2, bool first) {
  return first ? (3 * f0 + 6 * f1 - f2) / 8 : (-f0 + 6 * f1 + 3 * f2) / 8;
}

/// Halves the spacing along x; returns the largest relative change against the coarser interpolation.
double refineX(Samples& s, const AreaDensity& density, const Grid& grid) {
  const std::size_t fresh = s.nx - 1, finer = 2 * s.nx - 1;
  std::vector<Point> places;
  places.reserve(fresh * s.ny);
  for (std::size_t j = 0; j < s.ny; ++j)
    for (std::size_t i = 0; i < fresh; ++i)
      places.push_back(place(grid, (static_cast<double>(i) + 0.5) / static_cast<double>(fresh),
                             static_cast<double>(j) / static_cast<double>(s.ny - 1)));
  const std::vector<double> middle = sample(density, grid, places);
  double worst = 0;
  std::vector<double> values(finer * s.ny);
  for (std::size_t j = 0; j < s.ny; ++j) {
    for (std::size_t i = 0; i < s.nx; ++i) values[j * finer + 2 * i] = s.at(i, j);
    for (std::size_t i = 0; i < fresh; ++i) {
      const double truth = middle[j * fresh + i];
      const std::size_t base = i / 2 * 2;
      const double guess = between(s.at(base, j), s.at(base + 1, j), s.at(base + 2, j), i % 2 == 0);
      worst = std::max(worst, std::abs(guess - truth) / truth);
      values[j * finer + 2 * i + 1] = truth;
    }
  }
  s.nx = finer;
  s.values = std::move(values);
  return worst;
}

double refineY(Samples& s, const AreaDensity& density, const Grid& grid) {
  const std::size_t fresh = s.ny - 1;
  std::vector<Point> places;
  places.reserve(fresh * s.nx);
  for (std::size_t j = 0; j < fresh; ++j)
    for (std::size_t i = 0; i < s.nx; ++i)
      places.push_back(place(grid, static_cast<double>(i) / static_cast<double>(s.nx - 1),
                             (static_cast<double>(j) + 0.5) / static_cast<double>(fresh)));
  const std::vector<double> middle = sample(density, grid, places);
  double worst = 0;
  std::vector<double> values;
  values.reserve((s.ny + fresh) * s.nx);
  for (std::size_t j = 0; j < s.ny; ++j) {
    for (std::size_t i = 0; i < s.nx; ++i) values.push_back(s.at(i, j));
    if (j == fresh) break;
    for (std::size_t i = 0; i < s.nx; ++i) {
      const double truth = middle[j * s.nx + i];
      const std::size_t base = j / 2 * 2;
      const double guess = between(s.at(i, base), s.at(i, base + 1), s.at(i, base + 2), j % 2 == 0);
      worst = std::max(worst, std::abs(guess - truth) / truth);
      values.push_back(truth);
    }
  }
  s.ny += fresh;
  s.values = std::move(values);
  return worst;
}

Samples refined(const Grid& grid) {
  const AreaDensity density(grid.crs);
  std::vector<Point> places;
  for (const double v : {0.0, 0.5, 1.0})
    for (const double u : {0.0, 0.5, 1.0}) places.push_back(place(grid, u, v));
  Samples s{3, 3, sample(density, grid, places)};

  double worstX = 1, worstY = 1;
  while (worstX > kTolerance || worstY > kTolerance) {
    if (2 * s.nx * s.ny > kMostNodes) {
      if (std::max(worstX, worstY) > kWorst) failDomain(grid);
      break;
    }
    // The worse axis first; neither is trusted before it was halved once.
    if (worstX >= worstY) {
      worstX = refineX(s, density, grid);
    } else {
      worstY = refineY(s, density, grid);
    }
  }
  return s;
}

/// The quadratic through f0, f1, f2 at t = 0, 1/2, 1: c[0] + c[1] t + c[2] t^2, averaged over a cell of width `cell` in
/// t about t (which adds c[2] cell^2 / 12).
std::array<double, 3> meanQuadratic(double f0, double f1, double f2, double cell) {
  const double c2 = 2 * (f0 - 2 * f1 + f2);
  return {f0 + c2 * cell * cell / 12, -3 * f0 + 4 * f1 - f2, c2};
}

}  // namespace

ScaleLattice::ScaleLattice(const Grid& grid)
    : cols_(static_cast<double>(grid.cols)), rows_(static_cast<double>(grid.rows)) {
  Samples s = refined(grid);
  patchesX_ = static_cast<int>(s.nx / 2);
  patchesY_ = static_cast<int>(s.ny / 2);
  nodes_ = std::move(s.values);
  splitX_ = static_cast<int>(std::ceil(4 * patchesX_ / cols_));
  splitY_ = static_cast<int>(std::ceil(4 * patchesY_ / rows_));
  cols_ *= splitX_;
  rows_ *= splitY_;
}

void ScaleLattice::row(std::int64_t col, std::int64_t row, double factor, std::span<double> out) const {
  if (splitX_ == 1 && splitY_ == 1) return direct(col, row, factor, out);
  const auto perCell = static_cast<std::size_t>(splitX_);
  std::vector<double> parts(out.size() * perCell);
  std::ranges::fill(out, 0.0);
  for (int k = 0; k < splitY_; ++k) {
    direct(col * splitX_, row * splitY_ + k, factor / (splitX_ * splitY_), parts);
    for (std::size_t i = 0; i < parts.size(); ++i) out[i / perCell] += parts[i];
  }
}

void ScaleLattice::direct(std::int64_t col, std::int64_t row, double factor, std::span<double> out) const {
  const double perCellX = patchesX_ / cols_, perCellY = patchesY_ / rows_;  // patches per cell
  const double v = (static_cast<double>(row) + 0.5) * perCellY;
  const int j = std::clamp(static_cast<int>(v), 0, patchesY_ - 1);
  const double t = v - j;
  const auto alongY = [&](int i) {
    const auto c = meanQuadratic(node(i, 2 * j), node(i, 2 * j + 1), node(i, 2 * j + 2), perCellY);
    return factor * (c[0] + t * (c[1] + t * c[2]));
  };
  const std::int64_t end = col + static_cast<std::int64_t>(out.size());
  for (std::int64_t at = col; at < end;) {
    const int i = std::clamp(static_cast<int>((static_cast<double>(at) + 0.5) * perCellX), 0, patchesX_ - 1);
    const auto c = meanQuadratic(alongY(2 * i), alongY(2 * i + 1), alongY(2 * i + 2), perCellX);
    // The first cell whose centre lies in the next patch.
    std::int64_t next = end;
    if (i + 1 < patchesX_)
      next = std::clamp(static_cast<std::int64_t>(std::ceil((i + 1) / perCellX - 0.5)), at + 1, end);
    double* cell = out.data() + (at - col);
    for (; at < next; ++at) {
      const double u = (static_cast<double>(at) + 0.5) * perCellX - i;
      *cell++ = c[0] + u * (c[1] + u * c[2]);
    }
  }
}

}  // namespace tanhui
