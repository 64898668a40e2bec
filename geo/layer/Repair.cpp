#include "geo/layer/Repair.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "geo/layer/GeosPolygon.h"
#include "geo/layer/detail/RingNesting.h"

namespace tanhui {
namespace {

struct DestroyParams {
  GEOSContextHandle_t context;
  void operator()(GEOSMakeValidParams* p) const { GEOSMakeValidParams_destroy_r(context, p); }
};

/// All points on one line, as far as can be told. (A signed area of nothing proves less: a bow-tie has none.)
bool noArea(std::span<const Point> ring) {
  const Box box = boxOf(ring);
  const double reach = (box.xmax - box.xmin) * (box.ymax - box.ymin);
  if (std::abs(twiceSignedArea(ring)) > 8 * std::numeric_limits<double>::epsilon() * reach) return false;
  const auto far =
      std::ranges::max_element(ring, {}, [&](Point p) { return std::hypot(p.x - ring[0].x, p.y - ring[0].y); });
  return std::ranges::all_of(ring, [&](Point p) { return sideOf(ring[0], *far, p) == 0; });
}

/// Copies one ring behind `out`, closed and without repeated points; false when no area is left of it.
bool cleanRing(std::span<const Point> ring, std::vector<Point>& out) {
  const std::size_t begin = out.size();
  for (const Point p : ring)
    if (out.size() == begin || !(out.back() == p)) out.push_back(p);
  if (out.size() > begin && !(out.back() == out[begin])) out.push_back(Point(out[begin]));
  const bool sound = out.size() - begin >= 4 && !noArea(std::span(out).subspan(begin));
  if (!sound) out.resize(begin);
  return sound;
}

/// Closed, without repeated points, with an area: as most rings come.
bool isClean(std::span<const Point> ring) {
  if (ring.size() < 4 || !(ring.front() == ring.back())) return false;
  for (std::size_t i = 1; i < ring.size(); ++i)
    if (ring[i] == ring[i - 1]) return false;
  return !noArea(ring);
}

bool isClean(const PolygonParts& parts) {
  for (std::size_t i = 0; i < parts.ringEnds.size(); ++i)
    if (!isClean(parts.ring(i))) return false;
  return true;
}

/// Closes rings, drops repeated points and rings without area; the holes of such an exterior go with it. Returns how
/// many rings went.
int clean(PolygonParts& parts, PolygonParts& kept) {
  if (isClean(parts)) return 0;
  kept.clear();
  int dropped = 0;
  std::size_t begin = 0;
  for (const std::uint32_t end : parts.partEnds) {
    const std::size_t ringsBefore = kept.ringEnds.size();
    for (std::size_t i = begin; i < end; ++i) {
      if (cleanRing(parts.ring(i), kept.points)) {
        kept.ringEnds.push_back(static_cast<std::uint32_t>(kept.points.size()));
      } else if (i == begin) {
        dropped += static_cast<int>(end - begin);
        break;
      } else {
        ++dropped;
      }
    }
    if (kept.ringEnds.size() > ringsBefore) kept.partEnds.push_back(static_cast<std::uint32_t>(kept.ringEnds.size()));
    begin = end;
  }
  std::swap(parts, kept);
  return dropped;
}

double planarAreaOf(const PolygonParts& parts) {
  double area = 0;
  std::size_t begin = 0;
  for (const std::uint32_t end : parts.partEnds) {
    for (std::size_t i = begin; i < end; ++i)
      area += (i == begin ? 0.5 : -0.5) * std::abs(twiceSignedArea(parts.ring(i)));
    begin = end;
  }
  return area;
}

std::string whyInvalid(const Geos& geos, const GEOSGeometry* geometry) {
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const char valid = GEOSisValidDetail_r(geos.get(), geometry, 0, &reason, &place);
  const Geos::Geometry at = geos.own(place);
  std::string text = reason != nullptr ? reason : "Invalid";
  GEOSFree_r(geos.get(), reason);
  if (valid == 1) return {};
  double x = 0, y = 0;
  if (at != nullptr && GEOSGeomGetX_r(geos.get(), at.get(), &x) == 1 && GEOSGeomGetY_r(geos.get(), at.get(), &y) == 1)
    text += fmt::format(" ({:.8g}, {:.8g})", x, y);
  return text;
}

bool isValid(const Geos& geos, const GEOSGeometry* geometry) {
  return geometry != nullptr && GEOSisValid_r(geos.get(), geometry) == 1;
}

Geos::Geometry makeValid(const Geos& geos, const GEOSGeometry* geometry) {
  const std::unique_ptr<GEOSMakeValidParams, DestroyParams> how(GEOSMakeValidParams_create_r(geos.get()),
                                                                DestroyParams{geos.get()});
  if (how == nullptr || GEOSMakeValidParams_setMethod_r(geos.get(), how.get(), GEOS_MAKE_VALID_STRUCTURE) == 0 ||
      GEOSMakeValidParams_setKeepCollapsed_r(geos.get(), how.get(), 0) == 0)
    return geos.own(nullptr);
  Geos::Geometry valid = geos.own(GEOSMakeValidWithParams_r(geos.get(), geometry, how.get()));
  // Where the structure method gives up, a buffer of nothing still makes an area.
  return valid != nullptr ? std::move(valid) : geos.own(GEOSBuffer_r(geos.get(), geometry, 0, 8));
}

}  // namespace

MultiPolygon directed(PolygonParts& parts) {
  std::size_t begin = 0;
  for (const std::uint32_t end : parts.partEnds) {
    for (std::size_t i = begin; i < end; ++i) {
      const bool exterior = i == begin, counterClockwise = twiceSignedArea(parts.ring(i)) > 0;
      if (exterior != counterClockwise)
        std::reverse(parts.points.begin() + static_cast<std::ptrdiff_t>(parts.ringBegin(i)),
                     parts.points.begin() + static_cast<std::ptrdiff_t>(parts.ringEnds[i]));
    }
    begin = end;
  }
  // Copies: exactly as large as they must be, for there may be a million of them.
  return {parts.points, parts.ringEnds, boxOf(parts.points)};
}

MultiPolygon repaired(const MultiPolygon& drawn) {
  PolygonParts parts{drawn.points, drawn.ringEnds, {}};
  for (std::size_t i = 1; i < parts.ringEnds.size(); ++i)
    if (twiceSignedArea(parts.ring(i)) > 0) parts.partEnds.push_back(static_cast<std::uint32_t>(i));
  if (!parts.ringEnds.empty()) parts.partEnds.push_back(static_cast<std::uint32_t>(parts.ringEnds.size()));
  RepairNote note;
  return Repair()(parts, note);
}

MultiPolygon Repair::operator()(PolygonParts& parts, RepairNote& note) {
  note = {};
  note.collapsedRings = clean(parts, scratch_);
  if (parts.partEnds.empty() || proof_(parts)) return directed(parts);

  Geos::Geometry given = toGeos(geos_, parts);
  if (isValid(geos_, given.get())) return directed(parts);

  note.before = planarAreaOf(parts);
  note.reason = given != nullptr ? whyInvalid(geos_, given.get()) : geos_.lastMessage();
  if (nestRings(parts)) {
    given = toGeos(geos_, parts);
    note.after = planarAreaOf(parts);
    if (isValid(geos_, given.get())) return directed(parts);
  }
  parts.clear();
  if (given != nullptr) {
    const Geos::Geometry valid = makeValid(geos_, given.get());
    appendGeos(geos_, valid.get(), parts);
  }
  clean(parts, scratch_);
  note.after = planarAreaOf(parts);
  return directed(parts);
}

}  // namespace tanhui
