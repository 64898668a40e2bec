#include "geo/layer/detail/CoordinateCheck.h"

#include <array>
#include <cmath>

#include "geo/base/Error.h"
#include "geo/gdal/VectorLayer.h"

namespace tanhui {
namespace {

/// EPSG codes of the Gauss-Kruger systems on one datum: of the first 3-degree zone (25) and 6-degree zone (13), with
/// the zone number in the easting and without. The other zones follow one by one.
struct Family {
  std::string_view datum;
  int zones3, meridians3, zones6, meridians6;
};
constexpr std::array<Family, 3> kFamilies = {{{"EPSG:4490", 4513, 4534, 4491, 4502},
                                              {"EPSG:4610", 2349, 2370, 2327, 2338},
                                              {"EPSG:4214", 2401, 2422, 21413, 21453}}};

constexpr double kMillion = 1e6;
constexpr double kDegree = 1.7453292519943295e-2;

const Family* familyOf(const Crs& crs) {
  const Crs datum = crs.geographicPart();
  const std::string code = datum.authority();
  for (const Family& family : kFamilies)
    if (code.empty() ? datum.sameAs(Crs::parse(std::string(family.datum), "EPSG")) : family.datum == code)
      return &family;
  return nullptr;
}

int zoneOf(double easting) { return static_cast<int>(easting / kMillion); }

bool isZone(int zone) { return (zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45); }

/// Every x an easting of one zone, written with its number.
bool zonePrefixed(const Box& box) { return box.xmin > 1e7 && box.xmax < 46e6 && isZone(zoneOf(box.xmin)); }

bool within(double low, double value, double high) { return low <= value && value <= high; }

Message meant(const std::string& code) {
  return code.empty() ? say("layer.coordinates.remedy") : say("layer.coordinates.meant", code);
}

}  // namespace

std::string zoneSibling(const Crs& crs, int zone, bool withZoneNumber) {
  const Family* family = familyOf(crs);
  if (family == nullptr || !isZone(zone)) return {};
  const bool wide = zone <= 23;
  const int first = wide ? (withZoneNumber ? family->zones6 : family->meridians6)
                         : (withZoneNumber ? family->zones3 : family->meridians3);
  return "EPSG:" + std::to_string(first + zone - (wide ? 13 : 25));
}

CoordinateCheck::CoordinateCheck(const Crs& crs) : crs_(crs) {
  if (!crs.known()) return;
  chinese_ = familyOf(crs) != nullptr;
  geographic_ = crs.geographic();
  unit_ = geographic_ ? crs.radiansPerUnit() / kDegree : crs.metresPerUnit();
  if (geographic_) return;
  const char* method = OSRGetAttrValue(crs.handle(), "PROJECTION", 0);
  gaussKruger_ = method != nullptr &&
                 (std::string_view(method) == "Transverse_Mercator" || std::string_view(method) == "Gauss_Kruger");
  falseEasting_ = OSRGetProjParm(crs.handle(), "false_easting", 0, nullptr);
}

void CoordinateCheck::operator()(const Box& box, const std::string& layer, std::int64_t fid) const {
  if (box.empty() || unit_ == 0) return;
  std::optional<Fault> fault = geographic_ ? geographic(box) : projected(box);
  if (fault) throw Error(featureWhere(layer, fid), std::move(fault->what), std::move(fault->remedy));
}

std::optional<CoordinateCheck::Fault> CoordinateCheck::geographic(const Box& box) const {
  const double degrees = unit_;
  const bool beyond = box.ymin * degrees < -90.001 || box.ymax * degrees > 90.001 || box.xmin * degrees < -360.001 ||
                      box.xmax * degrees > 360.001;
  // China's latitudes in x, its longitudes in y.
  const bool swapped = box.xmin >= 3 && box.xmax <= 55 && box.ymin >= 73 && box.ymax <= 136;
  if (swapped && (beyond || chinese_))
    return Fault{say("layer.swapped", box.xmin, box.ymin), say("layer.swapped.remedy")};
  if (beyond) return Fault{say("layer.not_degrees", box.xmin, box.ymin, crs_.name()), say("layer.coordinates.remedy")};
  return std::nullopt;
}

std::optional<CoordinateCheck::Fault> CoordinateCheck::projected(const Box& box) const {
  // China's longitudes in x, its latitudes in y: no place in China is so near to the equator in metres.
  if (chinese_ && box.xmin >= 73 && box.xmax <= 136 && box.ymin >= 3 && box.ymax <= 55)
    return Fault{say("layer.not_metres", box.xmin, box.ymin, crs_.name()), say("layer.not_metres.remedy")};
  if (!gaussKruger_ || !chinese_ || unit_ != 1) return std::nullopt;
  const bool prefix = falseEasting_ > 1e7;
  // Northings of China: 0.3 to 6 million metres; eastings beside a meridian: 0 to 1 million.
  const bool northingInX = within(0.3e6, box.xmin, 6e6),
             eastingInY = within(0, box.ymin, 1e6) || zonePrefixed({box.ymin, 0, box.ymax, 0});
  if (northingInX && box.xmin > 1.5e6 && eastingInY)
    return Fault{say("layer.swapped", box.xmin, box.ymin), say("layer.swapped.remedy")};
  if (!prefix && zonePrefixed(box))
    return Fault{say("layer.zone_number", zoneOf(box.xmin), box.xmin, crs_.name()),
                 meant(zoneSibling(crs_, zoneOf(box.xmin), true))};
  if (prefix && box.xmax < 1e7)
    return Fault{say("layer.no_zone_number", box.xmin, crs_.name()),
                 meant(zoneSibling(crs_, zoneOf(falseEasting_), false))};
  if (prefix && zonePrefixed(box) && zoneOf(box.xmin) == zoneOf(box.xmax) && zoneOf(box.xmin) != zoneOf(falseEasting_))
    return Fault{say("layer.other_zone", zoneOf(box.xmin), box.xmin, crs_.name()),
                 meant(zoneSibling(crs_, zoneOf(box.xmin), true))};
  return std::nullopt;
}

}  // namespace tanhui
