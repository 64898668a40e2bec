#include "app/viewer/model/ProjectLayers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "app/viewer/model/RasterLook.h"
#include "geo/account/ProjectSeries.h"
#include "geo/base/Input.h"
#include "geo/draw/LineChart.h"
#include "geo/gdal/SourceFiles.h"
#include "geo/gdal/VectorFile.h"
#include "geo/grid/Transform.h"
#include "geo/landclass/ClassTable.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

struct BandSpec {
  const char* nameId;
  Quantity quantity;
};
constexpr std::array kStockBands{
    BandSpec{"viewer.band.total", Quantity::stockDensity},  BandSpec{"viewer.band.above", Quantity::stockDensity},
    BandSpec{"viewer.band.below", Quantity::stockDensity},  BandSpec{"viewer.band.deadwood", Quantity::stockDensity},
    BandSpec{"viewer.band.litter", Quantity::stockDensity}, BandSpec{"viewer.band.soil", Quantity::stockDensity}};
constexpr std::array kFluxBands{BandSpec{"viewer.band.biomass", Quantity::fluxDensity},
                                BandSpec{"viewer.band.dead_organic", Quantity::fluxDensity},
                                BandSpec{"viewer.band.soil", Quantity::fluxDensity},
                                BandSpec{"viewer.band.carbon_total", Quantity::fluxDensity},
                                BandSpec{"viewer.band.non_co2", Quantity::co2eFluxDensity},
                                BandSpec{"viewer.band.net", Quantity::co2eFluxDensity}};
constexpr std::array kErrorBands{BandSpec{"viewer.band.stock_se", Quantity::stockDensity},
                                 BandSpec{"viewer.band.flux_se", Quantity::fluxDensity}};
/// The band a flux map shows first: carbon of the pools, or the balance with Agriculture.
int leadingFlux(Scope scope) { return scope == Scope::sink ? 4 : 6; }

/// Colours of zone outlines, in the order of the layers: dark enough for a light map, apart from each other for
/// colour-blind readers (Okabe and Ito 2008).
constexpr std::array<std::uint32_t, 6> kZoneLines{0x1F2A2E, 0x0072B2, 0xD55E00, 0xCC3333, 0x8A6D00, 0x7A3E9D};

std::vector<MapLayer::Band> bandsOf(const fs::path& file, const std::string& map,
                                    const std::vector<std::string>& stockBands) {
  std::vector<BandSpec> specs;
  if (map == "stock") {
    for (const std::string& name : stockBands)
      for (const BandSpec& spec : kStockBands)
        if (std::string_view(spec.nameId).ends_with("." + name)) specs.push_back(spec);
  } else if (map == "flux") {
    specs.assign(kFluxBands.begin(), kFluxBands.end());
  } else {
    specs.assign(kErrorBands.begin(), kErrorBands.end());
  }
  const StyleKind ramp = map == "stock" ? StyleKind::stock : map == "flux" ? StyleKind::flux : StyleKind::uncertainty;
  std::vector<MapLayer::Band> bands;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    RampStyle style;
    style.ramp = ramp;
    style.quantity = specs[i].quantity;
    style.range = styleRange(ramp, sampleStatistics(file, static_cast<int>(i) + 1));
    bands.push_back({specs[i].nameId, style});
  }
  return bands;
}

MapLayer floatMap(const Project& project, const std::string& map) {
  const fs::path file = project.outputFolder / (map + ".tif");
  MapLayer layer;
  layer.nameId = "viewer.layer." + map;
  layer.projectKey = map;
  layer.bands = bandsOf(file, map, project.stockBands);
  const int band = map == "flux" ? leadingFlux(project.scope) : 1;
  layer.content = RasterContent{file, band};
  layer.style = layer.bands[static_cast<std::size_t>(band) - 1].style;
  layer.visible = false;
  return layer;
}

MapLayer classMapLayer(const Project& project, const LandClasses& classes, const SavedRun* run) {
  MapLayer layer;
  layer.nameId = "viewer.layer.class";
  layer.projectKey = "class";
  layer.content = RasterContent{project.outputFolder / "class.tif", 1};
  ClassStyle style = classStyle(project.outputFolder / "class.tif");
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
  layer.visible = false;
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
  const auto written = [&](const char* name) { return fs::exists(project.outputFolder / name); };
  out.layers = plannedLayers(project);
  for (MapLayer& layer : zoneLayers(project, written("zones.gpkg"))) out.layers.push_back(std::move(layer));
  bool shown = false;
  for (const char* map : {"stock", "flux", "uncertainty"}) {
    if (!written((std::string(map) + ".tif").c_str())) continue;
    out.layers.push_back(floatMap(project, map));
    out.layers.back().visible = !shown;
    if (!shown) out.frame = frameOf(project.outputFolder / (std::string(map) + ".tif"));
    shown = true;
  }
  if (written("class.tif")) {
    out.layers.push_back(classMapLayer(project, classes, run));
    out.layers.back().visible = !shown;
    if (!shown) out.frame = frameOf(project.outputFolder / "class.tif");
    shown = true;
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
