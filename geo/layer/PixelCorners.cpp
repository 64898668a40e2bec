#include "geo/layer/PixelCorners.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/base/Error.h"
#include "geo/gdal/PolygonParts.h"

namespace tanhui {
namespace {

constexpr double kPatchMetres = 500;
constexpr int kLargestPatch = 64;
constexpr double kSegmentMetres = 100;
constexpr int kMostSegments = 1024;

/// Lagrange weights of nodes at 0, 1/2 and 1.
std::array<double, 3> weights(double t) { return {(1 - 2 * t) * (1 - t), 4 * t * (1 - t), t * (2 * t - 1)}; }

std::int64_t floorDivide(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

double metresOf(const Grid& grid) {
  const double metres =
      grid.crs.geographic() ? grid.crs.ellipsoid().semiMajor * grid.crs.radiansPerUnit() : grid.crs.metresPerUnit();
  return std::max(grid.dx, grid.dy) * metres;
}

}  // namespace

PixelCorners::PixelCorners(const Grid& raster, const Crs& target, const std::string& where)
    : raster_(raster), fine_(raster), where_(where), transform_(raster.crs, target, where) {
  if (identity()) return;
  while (segments_ < kMostSegments && metresOf(raster) > segments_ * kSegmentMetres) segments_ *= 2;
  fine_.dx /= segments_, fine_.dy /= segments_;
  while (patch_ < kLargestPatch && 2 * patch_ * metresOf(fine_) <= kPatchMetres) patch_ *= 2;
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
  if (identity()) return;
  patchCol_ = floorDivide(pixels.col * segments_, patch_);
  patchRow_ = floorDivide(pixels.row * segments_, patch_);
  const std::int64_t patchesX = floorDivide((pixels.col + pixels.cols) * segments_, patch_) - patchCol_ + 1;
  const std::int64_t patchesY = floorDivide((pixels.row + pixels.rows) * segments_, patch_) - patchRow_ + 1;
  nodeCols_ = static_cast<std::size_t>(2 * patchesX + 1);
  nodes_.clear();
  const double half = patch_ / 2.0;
  for (std::int64_t j = 0; j <= 2 * patchesY; ++j)
    for (std::int64_t i = 0; i <= 2 * patchesX; ++i)
      nodes_.push_back({fine_.x0 + static_cast<double>(2 * patchCol_ + i) * half * fine_.dx,
                        fine_.y0 - static_cast<double>(2 * patchRow_ + j) * half * fine_.dy});
  transform_(nodes_);
  if (!allFinite(nodes_))
    throw Error(where_, say("layer.no_image", raster_.crs.name()), say("layer.raster_image.remedy"));
  findFolds();
}

/// The quadrilaterals between nodes all turn the same way unless the image folds over.
void PixelCorners::findFolds() {
  std::size_t mirrored = 0, all = 0;
  for (std::size_t north = 0; north + nodeCols_ < nodes_.size(); north += nodeCols_)
    for (std::size_t i = north; i + 1 < north + nodeCols_; ++i, ++all) {
      const Point a = nodes_[i], b = nodes_[i + nodeCols_], c = nodes_[i + nodeCols_ + 1], d = nodes_[i + 1];
      if (!((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y) > 0)) ++mirrored;
    }
  if (mirrored != 0 && mirrored != all)
    throw Error(where_, say("layer.raster_folds", raster_.crs.name()), say("layer.raster_folds.remedy"));
  mirrors_ = mirrored != 0;
}

Point PixelCorners::placeOf(std::int64_t col, std::int64_t row) const {
  return {raster_.x0 + static_cast<double>(col) * raster_.dx, raster_.y0 - static_cast<double>(row) * raster_.dy};
}

Point PixelCorners::at(std::int64_t col, std::int64_t row) const {
  col += pixels_.col * segments_, row += pixels_.row * segments_;
  if (identity()) return placeOf(col, row);
  const std::int64_t patchCol = floorDivide(col, patch_), patchRow = floorDivide(row, patch_);
  const auto u = weights(static_cast<double>(col - patchCol * patch_) / patch_);
  const auto v = weights(static_cast<double>(row - patchRow * patch_) / patch_);
  const Point* node = &nodes_[static_cast<std::size_t>(2 * (patchRow - patchRow_)) * nodeCols_ +
                              static_cast<std::size_t>(2 * (patchCol - patchCol_))];
  Point place;
  for (std::size_t j = 0; j < 3; ++j, node += nodeCols_)
    for (std::size_t i = 0; i < 3; ++i) place.x += v[j] * u[i] * node[i].x, place.y += v[j] * u[i] * node[i].y;
  return place;
}

void PixelCorners::row(int edge, std::vector<Point>& out) const {
  out.clear();
  if (identity()) {
    for (std::int64_t col = pixels_.col; col <= pixels_.col + pixels_.cols; ++col)
      out.push_back(placeOf(col, pixels_.row + edge));
    return;
  }
  const std::int64_t row = (pixels_.row + edge) * segments_, patchRow = floorDivide(row, patch_);
  const auto v = weights(static_cast<double>(row - patchRow * patch_) / patch_);
  const Point* line = &nodes_[static_cast<std::size_t>(2 * (patchRow - patchRow_)) * nodeCols_];
  const auto node = [&](std::size_t i) {
    return Point{v[0] * line[i].x + v[1] * line[i + nodeCols_].x + v[2] * line[i + 2 * nodeCols_].x,
                 v[0] * line[i].y + v[1] * line[i + nodeCols_].y + v[2] * line[i + 2 * nodeCols_].y};
  };
  const std::int64_t end = (pixels_.col + pixels_.cols) * segments_;
  for (std::int64_t col = pixels_.col * segments_; col <= end;) {
    const std::int64_t patchCol = floorDivide(col, patch_), next = std::min(end + 1, (patchCol + 1) * patch_);
    const auto first = static_cast<std::size_t>(2 * (patchCol - patchCol_));
    const Point a = node(first), b = node(first + 1), c = node(first + 2);
    for (; col < next; col += segments_) {
      const auto u = weights(static_cast<double>(col - patchCol * patch_) / patch_);
      out.push_back({u[0] * a.x + u[1] * b.x + u[2] * c.x, u[0] * a.y + u[1] * b.y + u[2] * c.y});
    }
  }
}

}  // namespace tanhui
