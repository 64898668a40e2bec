#include "geo/ask/InfluenceOf.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/ask/detail/FactorsAtPoints.h"
#include "geo/ask/detail/InfluenceUnits.h"
#include "geo/ask/detail/LandAtPoints.h"
#include "geo/gdal/RasterBand.h"
#include "geo/grid/GroundRuler.h"

namespace tanhui {
namespace {

using Kind = InfluenceFactor::Kind;
using Response = InfluenceSpec::Response;

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();
/// The kind of a unit that lies in no zone of a layer. It is one like any other: inside and outside differ.
constexpr const char* kOutsideZones = "-";

const ZoneLayer* zoneLayer(const Model& model, const std::string& name) {
  const auto found = std::ranges::find(model.zones, name, &ZoneLayer::name);
  return found == model.zones.end() ? nullptr : &*found;
}

const std::string& zoneName(const ZoneLayer& layer, std::size_t zone) {
  return layer.labels[zone].empty() ? layer.ids[zone] : layer.labels[zone];
}

/// The class with most ground of a zone, "unmapped" aside; empty where there is none.
std::string leadingClass(const ZoneTotals& zone) {
  std::string leads;
  double most = 0;
  for (const ClassTotals& of : zone.classes)
    if (of.classKey != "unmapped" && of.totals.areaHa > most) most = of.totals.areaHa, leads = of.classKey;
  return leads;
}

/// The middle of the area of a shape, in CRS units.
PlanePoint middleOf(const MultiPolygon& shape) {
  double area = 0, x = 0, y = 0;
  std::size_t begin = 0;
  const Point origin = shape.points.empty() ? Point{} : shape.points.front();
  for (const std::uint32_t end : shape.ringEnds) {
    for (std::size_t i = begin; i + 1 < end; ++i) {
      const Point a{shape.points[i].x - origin.x, shape.points[i].y - origin.y};
      const Point b{shape.points[i + 1].x - origin.x, shape.points[i + 1].y - origin.y};
      const double cross = a.x * b.y - b.x * a.y;
      area += cross / 2;
      x += (a.x + b.x) * cross / 6;
      y += (a.y + b.y) * cross / 6;
    }
    begin = end;
  }
  return area == 0 ? PlanePoint{origin.x, origin.y} : PlanePoint{origin.x + x / area, origin.y + y / area};
}

VectorSource sourceOf(const InfluenceFactor& factor) {
  VectorSource source;
  source.path = factor.path;
  source.sublayer = factor.sublayer;
  return source;
}

double cellMetresOf(const Grid& grid) { return grid.dx * GroundRuler(grid.crs).scale(grid.box()).metresPerUnit; }

class Inquiry {
 public:
  Inquiry(const InfluenceSpec& spec, const InfluenceLand& land, Warnings& warnings)
      : spec_(spec),
        land_(land),
        warnings_(warnings),
        metresPerUnit_(GroundRuler(land.model.grid.crs).scale(land.model.grid.box()).metresPerUnit),
        step_(stepOf(spec, land.model.grid, cellMetres())),
        lattice_(land.model.grid, step_),
        zones_(spec.units.empty() ? nullptr : zoneLayer(land.model, spec.units)),
        units_(lattice_, zones_) {}

  InfluenceAnswer answer() {
    if (zones_ == nullptr) points_ = landAtPoints(land_.model, land_.carbon, lattice_, land_.threads, land_.stop);
    const std::vector<double> response = responses();
    std::vector<FactorColumn> factors;
    for (const InfluenceFactor& factor : spec_.factors) factors.push_back(factorOf(factor));
    InfluenceAnswer answer{{spec_.name, zones_ == nullptr ? static_cast<double>(step_) * cellMetres() : 0,
                            studyInfluence(response, factors, spec_.settings, spec_.name)},
                           std::nullopt};
    for (const std::string& factor : answer.study.study.unusable)
      warnings_.push_back({spec_.name, say("influence.left_out", factor)});
    if (zones_ != nullptr) answer.spots = spotsOf(response);
    return answer;
  }

 private:
  double cellMetres() const { return land_.model.grid.dx * metresPerUnit_; }

  /// The account's zones of the units, in their order.
  template <typename Value>
  auto ofZones(const Value& value) const {
    std::vector<decltype(value(land_.account.zones.front()))> all;
    for (const ZoneTotals& zone : land_.account.zones)
      if (zone.layer == spec_.units) all.push_back(value(zone));
    return all;
  }

  std::vector<double> responses() const {
    if (spec_.response == Response::raster)
      return onLand(units_.figures(rasterAtPoints(lattice_, spec_.raster, spec_.band, land_.stop)));
    const bool stock = spec_.response == Response::stock;
    if (zones_ == nullptr) return stock ? points_.stock : points_.flux;
    return ofZones([&](const ZoneTotals& zone) {
      const Carbon& carbon = zone.total.carbon;
      return zone.total.areaHa > 0 ? (stock ? carbon.total() : carbon.flux()) / zone.total.areaHa : kNoFigure;
    });
  }

  /// Points outside the region, or on nothing that is mapped, are no units.
  std::vector<double> onLand(std::vector<double> figures) const {
    for (std::size_t i = 0; zones_ == nullptr && i < figures.size(); ++i)
      if (points_.landClass[i].empty()) figures[i] = kNoFigure;
    return figures;
  }

  FactorColumn factorOf(const InfluenceFactor& factor) {
    switch (factor.kind) {
      case Kind::landClass:
        return factorOfKinds(factor.words, zones_ == nullptr ? points_.landClass : ofZones(leadingClass));
      case Kind::zone:
        return factorOfKinds(factor.words, units_.kinds(zonesAtPoints(*zoneLayer(land_.model, factor.layer))));
      case Kind::slope:
      case Kind::raster:
        return rasterFactor(factor);
      case Kind::distance:
        return factorOfFigures(factor.words, units_.figures(distances(factor)));
    }
    return {};
  }

  std::vector<std::string> zonesAtPoints(const ZoneLayer& layer) const {
    std::vector<std::string> names;
    for (const int zone : polygonAtPoints(lattice_, layer.polygons.shapes))
      names.push_back(zone < 0 ? std::string(kOutsideZones) : zoneName(layer, static_cast<std::size_t>(zone)));
    return names;
  }

  /// Of codes a zone has the one of most of its points, of figures their mean.
  FactorColumn rasterFactor(const InfluenceFactor& factor) const {
    if (factor.kind == InfluenceFactor::Kind::slope)
      return factorOfFigures(factor.words, units_.figures(slopeAtPoints(lattice_, factor.path, land_.stop)));
    std::vector<double> values = rasterAtPoints(lattice_, factor.path, 1, land_.stop);
    if (!readAsCodes(values)) return factorOfFigures(factor.words, units_.figures(std::move(values)));
    std::vector<std::string> codes;
    for (const double value : values) codes.push_back(std::isnan(value) ? std::string() : fmt::format("{}", value));
    return factorOfKinds(factor.words, units_.kinds(std::move(codes)));
  }

  std::vector<double> distances(const InfluenceFactor& factor) {
    if (!factor.path.empty()) return distanceToFile(lattice_, sourceOf(factor), warnings_, land_.stop);
    if (const ZoneLayer* zones = zoneLayer(land_.model, factor.layer))
      return distanceToShapes(lattice_, zones->polygons.shapes, factor.words, land_.stop);
    const auto layer = std::ranges::find(land_.model.layers, factor.layer, &LandLayer::name);
    if (layer == land_.model.layers.end() || layer->isRaster())
      throw Error(spec_.name, say("influence.not_polygons", factor.layer), say("influence.not_polygons.remedy"));
    return distanceToShapes(lattice_, layer->polygons.shapes, factor.words, land_.stop);
  }

  HotSpotMap spotsOf(const std::vector<double>& response) const {
    std::vector<PlanePoint> middles;
    for (const MultiPolygon& shape : zones_->polygons.shapes) {
      const PlanePoint middle = middleOf(shape);
      middles.push_back({middle.x * metresPerUnit_, middle.y * metresPerUnit_});
    }
    HotSpotMap map = hotSpots(zones_->ids, middles, response, spec_.bandM, spec_.falseFinds);
    map.name = spec_.name;
    map.layer = spec_.units;
    if (!map.moran) warnings_.push_back({spec_.name, say("influence.no_spots", spec_.units)});
    return map;
  }

  const InfluenceSpec& spec_;
  const InfluenceLand& land_;
  Warnings& warnings_;
  double metresPerUnit_;
  std::int64_t step_;
  SampleLattice lattice_;
  const ZoneLayer* zones_;
  InfluenceUnits units_;
  LandAtPoints points_;
};

}  // namespace

void requireInfluence(const InfluenceSpec& spec, const Grid& grid) {
  stepOf(spec, grid, cellMetresOf(grid));
  if (!spec.raster.empty()) RasterBand(spec.raster, spec.band);
  for (const InfluenceFactor& factor : spec.factors) {
    if (factor.kind == Kind::raster || factor.kind == Kind::slope) RasterBand(factor.path, 1);
    if (factor.kind == Kind::distance && !factor.path.empty()) holdsPolygons(sourceOf(factor));
  }
}

InfluenceAnswer influenceOf(const InfluenceSpec& spec, const InfluenceLand& land, Warnings& warnings) {
  return Inquiry(spec, land, warnings).answer();
}

}  // namespace tanhui
