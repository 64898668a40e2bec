#include "app/viewer/model/ProjectLayers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "app/viewer/model/RasterLook.h"
#include "geo/account/ProjectSeries.h"
#include "geo/base/DataTable.h"
#include "geo/base/Input.h"
#include "geo/draw/LineChart.h"
#include "geo/gdal/SourceFiles.h"
#include "geo/gdal/VectorFile.h"
#include "geo/grid/Transform.h"
#include "geo/landclass/ClassTable.h"
#include "geo/project/ProjectMaps.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

/// Colours of zone outlines, in the order of the layers: dark enough for a light map, apart from each other for
/// colour-blind readers (Okabe and Ito 2008).
constexpr std::array<std::uint32_t, 6> kZoneLines{0x1F2A2E, 0x0072B2, 0xD55E00, 0xCC3333, 0x8A6D00, 0x7A3E9D};

MapLayer floatMapLayer(const Project& project, const MapProduct& map, const fs::path& file) {
  MapLayer layer;
  for (std::size_t i = 0; i < map.bands.size(); ++i) {
    RampStyle style;
    style.ramp = map.palette;
    style.quantity = map.bands[i].unit.quantity;
    style.range = styleRange(map.palette, sampleStatistics(file, static_cast<int>(i) + 1));
    layer.bands.push_back({"viewer.band." + std::string(map.bands[i].key), style});
  }
  const std::size_t band = leadingBand(map, project.scope);
  layer.content = RasterContent{file, static_cast<int>(band) + 1};
  layer.style = layer.bands.at(band).style;
  return layer;
}

MapLayer classMapLayer(const LandClasses& classes, const SavedRun* run, const fs::path& file) {
  MapLayer layer;
  layer.content = RasterContent{file, 1};
  ClassStyle style = classStyle(file);
  for (ClassStyle::Entry& entry : style.classes)
    for (const LandClass& known : classes.all())
      if (entry.nameZh == known.nameZh || entry.nameEn == known.nameEn || entry.nameZh == known.key) {
        entry.key = known.key;
        entry.nameZh = classes.name(known.key, Language::zh);
        entry.nameEn = classes.name(known.key, Language::en);
        break;
      }
  std::set<std::string> occurring;
  if (run != nullptr)
    for (const Stratum& stratum : run->strata) occurring.insert(stratum.classKey);
  if (!occurring.empty())
    std::erase_if(style.classes, [&](const ClassStyle::Entry& entry) {
      return !occurring.contains(entry.key.empty() ? entry.nameZh : entry.key);
    });
  layer.style = std::move(style);
  return layer;
}

/// A map of the landscape: classes with their colours, or bands that are named as columns of tables are.
MapLayer mapOfLandscape(const fs::path& file) {
  MapLayer layer = rasterLayer(file.string()).layer;
  for (MapLayer::Band& band : layer.bands)
    if (const std::string id = columnWords(band.nameId); text(id, Language::zh) != id) band.nameId = id;
  return layer;
}

/// The zones of the last run, as it used them.
std::vector<MapLayer> zoneLayers(const Project& project, bool ran) {
  std::vector<MapLayer> layers;
  for (std::size_t i = 0; i < project.zones.size(); ++i) {
    const ZoneSpec& zone = project.zones[i];
    MapLayer layer;
    layer.name = QString::fromStdString(zone.name);
    layer.projectKey = "zones " + zone.name;
    if (ran)
      layer.content =
          VectorContent{sourceOf(project.outputFolder / "zones.gpkg", zone.name), "zone_id", "label", zone.name};
    else
      layer.content = VectorContent{zone.source, zone.id, zone.label, {}};
    VectorStyle style;
    style.line = kZoneLines[i % kZoneLines.size()];
    style.width = i == 0 ? 1.5 : 1;
    style.labels = i == 0;
    layer.style = style;
    layer.visible = i == 0;
    layers.push_back(std::move(layer));
  }
  if (ran)
    for (const NetworkSpec& network : project.networks) {
      MapLayer corridors;
      corridors.name = QString::fromStdString(network.name);
      corridors.projectKey = "zones " + network.name;
      corridors.content =
          VectorContent{sourceOf(project.outputFolder / "zones.gpkg", network.name), "zone_id", "label", network.name};
      corridors.style = VectorStyle{.line = kZoneLines[layers.size() % kZoneLines.size()]};
      corridors.visible = false;
      layers.push_back(std::move(corridors));
    }
  return layers;
}

/// What the last run made of the landscape: links and corridors of networks, then maps. None is shown at first.
std::vector<MapLayer> landscapeLayers(const Project& project) {
  std::vector<MapLayer> layers;
  const auto add = [&](const std::string& file, const Message& name, MapLayer layer) {
    layer.projectKey = "landscape " + file;
    layer.name = QString::fromStdString(text(name, project.language));
    layer.visible = false;
    layers.push_back(std::move(layer));
  };
  const auto addMap = [&](const std::string& file, const Message& name) {
    if (const fs::path map = project.outputFolder / file; fs::exists(map)) add(file, name, mapOfLandscape(map));
  };
  for (const NetworkSpec& network : project.networks) {
    if (const fs::path file = project.outputFolder / "network.gpkg"; fs::exists(file)) {
      MapLayer links;
      links.content = VectorContent{sourceOf(file, network.name + "_links"), {}, {}, {}};
      links.style = VectorStyle{.line = 0xD55E00, .width = 2};
      add(network.name + "_links", say("viewer.landscape.links", network.name), std::move(links));
    }
    addMap(network.fileName("swath"), say("viewer.landscape.swath", network.name));
    addMap(network.fileName("current"), say("viewer.landscape.current", network.name));
  }
  for (const PatternSpec& pattern : project.patterns)
    addMap(pattern.fileName(), say("viewer.landscape.pattern", pattern.name));
  addMap("drawdown.tif", say("table.drawdown"));
  return layers;
}

/// What is planned, on top of all.
std::vector<MapLayer> plannedLayers(const Project& project) {
  std::vector<MapLayer> layers;
  for (const InterventionSpec& planned : project.interventions) {
    if (!inputExists(planned.source.path)) continue;  // `check` and a run tell it
    MapLayer layer;
    layer.name = QString::fromStdString(planned.name);
    layer.projectKey = "planned " + planned.name;
    layer.content = VectorContent{planned.source, {}, {}, {}};
    layer.style = plannedStyle(project, planned.scenario);
    layers.push_back(std::move(layer));
  }
  return layers;
}

/// The land layers as they are, for a project that was not run yet.
std::vector<MapLayer> inputLayers(const Project& project) {
  std::vector<MapLayer> layers;
  for (const LayerSpec& spec : project.layers) {
    MapLayer layer;
    layer.name = QString::fromStdString(spec.name);
    layer.projectKey = "layer " + spec.name;
    if (spec.drawdown) continue;  // it is made by the run
    if (isRasterSource(spec.source.path)) {
      layer.content = RasterContent{spec.source.path, 1};
      layer.style = classStyle(spec.source.path);
    } else {
      layer.content = VectorContent{spec.source, {}, {}, {}};
      VectorStyle style;
      style.filled = true;
      style.line = 0x5B6B70;
      style.fill = kZoneLines[(layers.size() + 1) % kZoneLines.size()];
      layer.style = style;
      layer.opacity = 0.5;
    }
    layers.push_back(std::move(layer));
  }
  return layers;
}

}  // namespace

VectorStyle plannedStyle(const Project& project, const std::string& scenario) {
  const std::vector<std::string> scenarios = scenariosOf(eventsOf(project));
  const auto at = std::ranges::find(scenarios, scenario);  // one that is new comes after them
  VectorStyle style;
  style.line = scenarioColour(static_cast<std::size_t>(at - scenarios.begin()));
  style.width = 1.5;
  return style;
}

ProjectLayers projectLayers(const Project& project, const LandClasses& classes, const SavedRun* run) {
  ProjectLayers out;
  out.layers = plannedLayers(project);
  for (MapLayer& layer : zoneLayers(project, fs::exists(project.outputFolder / "zones.gpkg")))
    out.layers.push_back(std::move(layer));
  if (run != nullptr)
    for (MapLayer& layer : landscapeLayers(project)) out.layers.push_back(std::move(layer));
  bool shown = false;
  for (const MapProduct& known : mapProducts()) {
    const fs::path file = project.outputFolder / (std::string(known.key) + ".tif");
    if (!fs::exists(file)) continue;
    MapLayer layer =
        known.classes ? classMapLayer(classes, run, file) : floatMapLayer(project, *mapOf(project, known.key), file);
    layer.nameId = "viewer.layer." + std::string(known.key);
    layer.projectKey = known.key;
    layer.visible = !shown;
    if (!shown) out.frame = frameOf(file);
    out.layers.push_back(std::move(layer));
    shown = true;
  }
  if (const fs::path belt = project.outputFolder / "drawdown.tif"; fs::exists(belt)) {
    MapLayer layer = rasterLayer(belt.string()).layer;
    layer.nameId = "viewer.layer.drawdown";
    layer.projectKey = "drawdown";
    layer.visible = false;
    out.layers.push_back(std::move(layer));
  }
  if (!shown)
    for (MapLayer& layer : inputLayers(project)) out.layers.push_back(std::move(layer));
  return out;
}

std::vector<FoundLayer> layersOf(const std::string& source) {
  if (isRasterSource(source)) return {rasterLayer(source)};
  std::vector<FoundLayer> found;
  const std::vector<VectorInfo> layers = describeVector(source);
  for (const VectorInfo& info : layers) {
    MapLayer layer;
    const std::string file = fs::path(source).filename().string();
    layer.name = QString::fromStdString(layers.size() == 1 ? file : info.layer);
    layer.content = VectorContent{sourceOf(source, info.layer), {}, {}, {}};
    VectorStyle style;
    style.filled = info.polygons;
    style.line = info.polygons ? 0x5B6B70 : 0x0072B2;
    style.fill = kZoneLines[(found.size() + 1) % kZoneLines.size()];
    layer.style = style;
    layer.opacity = info.polygons ? 0.6 : 1;
    found.push_back({std::move(layer), {info.crs, info.box}});
  }
  return found;
}

}  // namespace tanhui::viewer
