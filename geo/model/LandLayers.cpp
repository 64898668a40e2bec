#include "geo/model/LandLayers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>

#include "geo/base/Input.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/gdal/Fields.h"
#include "geo/gdal/SourceFiles.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Transform.h"
#include "geo/landclass/ClassTable.h"
#include "geo/layer/PolygonRuler.h"
#include "geo/layer/RasterLayer.h"
#include "geo/layer/VectorRead.h"
#include "geo/model/FieldPlan.h"
#include "geo/model/RecordedAreas.h"
#include "geo/model/detail/Deduction.h"
#include "geo/model/detail/StandFields.h"
#include "geo/model/detail/ToldCodes.h"

namespace tanhui {
namespace {

/// One number for all of a layer.
bool isConstant(const std::optional<FieldMapping>& mapping) { return mapping && !mapping->constant.empty(); }

/// The table of a layer with the codes of its own; none when it takes the values as they are.
std::optional<ClassTable> classTableOf(const LayerSpec& spec, const LayerContext& context) {
  if (spec.landClass.table.empty() && spec.landClass.codes.empty()) return std::nullopt;
  ClassTable table;
  if (!spec.landClass.table.empty()) table = ClassTable::load(spec.landClass.table, context.project.file.parent_path());
  table.add(spec.landClass.codes);
  return table;
}

/// Assigns the features of one polygon layer.
class FeatureStrata {
 public:
  FeatureStrata(const LayerSpec& spec, const LayerContext& context)
      : spec_(spec),
        context_(context),
        table_(classTableOf(spec, context)),
        stands_(spec, context),
        area_(context.crs) {}

  LandLayer read() {
    FieldPlan plan;
    class_ = plan.text(spec_.landClass);
    stands_.plan(plan);
    if (spec_.deduct) deduction_.emplace(*spec_.deduct, context_.factors, table_ ? &*table_ : nullptr, plan);
    const RecordedAreas recorded(spec_, plan);
    LandLayer layer{.name = spec_.name,
                    .polygons = readPolygons(spec_.source, context_.crs, plan.request(), context_.warnings),
                    .strata = {},
                    .raster = {},
                    .rasterGrid = {},
                    .values = {}};
    for (std::size_t i = 0; i < layer.polygons.shapes.size(); ++i) layer.add(strataOf(layer.polygons, i));
    tell(layer.polygons);
    tellOfWood(layer);
    dropSkipped(layer);
    recorded.take(layer, context_);
    return layer;
  }

 private:
  /// What lies on a feature, in shares that sum to 1. kSkipped for one whose code says that the layer tells nothing
  /// there.
  StratumMix strataOf(const VectorLayer& layer, std::size_t i) {
    const std::string landClass = classOf(layer, i);
    if (landClass == kSkippedClass) {
      skipped_.push_back(i);
      return {{kSkipped, 1}};
    }
    StratumMix mix;
    for (auto& [stand, share] : stands_.standsOf(layer, i, landClass)) add(layer, i, stand, share, mix);
    return mix;
  }

  /// Puts a share of a feature into its mix, as its net land and what is deducted from it.
  void add(const VectorLayer& layer, std::size_t i, Stratum& stratum, double share, StratumMix& mix) {
    tillable_ = tillable_ || context_.factors.classes().traits(stratum.classKey).tillable;
    const auto deducted = deduction_ ? deduction_->of(layer, i, stratum.classKey) : std::nullopt;
    const double net = deducted ? 1 - deducted->share : 1;
    if (spec_.volumeUnit == VolumeUnit::wholeFeature) stratum.volume /= net;  // it all stands on the net share
    mix.push_back({context_.strata.intern(stratum), share * net});
    if (deducted)
      mix.push_back({context_.strata.intern({.classKey = deducted->classKey, .species = {}}), share * deducted->share});
  }

  std::string classOf(const VectorLayer& layer, std::size_t i) {
    if (!class_) return spec_.landClass.constant;
    const std::string& code = layer.text[*class_][i];
    if (!table_) return code;
    std::string readAs;
    const std::string* key = table_->find(code, &readAs);
    if ((key == nullptr || !readAs.empty()) && ofNumbers()) readAs.clear(), key = table_->find(code, &readAs, true);
    if (key != nullptr) {
      if (!readAs.empty()) ++shortened_[{code, readAs}];
      return *key;
    }
    count(unknownClasses_, code, i);
    return "unmapped";
  }

  /// The codes come as numbers; looked up when one is not in the table as it is.
  bool ofNumbers() {
    if (!ofNumbers_) ofNumbers_ = isNumberField(spec_.source, spec_.landClass.field);
    return *ofNumbers_;
  }

  /// Features without a word on their land go, so that what lies below shows.
  void dropSkipped(LandLayer& layer) {
    VectorLayer& polygons = layer.polygons;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < layer.strata.size(); ++i) {
      if (layer.strata[i] != kSkipped) kept.push_back(i);
    }
    if (kept.size() == layer.strata.size()) return;
    const auto keep = [&](auto& column) {
      for (std::size_t to = 0; to < kept.size(); ++to)
        if (kept[to] != to) column[to] = std::move(column[kept[to]]);
      column.resize(kept.size());
    };
    keep(layer.strata);
    if (!layer.mixes.empty()) keep(layer.mixes);
    keep(polygons.fids);
    keep(polygons.shapes);
    for (auto& column : polygons.text) keep(column);
    for (auto& column : polygons.number) keep(column);
  }

  void tell(const VectorLayer& layer) {
    if (deduction_) deduction_->tell(spec_.name, context_.warnings);
    if (context_.countRasterValues) tellOfRidges();
    if (!skipped_.empty()) {
      double areaHa = 0;
      for (const std::size_t i : skipped_) areaHa += area_.ha(layer, i);
      context_.warnings.push_back({spec_.name, say("model.skipped", skipped_.size(), fmt::format("{:.4g}", areaHa))});
    }
    for (const auto& [codes, features] : shortened_)
      context_.warnings.push_back(
          {spec_.name, say("model.code_shortened", spec_.landClass.field, codes.first, features, codes.second)});
    if (!unknownClasses_.empty())
      throw Error(spec_.name,
                  say("model.codes_unknown", spec_.landClass.field, describeMeasured(unknownClasses_, layer, area_),
                      table_->name()),
                  say("model.codes_unknown.remedy"));
    stands_.tell(layer, area_);
  }

  /// Where no field tells the class, all that a layer of stands reaches over counts as wood, its clearings and fields
  /// with it.
  void tellOfWood(const LandLayer& layer) const {
    const LandClasses& classes = context_.factors.classes();
    if (class_ || !classes.traits(spec_.landClass.constant).generic) return;
    const PolygonRuler ruler(context_.crs, context_.project.areaRule);
    double areaHa = 0, unknownHa = 0;
    for (std::size_t i = 0; i < layer.strata.size(); ++i) {
      const double ha = ruler.ha(layer.polygons.shapes[i]);
      areaHa += ha;
      if (classes.traits(context_.strata[layer.strata[i]].classKey).generic) unknownHa += ha;
    }
    context_.warnings.push_back({spec_.name, say("model.no_class", layer.strata.size(), fmt::format("{:.4f}", areaHa),
                                                 fmt::format("{:.4f}", unknownHa), spec_.landClass.constant)});
  }

  /// Cropland with its ridges is a tenth too large in hills: a layer that records them should not be read without.
  void tellOfRidges() {
    if (spec_.deduct || !tillable_) return;
    for (const FieldRole role : {FieldRole::deductArea, FieldRole::deductRatio})
      if (const std::string field = surveyFieldOf(spec_.source, role); !field.empty()) {
        context_.warnings.push_back({spec_.name, say("model.ridges_left", field)});
        return;
      }
  }

  const LayerSpec& spec_;
  const LayerContext& context_;
  const std::optional<ClassTable> table_;
  StandFields stands_;
  FeatureArea area_;
  std::optional<Deduction> deduction_;
  bool tillable_ = false;  ///< some feature is cropland
  std::optional<std::size_t> class_;
  std::optional<bool> ofNumbers_;
  ToldCodes unknownClasses_;
  static constexpr StratumId kSkipped = kUnknownBefore;
  std::map<std::pair<std::string, std::string>, std::int64_t> shortened_;  ///< (code, read as): features
  std::vector<std::size_t> skipped_;                                       ///< features that tell nothing of their land
};

/// The codes of a table that are whole numbers, as a raster holds them.
std::optional<std::int32_t> rasterValue(const std::string& code) {
  std::int32_t value = 0;
  const auto [stop, failure] = std::from_chars(code.data(), code.data() + code.size(), value);
  if (failure != std::errc() || stop != code.data() + code.size()) return std::nullopt;
  return value;
}

/// Codes and classes that the values of a raster layer may take.
std::map<std::string, std::string, std::less<>> rasterCodes(const LayerSpec& spec, const LayerContext& context) {
  if (const std::optional<ClassTable> table = classTableOf(spec, context)) return table->all();
  std::map<std::string, std::string, std::less<>> codes;
  if (context.factors.invest())
    for (const std::string& key : context.factors.classKeys()) codes[key] = key;
  const bool unread = context.factors.all().empty();  // a library that could not be read has been told
  if (codes.empty() && !unread) throw Error(spec.name, say("model.raster_table"), say("model.raster_table.remedy"));
  return codes;
}

void countValues(const LandLayer& layer, RasterLayer& raster) {
  const CellArea area(layer.rasterGrid, AreaRule::ground);
  ToldCodes unknown;
  for (const auto& count : raster.histogram(&area))
    if (layer.values.find(count.value) == nullptr)
      unknown[fmt::format("{}", count.value)] = {count.pixels, count.areaHa};
  if (!unknown.empty())
    throw Error(layer.name, say("model.values_unknown", describe(unknown)), say("model.codes_unknown.remedy"));
}

/// A raster has no fields to take anything from.
void refuseFields(const LayerSpec& spec) {
  const auto refuse = [&](const FieldMapping& mapping, const char* key) {
    if (!mapping.field.empty())
      throw Error(spec.name, say("model.raster_field", key), say("model.raster_field.remedy"));
  };
  refuse(spec.species, "species");
  refuse(spec.composition, "composition");
  refuse(spec.origin, "origin");
  refuse(spec.ageGroup, "age_group");
  if (spec.age) refuse(*spec.age, "age");
  if (spec.planted) refuse(*spec.planted, "planted");
  if (spec.volume) refuse(*spec.volume, "volume");
  for (const auto& [given, key] : {std::pair(spec.deduct.has_value(), "deduct"), {spec.areaOfRecord, "area"}})
    if (given) throw Error(spec.name, say("model.raster_parcels", key), say("model.raster_parcels.remedy"));
}

/// What says how features are read has no meaning for pixels, and must not be passed over.
void refuseKeysOfVectors(const LayerSpec& spec, const std::filesystem::path& project) {
  const std::array<std::pair<const char*, const std::string*>, 5> keys{{{"where", &spec.source.where},
                                                                        {"sublayer", &spec.source.sublayer},
                                                                        {"encoding", &spec.source.encoding},
                                                                        {"crs", &spec.source.crs},
                                                                        {"class.field", &spec.landClass.field}}};
  for (const auto& [key, value] : keys)
    if (!value->empty())
      throw Error(fmt::format("{}, line {}", project.string(), spec.line), say("model.raster_key", key, spec.name),
                  say(fmt::format("model.raster_key.{}", key)));
}

LandLayer buildRasterLayer(const LayerSpec& spec, const LayerContext& context) {
  refuseKeysOfVectors(spec, context.project.file);
  refuseFields(spec);
  const StandFields stands(spec, context);
  LandLayer layer{
      .name = spec.name, .polygons = {}, .strata = {}, .raster = spec.source.path, .rasterGrid = {}, .values = {}};
  for (const auto& [code, key] : rasterCodes(spec, context)) {
    const std::optional<std::int32_t> value = rasterValue(code);
    if (!value) continue;
    if (key == kSkippedClass)
      throw Error(spec.name, say("model.raster_skipped", code), say("model.raster_skipped.remedy"));
    layer.values.set(*value, context.strata.intern(stands.constantStand(key)));
  }
  layer.rasterGrid = rasterGrid(layer.raster);
  RasterLayer checked(layer.raster, layer.rasterGrid);
  if (context.countRasterValues && !layer.values.all().empty()) countValues(layer, checked);
  return layer;
}

/// Every number of days under water is a stratum of its own.
LandLayer buildDrawdownLayer(const LayerSpec& spec, const LayerContext& context) {
  const auto belt = makeDrawdownBelt(spec, context.project, context.factors, context.warnings);
  LandLayer layer{.name = spec.name,
                  .polygons = {},
                  .strata = {},
                  .raster = belt->raster.path(),
                  .rasterGrid = belt->dem.grid,
                  .values = {},
                  .areaErrorPercent = spec.areaErrorPercent,
                  .belt = belt};
  Stratum land{.classKey = spec.landClass.constant, .species = {}};
  std::vector<bool> occurs(belt->ch4KgPerHa.size(), false);
  for (const std::uint16_t rank : belt->ranks)
    if (wetness(rank, belt->table) == Wetness::belt) occurs[rank] = true;
  for (std::uint16_t rank = 0; rank < occurs.size(); ++rank) {
    if (!occurs[rank]) continue;
    if (belt->daysKnown()) land.flooding.days = belt->days(rank), land.flooding.methane = belt->spec.methane;
    if (land.flooding.methane == FloodMethane::given) land.flooding.ch4KgPerHa = belt->ch4KgPerHa[rank];
    layer.values.set(rank, context.strata.intern(land));
  }
  return layer;
}

/// A number for all of a layer that changes none of its land is a slip: an age of paddies, say.
void requireUse(const LayerSpec& spec, const LandLayer& layer, const LayerContext& context) {
  std::set<StratumId> strata;
  layer.eachStratum([&](StratumId stratum) { strata.insert(stratum); });
  const auto require = [&](const std::optional<FieldMapping>& mapping, const char* key, double Stratum::*member) {
    if (!isConstant(mapping) || strata.empty()) return;
    const StratumAccountant accountant(context.factors, context.project.rules);
    const bool counts = std::ranges::any_of(strata, [&](StratumId id) {
      Stratum without = context.strata[id];
      if (without.classKey == "unmapped") return false;
      if (accountant.landRecipe(without.classKey) == nullptr) return true;  // told elsewhere
      const Carbon with = accountant.carbonOf(without).value;
      without.*member = std::numeric_limits<double>::quiet_NaN();
      const Carbon plain = accountant.carbonOf(without).value;
      return with.total() != plain.total() || with.flux() != plain.flux() || with.nonCo2 != plain.nonCo2;
    });
    if (!counts) throw Error(spec.name, say("model.constant_idle", key), say("model.constant_idle.remedy", key));
  };
  require(spec.age, "age", &Stratum::age);
  require(spec.ageGroup, "age_group", &Stratum::age);
  require(spec.planted, "planted", &Stratum::age);
  require(spec.volume, "volume", &Stratum::volume);
}

}  // namespace

void LandLayer::add(StratumMix mix) {
  strata.push_back(mainOf(mix));
  if (mix.size() == 1 && mixes.empty()) return;
  mixes.resize(strata.size());
  if (mix.size() > 1) mixes.back() = std::move(mix);
}

LandLayer buildLandLayer(const LayerSpec& spec, const LayerContext& context) {
  if (spec.drawdown) return buildDrawdownLayer(spec, context);
  LandLayer layer =
      isRasterSource(spec.source.path) ? buildRasterLayer(spec, context) : FeatureStrata(spec, context).read();
  requireUse(spec, layer, context);
  layer.areaErrorPercent = spec.areaErrorPercent;
  return layer;
}

std::map<std::string, double> areaErrorsOf(std::span<const LandLayer> layers, const StratumTable& strata) {
  std::map<std::string, double> errors;
  for (const LandLayer& layer : layers) {
    if (!(layer.areaErrorPercent > 0)) continue;
    layer.eachStratum([&](StratumId stratum) {
      double& error = errors[strata[stratum].classKey];
      error = std::max(error, layer.areaErrorPercent);
    });
  }
  return errors;
}

Box extent(const LandLayer& layer, const Crs& crs) {
  if (!layer.isRaster()) return layer.polygons.box();
  return transformed(layer.rasterGrid.box(), Transform(layer.rasterGrid.crs, crs, layer.raster.string()));
}

}  // namespace tanhui
