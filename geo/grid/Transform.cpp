#include "geo/grid/Transform.h"

#include <cmath>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

[[noreturn]] void failBetween(const Crs& from, const Crs& to, const std::string& where) {
  throw Error(where, say("grid.no_transform", from.name(), to.name()), say("grid.no_transform.remedy"));
}

}  // namespace

Transform::Transform(const Crs& from, const Crs& to, const std::string& where) : context_(proj_context_create()) {
  if (from.sameAs(to)) return;
  if (!from.known() || !to.known()) failBetween(from, to, where);
  otherEllipsoid_ = std::abs(from.ellipsoid().semiMajor - to.ellipsoid().semiMajor) > 0.5;
  proj_log_level(context_.get(), PJ_LOG_NONE);
  proj_context_set_enable_network(context_.get(), 0);
  const ProjHandle source(proj_create(context_.get(), from.wkt().c_str()));
  const ProjHandle target(proj_create(context_.get(), to.wkt().c_str()));
  if (source == nullptr || target == nullptr) failBetween(from, to, where);
  const ProjHandle stated(proj_create_crs_to_crs_from_pj(context_.get(), source.get(), target.get(), nullptr, nullptr));
  if (stated == nullptr) failBetween(from, to, where);
  forward_.reset(proj_normalize_for_visualization(context_.get(), stated.get()));
  if (forward_ == nullptr) failBetween(from, to, where);
}

void Transform::run(PJ_DIRECTION direction, std::span<Point> points) const {
  if (identity() || points.empty()) return;
  proj_trans_generic(forward_.get(), direction, &points[0].x, sizeof(Point), points.size(), &points[0].y, sizeof(Point),
                     points.size(), nullptr, 0, 0, nullptr, 0, 0);
}

void Transform::operator()(std::span<Point> points) const { run(PJ_FWD, points); }

void Transform::inverse(std::span<Point> points) const { run(PJ_INV, points); }

Point Transform::operator()(Point p) const {
  run(PJ_FWD, std::span(&p, 1));
  return p;
}

bool Transform::ballpark() const {
  if (identity() || !otherEllipsoid_) return false;
  const ProjHandle used(proj_trans_get_last_used_operation(forward_.get()));
  return used != nullptr && proj_coordoperation_has_ballpark_transformation(context_.get(), used.get()) != 0;
}

Box transformed(const Box& box, const Transform& transform) {
  constexpr int kSteps = 64;
  Box out;
  for (int i = 0; i <= kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps;
    const double x = box.xmin + t * (box.xmax - box.xmin), y = box.ymin + t * (box.ymax - box.ymin);
    for (const Point p : {Point{x, box.ymin}, Point{x, box.ymax}, Point{box.xmin, y}, Point{box.xmax, y}})
      out.add(transform(p));
  }
  return out;
}

}  // namespace tanhui
