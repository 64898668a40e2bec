#include "geo/model/BuildModel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "geo/grid/Transform.h"
#include "geo/model/CombineStrata.h"
#include "geo/model/Cropland.h"
#include "geo/model/GridChoice.h"
#include "geo/model/ProjectErrors.h"
#include "geo/model/RegionShape.h"
#include "geo/model/detail/ShiftCheck.h"

namespace tanhui {
namespace {

/// Goes on after a fault, so that one call finds all of them.
class FaultCollector {
 public:
  explicit FaultCollector(const StopFlag* stop) : stop_(stop) {}

  template <typename Step>
  bool attempt(Step step) {
    heed(stop_);
    try {
      step();
      return true;
    } catch (const ProjectFaults& several) {
      for (const Error& fault : several.all()) add(fault);
    } catch (const Error& fault) {
      add(fault);
    }
    return false;
  }

  void throwIfAny() {
    if (!faults_.empty()) throw ProjectFaults(take());
  }
  std::vector<Error> take() { return std::move(faults_); }

 private:
  /// Each once: a layer that lies under another date's is that of both.
  void add(const Error& fault) {
    const auto same = [&](const Error& other) { return std::string_view(other.what()) == fault.what(); };
    if (std::ranges::none_of(faults_, same)) faults_.push_back(fault);
  }

  const StopFlag* stop_;
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

void requireFactor(const FactorLibrary& factors, const std::string& key, const std::string& where) {
  if (factors.findUnknown(key)) return;
  try {
    factors.require(key);
  } catch (const Error& fault) {
    throw Error(where, fault.problem(), fault.remedy());
  }
}

/// Builds a model step by step; a step is only taken when those before it were without fault.
class ModelBuilder {
 public:
  /// `within`: the model is only evaluated there; empty: everywhere.
  ModelBuilder(const Project& project, Warnings& warnings, bool countRasterValues, const Box& within,
               const StopFlag* stop = nullptr)
      : project_(project),
        warnings_(warnings),
        countRasterValues_(countRasterValues),
        within_(within),
        stop_(stop),
        faults_(stop) {}

  Model build() {
    model_.areaRule = project_.areaRule;
    model_.rules = project_.rules;
    model_.years = yearsOf(project_);
    readFactors();
    if (!faults_.attempt([&] { crs_ = chooseCrs(project_); })) faults_.throwIfAny();
    readLayers();
    faults_.attempt([&] { model_.region = chooseRegion(project_, crs_, model_.layers, warnings_); });
    faults_.throwIfAny();
    faults_.attempt([&] { model_.grid = chooseGrid(project_, crs_, model_.region, model_.layers); });
    faults_.throwIfAny();
    checkPlaces();
    std::vector<MeasuredLayer> measured = readMeasures();
    faults_.throwIfAny();
    combineStrata(model_, within_);
    model_.measured = MeasuredStrata(std::move(measured));
    if (model_.dates.size() < 2) model_.measured.anchor(model_.strata);  // else withHistories does
    model_.inputs = inputsOf(project_);
    return std::move(model_);
  }

  /// The faults of what is sound in the project file, each by itself. How the layers lie to each other is left for when
  /// the file is mended: one that is missing here would give false faults.
  std::vector<Error> faultsOf(const ProjectDraft& draft) {
    if (draft.factorsSound) readFactors();
    if (std::ranges::count(project_.layers, false, &LayerSpec::earlier) == 0) return faults_.take();
    // Which CRS the grid would have does not matter to what a layer itself has wrong.
    FaultCollector ofGrid(nullptr);
    if (!(draft.gridSound ? faults_ : ofGrid).attempt([&] { crs_ = chooseCrs(project_); }))
      crs_ = Crs::parse("EPSG:4490", project_.file.string());
    readLayers();
    if (!project_.region.path.empty())
      faults_.attempt([&] { model_.region = chooseRegion(project_, crs_, {}, warnings_); });
    return faults_.take();
  }

 private:
  void readLayers() {
    readLand();
    readZones();
    for (const InterventionSpec& spec : project_.interventions)
      faults_.attempt([&] {
        model_.interventions.push_back(buildInterventionLayer(spec, project_, crs_, model_.plan, warnings_));
      });
  }

  void readFactors() {
    const bool loaded = faults_.attempt([&] { model_.factors = factorsOf(project_); });
    if (!loaded) return;
    warnings_.insert(warnings_.end(), model_.factors.remarks().begin(), model_.factors.remarks().end());
    bool known = true;
    for (const CorrelationSpec& spec : project_.uncertainty.correlations)
      for (const std::string& key : {spec.first, spec.second})
        known = faults_.attempt([&] {
          requireFactor(model_.factors, key, fmt::format("{}, line {}", project_.file.string(), spec.line));
        }) && known;
    if (known) faults_.attempt([&] { model_.ties = errorRulesOf(project_, model_.factors).ties; });
  }

  /// All dates; the strata of the base year get their numbers first.
  void readLand() {
    readDate(0, model_.layers);
    model_.landStrata = model_.strata.size();
    std::map<int, std::vector<std::uint32_t>> ofYear;  // indexes in model_.earlier
    for (const int year : project_.earlierYears) {
      const auto first = static_cast<std::uint32_t>(model_.earlier.size());
      readDate(year, model_.earlier);
      for (std::uint32_t i = first; i < model_.earlier.size(); ++i) ofYear[year].push_back(i);
    }
    for (const int year : project_.earlierYears) model_.dates.push_back(dateOf(year, ofYear));
    // Under the layers of what has changed since, the land of an earlier date is that of today.
    if (!project_.over.contains(project_.baseYear)) return warnOfOneSidedRidges();
    eachUnder(project_.baseYear, ofYear, [&](std::uint32_t layer, int years) {
      model_.layers.push_back(agedLayer(model_.earlier[layer], years, model_.strata));
    });
    model_.landStrata = 0;
    warnOfOneSidedRidges();
  }

  /// The layers of one year, 0 being the base year.
  void readDate(int year, std::vector<LandLayer>& stack) {
    const LayerContext context{crs_, project_, model_.factors, model_.strata, warnings_, countRasterValues_};
    for (const LayerSpec& spec : project_.layers)
      if (spec.date == year) faults_.attempt([&] { stack.push_back(buildLandLayer(spec, context)); });
  }

  LandDate dateOf(int year, const std::map<int, std::vector<std::uint32_t>>& ofYear) {
    LandDate date;
    if (const auto own = ofYear.find(year); own != ofYear.end())
      for (const std::uint32_t layer : own->second) date.layers.push_back({layer, 0, {}});
    eachUnder(year, ofYear, [&](std::uint32_t layer, int years) {
      date.layers.push_back(datedLayer(model_.earlier, layer, years, model_.strata));
    });
    return date;
  }

  /// Every layer that the layers of a year lie over, the latest first, with the years since.
  template <typename Visit>
  void eachUnder(int year, const std::map<int, std::vector<std::uint32_t>>& ofYear, Visit visit) const {
    for (auto under = project_.over.find(year); under != project_.over.end(); under = project_.over.find(under->second))
      if (const auto found = ofYear.find(under->second); found != ofYear.end())
        for (const std::uint32_t layer : found->second) visit(layer, year - under->second);
  }

  /// Ridges of one date only would look like cropland that became ridges, or ridges that became cropland.
  void warnOfOneSidedRidges() {
    const auto deducts = [](const LandLayer& layer) { return !layer.mixes.empty(); };
    if (!model_.earlier.empty() &&
        std::ranges::any_of(model_.layers, deducts) != std::ranges::any_of(model_.earlier, deducts))
      warnings_.push_back({project_.name, say("model.ridges_one_date")});
  }

  std::vector<MeasuredLayer> readMeasures() {
    std::vector<MeasuredLayer> layers;
    for (const MeasureSpec& spec : project_.measures)
      faults_.attempt([&] { layers.push_back(readMeasured(spec, model_.grid, within_, stop_)); });
    return layers;
  }

  void readZones() {
    std::uint32_t zones = 0;
    for (const ZoneSpec& spec : project_.zones) {
      faults_.attempt([&] {
        const auto cropland = [this](const MultiPolygon& area) {
          return withoutCropland(area, model_.layers, model_.strata, model_.factors.classes(), crs_);
        };
        model_.zones.push_back(buildZoneLayer(spec, crs_, zones, cropland, warnings_));
        zones += static_cast<std::uint32_t>(model_.zones.back().ids.size());
      });
    }
  }

  /// Everything lies where the region is.
  void checkPlaces() {
    for (const std::vector<LandLayer>* stack : {&model_.layers, &model_.earlier})
      for (const LandLayer& layer : *stack)
        faults_.attempt([&] { refuseApart(extent(layer, crs_), layer.name, model_); });
    for (const ZoneLayer& zone : model_.zones)
      faults_.attempt([&] { refuseApart(zone.polygons.box(), zone.name, model_); });
    if (within_.empty() && !model_.interventions.empty()) {
      const MultiPolygon region = regionInGrid(model_);
      for (const InterventionLayer& layer : model_.interventions)
        faults_.attempt([&] { requireInside(layer, region, crs_, warnings_); });
    }
    warnOfShifts(model_, project_, warnings_);
  }

  const Project& project_;
  Warnings& warnings_;
  const bool countRasterValues_;
  const Box within_;
  const StopFlag* stop_;
  Model model_;
  Crs crs_;
  FaultCollector faults_;
};

/// The grid of a project that states it: none of its layers need be read for it.
std::optional<Grid> statedGrid(const Project& project, Warnings& warnings) {
  if (project.cellSize <= 0 || (project.region.path.empty() && !project.bounds)) return std::nullopt;
  const Crs crs = chooseCrs(project);
  return chooseGrid(project, crs, chooseRegion(project, crs, {}, warnings), {});
}

/// Of a project that states its grid, with the features that reach into a box of it.
Model buildWithin(const Project& project, const Box& box, Warnings& warnings, const StopFlag* stop = nullptr) {
  Project near = project;
  for (LayerSpec& layer : near.layers) layer.source.within = box;
  for (ZoneSpec& zone : near.zones)
    if (!zone.made()) zone.source.within = box;
  for (InterventionSpec& planned : near.interventions) planned.source.within = box;
  return ModelBuilder(near, warnings, false, box, stop).build();
}

bool inside(const Box& box, Point p) {
  return p.x >= box.xmin && p.x <= box.xmax && p.y >= box.ymin && p.y <= box.ymax;
}

}  // namespace

std::vector<Error> faultsOf(const ProjectDraft& draft, Warnings& warnings) {
  Project sound = draft.project;
  if (!draft.gridSound)  // the year that planting is held against may be the one at fault
    for (LayerSpec& layer : sound.layers) layer.planted.reset();
  return ModelBuilder(sound, warnings, true, {}).faultsOf(draft);
}

FactorLibrary factorsOf(const Project& project) {
  const LandClasses classes = project.classTable.empty() ? LandClasses() : LandClasses::withOwn(project.classTable);
  const FactorLibrary library =
      FactorLibrary::load(project.library, project.file.parent_path(), project.overrides, classes);
  if (project.measures.empty()) return library;
  std::vector<std::string> names;
  for (const MeasureSpec& spec : project.measures) names.push_back(spec.name);
  return library.withMeasured(names);
}

std::vector<InputFile> inputsOf(const Project& project) {
  std::vector<InputFile> inputs;
  const auto add = [&inputs](const std::string& role, const std::filesystem::path& path) {
    if (!path.empty()) inputs.push_back({role, path, 0, {}});
  };
  add("project", project.file);
  for (const LayerSpec& layer : project.layers) {
    add("layer " + layer.name, layer.source.path);
    for (const FieldMapping* mapping : {&layer.landClass, &layer.species})
      if (std::filesystem::path(mapping->table).is_absolute()) add("table " + layer.name, mapping->table);
    if (!layer.drawdown) continue;
    for (const VectorSource& water : layer.drawdown->water) add("water " + layer.name, water.path);
    add("stages " + layer.name, layer.drawdown->stages);
    add("ch4 " + layer.name, layer.drawdown->methaneTable);
  }
  for (const MeasureSpec& spec : project.measures) add("layer " + spec.name, spec.path);
  add("region", project.region.path);
  for (const ZoneSpec& zone : project.zones) {
    add("zone " + zone.name, zone.source.path);
    add("dem " + zone.name, zone.dem);
    for (const VectorSource& source : zone.exclude) add("exclude " + zone.name, source.path);
  }
  for (const InterventionSpec& planned : project.interventions) {
    add("intervention " + planned.name, planned.source.path);
    for (const auto& [key, mapping] : planned.fields)
      if (std::filesystem::path(mapping.table).is_absolute())
        add(fmt::format("intervention {} {}", planned.name, key), mapping.table);
  }
  for (const NetworkSpec& network : project.networks) {
    add("sources " + network.name, network.sources.path);
    add("costs " + network.name, network.costs);
    add("resistance " + network.name, network.table);
    add("roads " + network.name, network.roads.path);
  }
  for (const PatternSpec& pattern : project.patterns) add("pattern " + pattern.name, pattern.raster);
  for (const CompensationSpec& spec : project.compensations) {
    add("compensation " + spec.name, spec.data);
    add("compensation " + spec.name, spec.other);
  }
  for (const InfluenceSpec& spec : project.influences) {
    add("influence " + spec.name, spec.raster);
    for (const InfluenceFactor& factor : spec.factors) add("influence " + spec.name, factor.path);
  }
  if (std::filesystem::path(project.library).is_absolute()) add("factors", project.library);
  add("overrides", project.overrides);
  add("classes", project.classTable);
  return inputs;
}

Model buildModel(const Project& project, Warnings& warnings, bool countRasterValues, const StopFlag* stop) {
  return ModelBuilder(project, warnings, countRasterValues, {}, stop).build();
}

Model buildModelIn(const Project& project, const Window& window, Warnings& warnings, const StopFlag* stop) {
  const std::optional<Grid> grid = statedGrid(project, warnings);
  return grid ? buildWithin(project, grid->box(window), warnings, stop) : buildModel(project, warnings, false, stop);
}

Model buildModelAt(const Project& project, Point at, Warnings& warnings) {
  const std::optional<Grid> grid = statedGrid(project, warnings);
  if (!grid) return buildModel(project, warnings);
  const Point p = gridPoint(*grid, at);
  return buildWithin(project, {p.x - grid->dx, p.y - grid->dy, p.x + grid->dx, p.y + grid->dy}, warnings);
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
