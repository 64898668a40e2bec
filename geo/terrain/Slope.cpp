#include "geo/terrain/Slope.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace tanhui {
namespace {

constexpr double kDegrees = 180 / std::numbers::pi;

/// The cell and its eight neighbours, rows from the north, with the missing ones put in.
class Neighbourhood {
 public:
  Neighbourhood(std::span<const float> north, std::span<const float> row, std::span<const float> south, std::size_t col)
      : rows_{north, row, south}, col_(col), own_(static_cast<double>(row[col])) {}

  double at(int down, int right) const {
    const double z = heightAt(down, right);
    if (!std::isnan(z)) return z;
    for (const double line : {2 * heightAt(0, right) - heightAt(-down, right),
                              2 * heightAt(down, 0) - heightAt(down, -right), 2 * own_ - heightAt(-down, -right)})
      if (!std::isnan(line)) return line;
    return own_;
  }

 private:
  double heightAt(int down, int right) const {
    const std::span<const float> row = rows_[down + 1];
    const auto col = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(col_) + right);  // -1 lies beyond any row
    return col < row.size() ? static_cast<double>(row[col]) : std::numeric_limits<double>::quiet_NaN();
  }

  std::span<const float> rows_[3];
  std::size_t col_;
  double own_;
};

}  // namespace

void hornRow(std::span<const float> north, std::span<const float> row, std::span<const float> south,
             const CellMetres& size, std::span<float> slope, std::span<float> aspect) {
  for (std::size_t col = 0; col < row.size(); ++col) {
    slope[col] = aspect[col] = std::numeric_limits<float>::quiet_NaN();
    if (std::isnan(row[col])) continue;
    const Neighbourhood n(north, row, south, col);
    const double east =
        (n.at(-1, 1) + 2 * n.at(0, 1) + n.at(1, 1) - n.at(-1, -1) - 2 * n.at(0, -1) - n.at(1, -1)) / (8 * size.width);
    const double up =
        (n.at(-1, -1) + 2 * n.at(-1, 0) + n.at(-1, 1) - n.at(1, -1) - 2 * n.at(1, 0) - n.at(1, 1)) / (8 * size.height);
    slope[col] = static_cast<float>(std::atan(std::hypot(east, up)) * kDegrees);
    if (east == 0 && up == 0) continue;
    const double way = std::atan2(-east, -up) * kDegrees;
    aspect[col] = static_cast<float>(way < 0 ? way + 360 : way);
  }
}

SlopeAspect slopeAspect(const Dem& dem) {
  SlopeAspect out{std::vector<float>(dem.cells()), std::vector<float>(dem.cells())};
  const auto cols = static_cast<std::size_t>(dem.cols()), rows = static_cast<std::size_t>(dem.rows());
  const auto rowOf = [&](std::size_t row) { return std::span(dem.z).subspan(row * cols, cols); };
  for (std::size_t row = 0; row < rows; ++row)
    hornRow(row > 0 ? rowOf(row - 1) : std::span<const float>(), rowOf(row),
            row + 1 < rows ? rowOf(row + 1) : std::span<const float>(), dem.sizes[row],
            std::span(out.slope).subspan(row * cols, cols), std::span(out.aspect).subspan(row * cols, cols));
  return out;
}

}  // namespace tanhui
