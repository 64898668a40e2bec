#include "geo/zonal/detail/ShapePart.h"

#include <algorithm>

namespace tanhui {
namespace {

enum class Beyond { none, west, east, south, north };

Beyond beyond(const Box& box, const Box& window) {
  if (box.ymin > window.ymax) return Beyond::north;
  if (box.ymax < window.ymin) return Beyond::south;
  if (box.xmax < window.xmin) return Beyond::west;
  if (box.xmin > window.xmax) return Beyond::east;
  return Beyond::none;
}

}  // namespace

ShapePart::ShapePart(const MultiPolygon& shape) : shape_(&shape) {
  if (shape.points.size() < 4 * kStretch) return;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : shape.ringEnds) {
    // A stretch shares its last point with the next one's first: n points make n - 1 edges.
    for (std::uint32_t at = begin; at + 1 < end; at += kStretch) {
      Box& box = boxes_.emplace_back();
      for (std::uint32_t p = at; p <= std::min(at + kStretch, end - 1); ++p) box.add(shape.points[p]);
    }
    begin = end;
  }
}

const MultiPolygon& ShapePart::in(const Box& window, MultiPolygon& scratch) const {
  if (boxes_.empty()) return *shape_;
  scratch.points.clear();
  scratch.ringEnds.clear();
  scratch.box = {};
  std::size_t stretch = 0;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : shape_->ringEnds) {
    const std::size_t ringStart = scratch.points.size();
    Beyond last = Beyond::none;
    for (std::uint32_t at = begin; at + 1 < end; at += kStretch, ++stretch) {
      const std::uint32_t stop = std::min(at + kStretch, end - 1);
      const Beyond side = beyond(boxes_[stretch], window);
      const auto first = shape_->points.begin();
      if (scratch.points.size() == ringStart) scratch.points.push_back(shape_->points[at]);
      if (side == Beyond::none) {
        scratch.points.insert(scratch.points.end(), first + at + 1, first + stop + 1);
      } else if (side == last) {
        scratch.points.back() = shape_->points[stop];
      } else {
        scratch.points.push_back(shape_->points[stop]);
      }
      last = side;
    }
    begin = end;
    if (scratch.points.size() - ringStart < 4) {
      scratch.points.resize(ringStart);  // a line there and back covers nothing
    } else {
      scratch.ringEnds.push_back(static_cast<std::uint32_t>(scratch.points.size()));
    }
  }
  for (const Point& p : scratch.points) scratch.box.add(p);
  return scratch;
}

}  // namespace tanhui
