#include "app/viewer/canvas/ViewState.h"

#include <algorithm>
#include <cmath>

namespace tanhui::viewer {
namespace {

/// Closest and farthest: coordinates of 1e7 m keep a hundred thousandth of a pixel at the one, and the other shows
/// forty Earths across.
constexpr double kFinest = 1e-7, kCoarsest = 1e6;

}  // namespace

Box ViewState::box() const {
  const double w = size.width() * resolution / 2, h = size.height() * resolution / 2;
  return {centre.x - w, centre.y - h, centre.x + w, centre.y + h};
}

ViewState ViewState::panned(QPointF by) const {
  ViewState out = *this;
  out.centre = {centre.x - by.x() * resolution, centre.y + by.y() * resolution};
  return out;
}

ViewState ViewState::zoomed(double factor, QPointF at) const {
  ViewState out = *this;
  out.resolution = std::clamp(resolution / factor, kFinest, kCoarsest);
  const Point fixed = toMap(at);
  const Point moved = out.toMap(at);
  out.centre = {centre.x + fixed.x - moved.x, centre.y + fixed.y - moved.y};
  return out;
}

ViewState ViewState::fitted(const Box& box, double margin) const {
  if (box.empty() || size.isEmpty()) return *this;
  ViewState out = *this;
  out.centre = {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
  const double share = 1 - 2 * margin;
  const double across = (box.xmax - box.xmin) / (size.width() * share),
               down = (box.ymax - box.ymin) / (size.height() * share);
  const double fit = std::max(across, down);
  out.resolution = fit > 0 ? std::clamp(fit, kFinest, kCoarsest) : resolution;
  return out;
}

}  // namespace tanhui::viewer
