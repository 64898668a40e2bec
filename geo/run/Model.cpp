#include "geo/run/Model.h"

#include <cmath>
#include <optional>

#include "geo/grid/Transform.h"
#include "geo/layer/Gcj02.h"
#include "geo/run/GridChoice.h"

namespace tanhui {
namespace {

/// Goes on after a fault, so that one call finds all of them.
class FaultCollector {
 public:
  template <typename Step>
  bool attempt(Step step) {
    try {
      step();
      return true;
    } catch (const ProjectFaults& several) {
      faults_.insert(faults_.end(), several.all().begin(), several.all().end());
    } catch (const Error& fault) {
      faults_.push_back(fault);
    }
    return false;
  }

  void throwIfAny() {
    if (!faults_.empty()) throw ProjectFaults(std::move(faults_));
  }

 private:
  std::vector<Error> faults_;
};

void refuseApart(const Box& box, const std::string& name, const Model& model) {
  const Box region = model.region.shapes.empty() ? model.grid.box() : model.region.shapes[0].box;
  if (box.empty() || box.meets(region)) return;  // no feature at all is told elsewhere
  throw Error(
      name,
      say("model.apart", fmt::format("{:.9g}", box.xmin), fmt::format("{:.9g}", box.ymin),
          fmt::format("{:.9g}", box.xmax), fmt::format("{:.9g}", box.ymax), fmt::format("{:.9g}", region.xmin),
          fmt::format("{:.9g}", region.ymin), fmt::format("{:.9g}", region.xmax), fmt::format("{:.9g}", region.ymax)),
      say("model.apart.remedy"));
}

/// A layer from a web map lies 300 to 700 m off in GCJ-02; when it covers the region's ground, the boxes show it.
void warnOfShift(const VectorLayer& layer, const std::string& name, const Model& model, Warnings& warnings) {
  if (model.region.shapes.empty()) return;
  const Transform toDegrees(model.grid.crs, Crs::parse("EPSG:4490", name), name);
  const auto inDegrees = [&](const Box& box) {
    Box out;
    for (const Point p : {Point{box.xmin, box.ymin}, Point{box.xmax, box.ymax}}) out.add(toDegrees(p));
    return out;
  };
  if (const auto metres = suspectGcj02(inDegrees(layer.box()), inDegrees(model.region.shapes[0].box)))
    warnings.push_back({name, say("model.gcj02", std::lround(*metres))});
}

void addInput(Model& model, const std::string& role, const std::filesystem::path& path) {
  if (!path.empty()) model.inputs.push_back({role, path, 0, {}});
}

void listInputs(Model& model, const Project& project) {
  addInput(model, "project", project.file);
  for (const LayerSpec& layer : project.layers) {
    addInput(model, "layer " + layer.name, layer.source.path);
    for (const FieldMapping* mapping : {&layer.landClass, &layer.species})
      if (std::filesystem::path(mapping->table).is_absolute()) addInput(model, "table " + layer.name, mapping->table);
  }
  addInput(model, "region", project.region);
  for (const ZoneSpec& zone : project.zones) {
    addInput(model, "zone " + zone.name, zone.source.path);
    for (const std::filesystem::path& path : zone.exclude) addInput(model, "exclude " + zone.name, path);
  }
  if (std::filesystem::path(project.library).is_absolute()) addInput(model, "factors", project.library);
  addInput(model, "overrides", project.overrides);
}

bool inside(const Box& box, Point p) {
  return p.x >= box.xmin && p.x <= box.xmax && p.y >= box.ymin && p.y <= box.ymax;
}

}  // namespace

Model buildModel(const Project& project, Warnings& warnings, bool countRasterValues) {
  Model model;
  model.areaRule = project.areaRule;
  model.rules = project.rules;
  FaultCollector faults;

  faults.attempt(
      [&] { model.factors = FactorLibrary::load(project.library, project.file.parent_path(), project.overrides); });
  Crs crs;
  if (!faults.attempt([&] { crs = chooseCrs(project); })) faults.throwIfAny();

  const LayerContext context{crs, project, model.factors, model.strata, warnings, countRasterValues};
  for (const LayerSpec& spec : project.layers)
    faults.attempt([&] { model.layers.push_back(buildLandLayer(spec, context)); });
  std::uint32_t zones = 0;
  for (const ZoneSpec& spec : project.zones) {
    faults.attempt([&] {
      model.zones.push_back(buildZoneLayer(spec, crs, zones, warnings));
      zones += static_cast<std::uint32_t>(model.zones.back().ids.size());
    });
  }
  faults.attempt([&] { model.region = chooseRegion(project, crs, model.layers, warnings); });
  faults.throwIfAny();

  faults.attempt([&] { model.grid = chooseGrid(project, crs, model.region, model.layers); });
  faults.throwIfAny();
  for (const LandLayer& layer : model.layers)
    faults.attempt([&] { refuseApart(extent(layer, crs), layer.name, model); });
  for (const ZoneLayer& zone : model.zones) faults.attempt([&] { refuseApart(zone.polygons.box(), zone.name, model); });
  faults.throwIfAny();
  for (const LandLayer& layer : model.layers)
    if (!layer.polygons.shapes.empty()) warnOfShift(layer.polygons, layer.name, model, warnings);
  listInputs(model, project);
  return model;
}

Model buildModelAt(const Project& project, Point at, Warnings& warnings) {
  const bool gridIsStated = project.cellSize > 0 && (!project.region.empty() || project.bounds);
  if (!gridIsStated) return buildModel(project, warnings);
  const Crs crs = chooseCrs(project);
  const Grid grid = chooseGrid(project, crs, chooseRegion(project, crs, {}, warnings), {});
  const Point p = gridPoint(grid, at);
  Project near = project;
  const Box cell{p.x - grid.dx, p.y - grid.dy, p.x + grid.dx, p.y + grid.dy};
  for (LayerSpec& layer : near.layers) layer.source.within = cell;
  for (ZoneSpec& zone : near.zones)
    if (zone.kind != ZoneKind::corridor) zone.source.within = cell;
  return buildModel(near, warnings);
}

Point gridPoint(const Grid& grid, Point p) {
  const Box box = grid.box();
  if (inside(box, p)) return p;
  if (std::abs(p.x) <= 180 && std::abs(p.y) <= 90) {
    const Point q = Transform(Crs::parse("EPSG:4490", "--at"), grid.crs, "--at")(p);
    if (inside(box, q)) return q;
  }
  throw Error("--at",
              say("explain.outside_grid", fmt::format("{:.6f}", p.x), fmt::format("{:.6f}", p.y), grid.crs.name()),
              say("explain.outside_grid.remedy", fmt::format("{:.6g}", box.xmin), fmt::format("{:.6g}", box.xmax),
                  fmt::format("{:.6g}", box.ymin), fmt::format("{:.6g}", box.ymax)));
}

}  // namespace tanhui
