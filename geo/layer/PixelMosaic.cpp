#include "geo/layer/PixelMosaic.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/gdal/PolygonParts.h"

namespace tanhui {
namespace {

constexpr std::int32_t kNone = -1, kNotSeen = -2;
constexpr std::int32_t kLowValues = 1 << 16;  // looked up in an array: the values of nearly all class rasters
constexpr std::uint32_t kNoPoint = Mosaic::kNothing;

bool holds(const Box& box, Point p) { return p.x >= box.xmin && p.x <= box.xmax && p.y >= box.ymin && p.y <= box.ymax; }

/// The sides of a pixel, curves perhaps, leave the box of its corners by far less than its size.
bool mayMeet(const Box& pixel, const Box& box) {
  const double width = pixel.xmax - pixel.xmin, height = pixel.ymax - pixel.ymin;
  return Box{pixel.xmin - width, pixel.ymin - height, pixel.xmax + width, pixel.ymax + height}.meets(box);
}

/// Keeps what lies on the inner side of a line (Sutherland and Hodgman 1974); `inner` is how far a point lies inside.
template <typename Inner>
void clip(std::vector<Point>& ring, std::vector<Point>& scratch, const Inner& inner) {
  scratch.clear();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i], b = ring[(i + 1) % ring.size()];
    const double inA = inner(a), inB = inner(b);
    if (inA >= 0) scratch.push_back(a);
    if ((inA > 0 && inB < 0) || (inA < 0 && inB > 0)) {
      const double t = inA / (inA - inB);
      scratch.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
    }
  }
  ring.swap(scratch);
}

double areaWithin(std::vector<Point>& ring, const Box& box) {
  std::vector<Point> scratch;
  clip(ring, scratch, [&](Point p) { return p.x - box.xmin; });
  clip(ring, scratch, [&](Point p) { return box.xmax - p.x; });
  clip(ring, scratch, [&](Point p) { return p.y - box.ymin; });
  clip(ring, scratch, [&](Point p) { return box.ymax - p.y; });
  if (ring.size() < 3) return 0;
  ring.push_back(Point(ring.front()));
  return 0.5 * std::abs(twiceSignedArea(ring));
}

}  // namespace

PixelMosaic::PixelMosaic(const std::filesystem::path& path, const Grid& grid)
    : file_(path, 1),
      grid_(grid),
      corners_(file_.grid(), grid.crs, path.string()),
      low_(static_cast<std::size_t>(kLowValues), kNotSeen) {}

void PixelMosaic::read(const Window& window, const std::function<std::int32_t(std::int32_t)>& alike) {
  mosaic_.clear();
  values_.clear();
  cells_ = 0;
  pixels_ = corners_.pixelsIn(grid_.box(window));
  if (pixels_.cells() == 0) return;
  areas_.resize(static_cast<std::size_t>(pixels_.cells()));
  file_.read(pixels_, areas_.data(), static_cast<std::size_t>(pixels_.cols));
  numberAreas(alike);
  if (mosaic_.areas == 0) return;
  corners_.prepare(pixels_);
  findBorders(window);
}

/// Puts the number of its area in the place of each pixel's value.
void PixelMosaic::numberAreas(const std::function<std::int32_t(std::int32_t)>& alike) {
  std::vector<std::int32_t> seen;
  other_.clear();
  std::int32_t last = file_.nodata();
  for (const std::int32_t value : areas_) {
    if (value == last) continue;
    last = value;
    if (value < 0 || value >= kLowValues) {
      other_.emplace_back(value, kNone);
    } else if (std::int32_t& area = low_[static_cast<std::size_t>(value)]; area == kNotSeen) {
      area = kNone;
      seen.push_back(value);
    }
  }
  std::ranges::sort(other_);
  other_.erase(std::unique(other_.begin(), other_.end()), other_.end());

  const auto alikeOf = [&](std::int32_t value) {
    if (value != file_.nodata()) values_.push_back(alike(value));
  };
  for (const std::int32_t value : seen) alikeOf(value);
  for (const auto& [value, area] : other_) alikeOf(value);
  std::ranges::sort(values_);
  values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
  mosaic_.areas = static_cast<std::uint32_t>(values_.size());

  const auto numberOf = [&](std::int32_t value) {
    if (value == file_.nodata()) return kNone;
    return static_cast<std::int32_t>(std::ranges::lower_bound(values_, alike(value)) - values_.begin());
  };
  for (const std::int32_t value : seen) low_[static_cast<std::size_t>(value)] = numberOf(value);
  for (auto& [value, area] : other_) area = numberOf(value);

  last = file_.nodata();
  std::int32_t area = kNone;
  for (std::int32_t& pixel : areas_) {
    if (pixel != last) last = pixel, area = areaOf(pixel);
    pixel = area;
  }
  for (const std::int32_t value : seen) low_[static_cast<std::size_t>(value)] = kNotSeen;
}

std::int32_t PixelMosaic::areaOf(std::int32_t value) const {
  if (value == file_.nodata()) return kNone;
  if (value >= 0 && value < kLowValues) return low_[static_cast<std::size_t>(value)];
  return std::ranges::lower_bound(other_, value, {}, &std::pair<std::int32_t, std::int32_t>::first)->second;
}

/// Row by row from the north: the sides between a row and the one above it, then those between its own pixels. Beyond
/// the pixels that are read there is no area.
void PixelMosaic::findBorders(const Window& window) {
  const Box box = grid_.box(window);
  const auto cols = static_cast<std::size_t>(pixels_.cols);
  const std::vector<std::int32_t> nothing(cols, kNone);
  corners_.row(0, south_);
  southPoints_.assign(cols + 1, kNoPoint);
  const std::int32_t* above = nothing.data();
  for (int r = 0; r <= pixels_.rows; ++r) {
    const bool last = r == pixels_.rows;
    const std::int32_t* row = last ? nothing.data() : areas_.data() + static_cast<std::size_t>(r) * cols;
    north_.swap(south_);
    northPoints_.swap(southPoints_);
    bordersAlong(above, row, r);
    if (last) break;
    corners_.row(r + 1, south_);
    southPoints_.assign(cols + 1, kNoPoint);
    bordersAcross(row, r);
    addCells(row, r, box);
    above = row;
  }
  cells_ /= grid_.dx * grid_.dy;
}

/// The sides between two rows, walked eastward.
void PixelMosaic::bordersAlong(const std::int32_t* above, const std::int32_t* below, int edge) {
  if (corners_.identity()) return;  // level: a sweep from west to east needs no such side
  const int segments = corners_.segments();
  for (int col = 0; col < pixels_.cols; ++col) {
    if (above[col] == below[col]) continue;
    std::uint32_t from = pointOf(northPoints_, north_, col);
    for (int i = 1; i < segments; ++i) {
      const auto next = static_cast<std::uint32_t>(mosaic_.points.size());
      mosaic_.points.push_back(corners_.at(std::int64_t{col} * segments + i, std::int64_t{edge} * segments));
      addBorder(from, next, above[col], below[col]);
      from = next;
    }
    addBorder(from, pointOf(northPoints_, north_, col + 1), above[col], below[col]);
  }
}

/// The sides between the pixels of a row, walked southward.
void PixelMosaic::bordersAcross(const std::int32_t* row, int pixelRow) {
  const int segments = corners_.segments();
  std::int32_t west = kNone;
  for (int col = 0; col <= pixels_.cols; ++col) {
    const std::int32_t east = col < pixels_.cols ? row[col] : kNone;
    if (east != west) {
      std::uint32_t from = pointOf(northPoints_, north_, col);
      for (int i = 1; i < segments; ++i) {
        const auto next = static_cast<std::uint32_t>(mosaic_.points.size());
        mosaic_.points.push_back(corners_.at(std::int64_t{col} * segments, std::int64_t{pixelRow} * segments + i));
        addBorder(from, next, east, west);
        from = next;
      }
      addBorder(from, pointOf(southPoints_, south_, col), east, west);
    }
    west = east;
  }
}

void PixelMosaic::addBorder(std::uint32_t from, std::uint32_t to, std::int32_t left, std::int32_t right) {
  if (corners_.mirrors()) std::swap(left, right);
  // kNone becomes Mosaic::kNothing.
  mosaic_.borders.push_back({from, to, static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(right)});
}

std::uint32_t PixelMosaic::pointOf(std::vector<std::uint32_t>& numbers, const std::vector<Point>& corners, int col) {
  std::uint32_t& number = numbers[static_cast<std::size_t>(col)];
  if (number == kNoPoint) {
    number = static_cast<std::uint32_t>(mosaic_.points.size());
    mosaic_.points.push_back(corners[static_cast<std::size_t>(col)]);
  }
  return number;
}

void PixelMosaic::addCells(const std::int32_t* row, int pixelRow, const Box& box) {
  const bool straight = corners_.segments() == 1;
  bool westInside = holds(box, north_[0]) && holds(box, south_[0]);
  for (int col = 0; col < pixels_.cols; ++col) {
    const auto c = static_cast<std::size_t>(col);
    const Point a = north_[c], b = south_[c], d = south_[c + 1], e = north_[c + 1];
    const bool eastInside = holds(box, d) && holds(box, e);
    if (row[col] != kNone) {
      if (straight && westInside && eastInside) {
        cells_ += 0.5 * std::abs((d.x - a.x) * (e.y - b.y) - (e.x - b.x) * (d.y - a.y));
      } else if (mayMeet(boxOf(std::array{a, b, d, e}), box)) {
        cells_ += areaWithin(col, pixelRow, box);
      }
    }
    westInside = eastInside;
  }
}

/// Of one pixel with all the segments of its sides.
double PixelMosaic::areaWithin(int col, int pixelRow, const Box& box) const {
  const std::int64_t n = corners_.segments(), west = col * n, north = pixelRow * n;
  std::vector<Point> ring;
  for (std::int64_t i = 0; i < n; ++i) ring.push_back(corners_.at(west, north + i));
  for (std::int64_t i = 0; i < n; ++i) ring.push_back(corners_.at(west + i, north + n));
  for (std::int64_t i = 0; i < n; ++i) ring.push_back(corners_.at(west + n, north + n - i));
  for (std::int64_t i = 0; i < n; ++i) ring.push_back(corners_.at(west + n - i, north));
  return tanhui::areaWithin(ring, box);
}

}  // namespace tanhui
