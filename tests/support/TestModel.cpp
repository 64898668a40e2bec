#include "tests/support/TestModel.h"

#include <rapidcheck.h>

namespace tanhui::test {

MultiPolygon polygon(std::vector<Point> ring) {
  ring.push_back(ring.front());
  MultiPolygon shape{std::move(ring), {}, {}};
  shape.ringEnds = {static_cast<std::uint32_t>(shape.points.size())};
  for (const Point p : shape.points) shape.box.add(p);
  return shape;
}

MultiPolygon square(double x, double y, double size) {
  return polygon({{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}});
}

MultiPolygon randomTriangle() {
  const auto point = [] {
    const auto offset = rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 100000));
    return Point{600000 + *offset / 100.0, 3200000 + *offset / 100.0};
  };
  const Point a = point(), b = point(), c = point();
  const double twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  RC_PRE(std::abs(twice) > 10);
  return twice > 0 ? polygon({a, b, c}) : polygon({a, c, b});
}

VectorLayer layerOf(std::vector<MultiPolygon> shapes) {
  VectorLayer layer;
  for (std::size_t i = 0; i < shapes.size(); ++i) layer.fids.push_back(static_cast<std::int64_t>(i));
  layer.shapes = std::move(shapes);
  return layer;
}

Model emptyModel() {
  Model model;
  model.grid = {.crs = Crs::parse("EPSG:4544", "test"),
                .x0 = 600000,
                .y0 = 3201000,
                .dx = 100,
                .dy = 100,
                .cols = 10,
                .rows = 10};
  model.areaRule = AreaRule::map;
  return model;
}

void addLand(Model& model, const Stratum& stratum, std::vector<MultiPolygon> shapes) {
  LandLayer layer{.name = stratum.classKey,
                  .polygons = layerOf(std::move(shapes)),
                  .strata = {},
                  .raster = {},
                  .rasterGrid = {},
                  .values = {}};
  layer.strata.assign(layer.polygons.shapes.size(), model.strata.intern(stratum));
  model.layers.push_back(std::move(layer));
}

void addLand(Model& model, const std::string& classKey, std::vector<MultiPolygon> shapes) {
  addLand(model, Stratum{.classKey = classKey, .species = {}}, std::move(shapes));
}

void addEarlier(Model& model, const std::vector<Stratum>& strata, std::vector<MultiPolygon> shapes) {
  LandLayer layer{
      .name = "t1", .polygons = layerOf(std::move(shapes)), .strata = {}, .raster = {}, .rasterGrid = {}, .values = {}};
  for (const Stratum& stratum : strata) layer.strata.push_back(model.strata.intern(stratum));
  addEarlier(model, std::move(layer));
}

void addEarlier(Model& model, LandLayer layer, std::size_t date) {
  if (model.dates.size() <= date) model.dates.resize(date + 1);
  model.dates[date].layers.push_back({static_cast<std::uint32_t>(model.earlier.size()), 0, {}});
  model.earlier.push_back(std::move(layer));
}

void addIntervention(Model& model, const std::string& name, int year, std::vector<MultiPolygon> shapes,
                     const std::string& scenario) {
  InterventionLayer layer;
  layer.spec.name = name;
  layer.spec.scenario = scenario;
  layer.spec.action = LandAction::close;
  layer.spec.year = year;
  layer.polygons = layerOf(std::move(shapes));
  const auto change = static_cast<std::uint32_t>(model.plan.changes.size());
  layer.changes.assign(layer.polygons.shapes.size(), change);
  model.plan.changes.push_back({layer.spec, static_cast<std::uint32_t>(model.plan.interventions.size())});
  model.plan.interventions.push_back({layer.spec, name, scenario});
  model.interventions.push_back(std::move(layer));
}

std::uint64_t bitsOf(const Model& model, InterventionSetId set) {
  std::uint64_t bits = 0;
  for (const std::uint32_t change : model.plan.sets.members(set)) bits |= std::uint64_t{1} << change;
  return bits;
}

void addZones(Model& model, std::vector<MultiPolygon> shapes) {
  ZoneLayer zones{
      .name = "zones", .kind = ZoneKind::polygons, .polygons = layerOf(std::move(shapes)), .ids = {}, .labels = {}};
  for (const std::int64_t fid : zones.polygons.fids) zones.ids.push_back(std::to_string(fid));
  zones.labels = zones.ids;
  zones.firstZone = 0;
  for (const ZoneLayer& before : model.zones) zones.firstZone += static_cast<std::uint32_t>(before.ids.size());
  model.zones.push_back(std::move(zones));
}

}  // namespace tanhui::test
