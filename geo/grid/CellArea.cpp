#include "geo/grid/CellArea.h"

#include <array>
#include <cmath>
#include <numbers>

#include "geo/base/Error.h"
#include "geo/grid/detail/ScaleLattice.h"

namespace tanhui {

constexpr double kSquareMetresPerHa = 1e4;

class CellArea::Rule {
 public:
  virtual ~Rule() = default;
  /// Cells [col, col + out.size()) of one row.
  virtual void row(std::int64_t col, std::int64_t row, std::span<double> out) const = 0;
};

namespace {

/// Every cell alike: its size in map units.
class MapRule final : public CellArea::Rule {
 public:
  explicit MapRule(const Grid& grid) {
    const double metres = grid.crs.metresPerUnit();
    areaHa_ = grid.dx * grid.dy * metres * metres / kSquareMetresPerHa;
  }
  void row(std::int64_t, std::int64_t, std::span<double> out) const override { std::ranges::fill(out, areaHa_); }

 private:
  double areaHa_ = 0;
};

/// A zone between two parallels, per radian of longitude: a^2 / 2 (q2 - q1), q from Snyder 1987 eq 3-12. The difference
/// is taken term by term, so that thin rows lose no digits to cancellation.
class AuthalicRule final : public CellArea::Rule {
 public:
  explicit AuthalicRule(const Grid& grid)
      : ellipsoid_(grid.crs.ellipsoid()),
        radians_(grid.crs.radiansPerUnit()),
        y0_(grid.y0),
        dy_(grid.dy),
        width_(grid.dx * radians_) {}

  void row(std::int64_t, std::int64_t row, std::span<double> out) const override {
    constexpr double kPole = std::numbers::pi / 2;
    const double middle = (y0_ - (static_cast<double>(row) + 0.5) * dy_) * radians_, half = dy_ / 2 * radians_;
    double area = 0;
    if (std::abs(middle) + half <= kPole) {
      area = zone(middle, half);
    } else {  // beyond a pole there is no ground
      const double south = std::clamp(middle - half, -kPole, kPole), north = std::clamp(middle + half, -kPole, kPole);
      area = zone((south + north) / 2, (north - south) / 2);
    }
    std::ranges::fill(out, area * width_ / kSquareMetresPerHa);
  }

 private:
  /// m2 per radian of longitude between the parallels middle - half and middle + half.
  double zone(double middle, double half) const {
    const double e2 = ellipsoid_.flattening * (2 - ellipsoid_.flattening), e = std::sqrt(e2);
    const double s1 = std::sin(middle - half), s2 = std::sin(middle + half);
    const double rise = 2 * std::cos(middle) * std::sin(half);  // s2 - s1
    const double first = rise * (1 + e2 * s1 * s2) / ((1 - e2 * s1 * s1) * (1 - e2 * s2 * s2));
    const double second = e > 0 ? std::atanh(e * rise / (1 - e2 * s1 * s2)) / e : rise;
    return ellipsoid_.semiMajor * ellipsoid_.semiMajor / 2 * (1 - e2) * (first + second);
  }

  Crs::Ellipsoid ellipsoid_;
  double radians_, y0_, dy_, width_;
};

/// Map area over areal scale, which a ScaleLattice gives for the mean of each cell.
class ProjectedRule final : public CellArea::Rule {
 public:
  explicit ProjectedRule(const Grid& grid) : lattice_(grid), toHa_(grid.dx * grid.dy / kSquareMetresPerHa) {}

  void row(std::int64_t col, std::int64_t row, std::span<double> out) const override {
    lattice_.row(col, row, toHa_, out);
  }

 private:
  ScaleLattice lattice_;
  double toHa_;
};

std::shared_ptr<const CellArea::Rule> chooseRule(const Grid& grid, AreaRule rule) {
  if (!grid.crs.known()) throw Error("grid", say("grid.no_crs"), say("grid.no_crs.remedy"));
  if (rule == AreaRule::ground && grid.crs.geographic()) return std::make_shared<AuthalicRule>(grid);
  if (rule == AreaRule::ground) return std::make_shared<ProjectedRule>(grid);
  if (grid.crs.geographic()) throw Error("grid.area", say("grid.map_area"), say("grid.map_area.remedy"));
  return std::make_shared<MapRule>(grid);
}

}  // namespace

CellArea::CellArea(const Grid& grid, AreaRule rule) : rule_(chooseRule(grid, rule)) {}

void CellArea::row(const Window& w, int rowInWindow, std::span<double> out) const {
  rule_->row(w.col, w.row + rowInWindow, out);
}

double CellArea::at(std::int64_t col, std::int64_t row) const {
  double area = 0;
  rule_->row(col, row, std::span(&area, 1));
  return area;
}

}  // namespace tanhui
