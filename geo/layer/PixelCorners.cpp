#include "geo/layer/PixelCorners.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/base/Error.h"
#include "geo/layer/PolygonParts.h"

namespace tanhui {
namespace {

constexpr double kPatchMetres = 2e4;
constexpr int kLargestPatch = 64;

/// Lagrange weights of nodes at 0, 1/2 and 1.
std::array<double, 3> weights(double t) { return {(1 - 2 * t) * (1 - t), 4 * t * (1 - t), t * (2 * t - 1)}; }

std::int64_t floorDivide(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

PixelCorners::PixelCorners(const Grid& raster, const Crs& target, const std::string& where)
    : raster_(raster), where_(where), transform_(raster.crs, target, where) {
  const double metres = raster.crs.geographic() ? raster.crs.ellipsoid().semiMajor * raster.crs.radiansPerUnit()
                                                : raster.crs.metresPerUnit();
  const double pixel = std::max(raster.dx, raster.dy) * metres;
  while (patch_ < kLargestPatch && 2 * patch_ * pixel <= kPatchMetres) patch_ *= 2;
}

Window PixelCorners::pixelsIn(const Box& target) const {
  constexpr int kSteps = 16;
  std::vector<Point> places;
  for (int j = 0; j <= kSteps; ++j)
    for (int i = 0; i <= kSteps; ++i)
      places.push_back({target.xmin + (target.xmax - target.xmin) * i / kSteps,
                        target.ymin + (target.ymax - target.ymin) * j / kSteps});
  transform_.inverse(places);
  std::erase_if(places, [](Point p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
  if (places.empty()) return {};
  const Box box = boxOf(places);
  // The image may bulge between the places looked at.
  const double marginX = (box.xmax - box.xmin) / 50 + 2 * raster_.dx,
               marginY = (box.ymax - box.ymin) / 50 + 2 * raster_.dy;
  const auto clip = [](double at, std::int64_t count) {
    return static_cast<std::int64_t>(std::clamp(at, 0.0, static_cast<double>(count)));
  };
  const std::int64_t west = clip(std::floor((box.xmin - marginX - raster_.x0) / raster_.dx), raster_.cols);
  const std::int64_t east = clip(std::ceil((box.xmax + marginX - raster_.x0) / raster_.dx), raster_.cols);
  const std::int64_t north = clip(std::floor((raster_.y0 - box.ymax - marginY) / raster_.dy), raster_.rows);
  const std::int64_t south = clip(std::ceil((raster_.y0 - box.ymin + marginY) / raster_.dy), raster_.rows);
  if (west >= east || north >= south) return {};
  return {west, north, static_cast<int>(east - west), static_cast<int>(south - north)};
}

void PixelCorners::prepare(const Window& pixels) {
  pixels_ = pixels;
  patchCol_ = floorDivide(pixels.col, patch_);
  patchRow_ = floorDivide(pixels.row, patch_);
  const std::int64_t patchesX = floorDivide(pixels.col + pixels.cols, patch_) - patchCol_ + 1;
  const std::int64_t patchesY = floorDivide(pixels.row + pixels.rows, patch_) - patchRow_ + 1;
  nodeCols_ = static_cast<std::size_t>(2 * patchesX + 1);
  nodes_.clear();
  const double half = patch_ / 2.0;
  for (std::int64_t j = 0; j <= 2 * patchesY; ++j)
    for (std::int64_t i = 0; i <= 2 * patchesX; ++i)
      nodes_.push_back({raster_.x0 + static_cast<double>(2 * patchCol_ + i) * half * raster_.dx,
                        raster_.y0 - static_cast<double>(2 * patchRow_ + j) * half * raster_.dy});
  transform_(nodes_);
  if (!allFinite(nodes_))
    throw Error(where_, say("layer.no_image", raster_.crs.name()), say("layer.raster_image.remedy"));
}

void PixelCorners::row(int edge, std::vector<Point>& out) const {
  out.clear();
  const std::int64_t row = pixels_.row + edge, patchRow = floorDivide(row, patch_);
  const auto v = weights(static_cast<double>(row - patchRow * patch_) / patch_);
  const Point* line = &nodes_[static_cast<std::size_t>(2 * (patchRow - patchRow_)) * nodeCols_];
  const auto node = [&](std::size_t i) {
    return Point{v[0] * line[i].x + v[1] * line[i + nodeCols_].x + v[2] * line[i + 2 * nodeCols_].x,
                 v[0] * line[i].y + v[1] * line[i + nodeCols_].y + v[2] * line[i + 2 * nodeCols_].y};
  };
  const std::int64_t end = pixels_.col + pixels_.cols;
  for (std::int64_t col = pixels_.col; col <= end;) {
    const std::int64_t patchCol = floorDivide(col, patch_), next = std::min(end + 1, (patchCol + 1) * patch_);
    const auto first = static_cast<std::size_t>(2 * (patchCol - patchCol_));
    const Point a = node(first), b = node(first + 1), c = node(first + 2);
    for (; col < next; ++col) {
      const auto u = weights(static_cast<double>(col - patchCol * patch_) / patch_);
      out.push_back({u[0] * a.x + u[1] * b.x + u[2] * c.x, u[0] * a.y + u[1] * b.y + u[2] * c.y});
    }
  }
}

}  // namespace tanhui
