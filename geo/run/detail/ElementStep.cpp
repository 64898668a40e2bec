#include "geo/run/detail/ElementStep.h"

#include <algorithm>
#include <array>

#include "geo/cog/WriteRaster.h"
#include "geo/coverage/Coverage.h"
#include "geo/gis/StyleQml.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/run/detail/MapFiles.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::array kRoles = {ElementRole::zone, ElementRole::corridor, ElementRole::node};
constexpr std::array<std::uint32_t, 4> kColours = {0xEBEBEB, 0x2E8B40, 0x1F56C8, 0xF77A12};  // of none, then the roles

bool hasElements(const Project& project) {
  return std::ranges::any_of(project.zones, [](const ZoneSpec& zone) { return zone.role != ElementRole::none; });
}

ElementRole roleOf(const Project& project, const ZoneLayer& layer) {
  const auto spec = std::ranges::find(project.zones, layer.name, &ZoneSpec::name);
  return spec == project.zones.end() ? ElementRole::none : spec->role;
}

/// A name that no zone layer has.
std::string layerName(const Model& model, Language language) {
  std::string name = text("run.elements", language);
  while (std::ranges::find(model.zones, name, &ZoneLayer::name) != model.zones.end()) name += "_";
  return name;
}

/// What of a shape no earlier one has.
MultiPolygon rest(const MultiPolygon& shape, std::span<const MultiPolygon> earlier, const std::string& where) {
  std::vector<MultiPolygon> meeting;
  for (const MultiPolygon& other : earlier)
    if (other.box.meets(shape.box)) meeting.push_back(other);
  return meeting.empty() ? shape : differenceOf(shape, unionOf(meeting, where), where);
}

void addElements(const ZoneLayer& from, ElementRole role, const StopFlag& stop, ZoneLayer& to,
                 std::vector<LandscapeElement>& elements) {
  for (std::size_t i = 0; i < from.ids.size(); ++i) {
    heed(&stop);
    const std::string id = from.name + "/" + from.ids[i];
    to.polygons.shapes.push_back(rest(from.polygons.shapes[i], to.polygons.shapes, from.polygons.where(i)));
    to.polygons.fids.push_back(std::ssize(to.ids) + 1);
    to.ids.push_back(id);
    to.labels.push_back(from.labels[i]);
    elements.push_back({role, from.name, from.ids[i], from.labels[i], id});
  }
}

/// The role of each cell, 1 to 3; 0 where there is no element.
std::vector<std::uint8_t> roleCells(const ZoneLayer& layer, const std::vector<LandscapeElement>& elements,
                                    const Grid& grid) {
  std::vector<std::uint8_t> cells(static_cast<std::size_t>(grid.cols * grid.rows), 0);
  Coverage coverage;
  for (std::size_t i = 0; i < elements.size(); ++i)
    for (const CoverageRun& run : coverage(layer.polygons.shapes[i], grid, grid.all()))
      if (run.fraction >= 0.5)
        std::fill_n(cells.begin() + run.row * grid.cols + run.colBegin, run.colEnd - run.colBegin,
                    static_cast<std::uint8_t>(elements[i].role));
  return cells;
}

void writeMap(const std::vector<std::uint8_t>& cells, const Grid& grid, const LandscapeWork& work, Landscape& made) {
  CogSpec spec;
  spec.grid = grid;
  spec.bands = {{"role", ""}};
  spec.codec = work.project.codec;
  spec.metadata = mapMetadata(work.project);
  for (std::size_t role = 0; role < kColours.size(); ++role)
    spec.classes.push_back({kColours[role], text(fmt::format("report.elements.role.{}", role), work.project.language)});
  const fs::path target = work.folder / "elements.tif";
  const auto counts = writeRaster(spec, cells, target, &work.stop);
  writeStyle(work.folder / "elements.qml", spec.classes, counts);
  for (const char* name : {"elements.tif", "elements.tif.aux.xml", "elements.qml"})
    made.outputs.push_back(work.folder / name);
}

}  // namespace

void makeElements(RunLand& land, const LandscapeWork& work, Landscape& made) {
  if (!hasElements(work.project)) return;
  Model& model = land.model;
  ZoneLayer layer{.name = layerName(model, work.project.language), .polygons = {}, .ids = {}, .labels = {}};
  layer.polygons.name = layer.name;
  for (const ElementRole role : kRoles)
    for (const ZoneLayer& zones : model.zones)
      if (roleOf(work.project, zones) == role) addElements(zones, role, work.stop, layer, made.elements);
  for (const ZoneLayer& zones : model.zones) layer.firstZone += static_cast<std::uint32_t>(zones.ids.size());
  made.elementLayer = layer.name;
  writeMap(roleCells(layer, made.elements, model.grid), model.grid, work, made);
  model.zones.push_back(std::move(layer));
}

std::vector<fs::path> elementFiles(const Project& project) {
  if (!hasElements(project)) return {};
  return {"elements.tif", "elements.tif.aux.xml", "elements.qml", "tables/elements.csv"};
}

}  // namespace tanhui
