#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/cog/CogSpec.h"
#include "geo/gdal/VectorLayer.h"
#include "geo/grid/CellArea.h"
#include "geo/landclass/Measured.h"
#include "geo/product/MapProduct.h"
#include "geo/project/CompensationSpec.h"
#include "geo/project/DrawdownSpec.h"
#include "geo/project/InfluenceSpec.h"
#include "geo/project/NetworkSpec.h"
#include "geo/project/PatternSpec.h"
#include "geo/project/TerrainSpec.h"
#include "geo/series/LandEvent.h"
#include "geo/series/SeriesYears.h"
#include "geo/zone/WidthRule.h"

namespace tanhui {

/// A value that a layer takes from a field, perhaps through a table, or that is the same for all its features.
struct FieldMapping {
  std::string field;                         ///< empty: `constant` holds for all
  std::string table;                         ///< built-in name or path of a CSV; empty: the value as it is
  std::map<std::string, std::string> codes;  ///< code -> what it stands for, before those of the table
  std::string constant;                      ///< e.g. "forest_generic"
  bool given() const { return !field.empty() || !constant.empty(); }
};

enum class VolumeUnit { perHectare, perMu, wholeFeature };
std::string_view volumeUnitName(VolumeUnit unit);   ///< "m3/ha", "m3/mu", "m3"
VolumeUnit volumeUnitNamed(std::string_view name);  ///< of a name that ProjectKeys lets pass

/// What the land survey deducts from a parcel (扣除地类): field ridges, as a share of it.
struct DeductSpec {
  std::string ratio;      ///< field: the share, or per cent (KCXS); may be empty where `area` and `of` are not
  std::string area, of;   ///< fields: the ridges' area and the parcel's, in one unit (KCMJ, TBMJ): before the ratio
  std::string landClass;  ///< what is deducted: a class, or the field of its code (KCDLBM)
};

struct LayerSpec {
  std::string name;
  VectorSource source;  ///< the path may also name a raster
  FieldMapping landClass;
  FieldMapping species;
  FieldMapping composition;             ///< the species by their shares (Composition.h); only by a field
  FieldMapping origin;                  ///< of the trees: planted or natural
  std::optional<FieldMapping> age;      ///< years at the year of the layer
  FieldMapping ageGroup;                ///< 1 to 5 (AgeGroup.h), for stands without an age
  std::optional<FieldMapping> planted;  ///< year
  std::optional<FieldMapping> volume;
  VolumeUnit volumeUnit = VolumeUnit::perHectare;
  int date = 0;                 ///< the year of its land where that is before the base year; 0: the base year
  int over = 0;                 ///< it lies over the land of this year, which goes on where it is silent; 0: over none
  double areaErrorPercent = 0;  ///< half the 95 % interval of a class's area in this layer, % of the area; 0: not given
  std::optional<DeductSpec> deduct;
  bool areaOfRecord = false;             ///< parcels count the area that the survey records of them
  std::optional<DrawdownSpec> drawdown;  ///< it is made from the DEM, which is then its source
  std::string areaField;                 ///< where it does; empty: the field that the survey's dictionary knows (TBMJ)
  int line = 0;                          ///< of the [[layers]] header in the project file

  bool earlier() const { return date != 0; }
};

/// A raster of measurements that stands in the place of what the factors say: a layer with `measures`.
struct MeasureSpec {
  std::string name;
  std::filesystem::path path;
  int band = 1;
  Measures of = Measures::above;
  bool dryMatter = false;   ///< unit = "t/ha": of dry matter, not of carbon
  double errorPercent = 0;  ///< half the 95 % interval, % of the value; 0: by the band
  int errorBand = 0;        ///< the band with standard errors in the unit of the values; 0: by the percent
  int line = 0;             ///< of the [[layers]] header in the project file
};

enum class ZoneKind { polygons, corridor, road, basin, restoration, control };
/// What a zone is in the pattern of a county's ecological security, in the order in which overlaps are counted.
enum class ElementRole { none, zone, corridor, node };

struct ZoneSpec {
  std::string name;
  ZoneKind kind = ZoneKind::polygons;
  VectorSource source;    ///< of basins the outlets
  std::string id, label;  ///< fields; empty id: the feature id
  ElementRole role = ElementRole::none;
  // corridor and road
  WidthRule width;  ///< each side of the bank, or of the road
  /// In its place, of a corridor: to the first ridge line of each bank (RidgeBeltSpec).
  struct RidgeWidth {
    double gentle = 1000, most = 3000;  ///< metres
  };
  std::optional<RidgeWidth> ridge;
  std::vector<VectorSource> exclude;
  // road
  WidthRule croplandWidth{.field = {}, .table = {}, .metres = 5};  ///< see RoadBeltSpec
  WidthRule roadWidth;
  std::filesystem::path dem;  ///< of basins, and of a corridor to the ridges
  int line = 0;

  /// It is a belt along rivers or roads.
  bool belt() const { return kind == ZoneKind::corridor || kind == ZoneKind::road; }
  /// It is made, and not read as it is.
  bool made() const { return belt() || kind == ZoneKind::basin; }
};

/// A planned change of the land or of how it is managed. It is no part of the baseline. What its polygons tell by
/// themselves is in `fields`, by key ("species", "year" ...); the rest holds for all of them.
struct InterventionSpec : LandEvent {
  std::string name;
  std::string scenario = "plan";
  VectorSource source;  ///< its polygons
  std::map<std::string, FieldMapping, std::less<>> fields;
  int line = 0;  ///< of the [[interventions]] header in the project file
};
/// The most that an intervention may lie behind the base year.
constexpr int kYearsAhead = 100;

/// What a plan wants to reach.
struct TargetSpec {
  enum class Quantity { net, stock };  ///< "net_tCO2e_per_yr", of the project's scope; "stock_tC"
  std::string name;
  std::string scenario;  ///< empty: every scenario is held against it
  Quantity quantity = Quantity::net;
  int year = 0;
  double value = 0;  ///< tCO2e/yr or tC, at least
  int line = 0;
};

/// Two factors that vary together.
struct CorrelationSpec {
  std::string first, second;  ///< keys of factors
  double r = 0;               ///< [-1, 1], between their normal scores
  int line = 0;
};

/// How Approach 2 is run.
struct UncertaintySpec {
  int draws = 1000;
  std::uint64_t seed = 1;
  std::vector<CorrelationSpec> correlations;
};

/// A project file, read and checked in itself (not yet against the layers). Paths are absolute.
struct Project {
  std::filesystem::path file;
  std::string name;
  int baseYear = 0;
  int horizon = 0;
  Language language = Language::zh;
  bool synthetic = false;     ///< [project] synthetic = true: made-up data
  Scope scope = Scope::sink;  ///< which net balance leads

  std::string crs;  ///< empty: the first layer's, when projected
  AreaRule areaRule = AreaRule::ground;
  double cellSize = 0;  ///< 0: the first raster's grid
  VectorSource region;  ///< without a path: bounds, else union of the layers' extents
  std::optional<std::array<double, 4>> bounds;

  std::string library = "chongqing";  ///< built-in name or absolute path
  std::filesystem::path overrides;
  std::filesystem::path classTable;  ///< of the user's own classes; empty: there are none
  LandClasses classes;               ///< with those
  AccountingRules rules;

  TerrainSpec terrain;
  std::vector<LayerSpec> layers;
  std::vector<MeasureSpec> measures;
  std::vector<ZoneSpec> zones;
  std::vector<int> earlierYears;  ///< of layers before the base year, the latest first
  std::map<int, int> over;        ///< of a year whose layers lie over the land of another: that other
  std::vector<InterventionSpec> interventions;
  std::vector<PatternSpec> patterns;
  std::vector<NetworkSpec> networks;
  std::vector<CompensationSpec> compensations;
  std::vector<InfluenceSpec> influences;
  std::vector<TargetSpec> targets;
  UncertaintySpec uncertainty;

  std::filesystem::path outputFolder;
  bool overwrite = false;  ///< files of the output folder that no run wrote may be replaced
  Codec codec = Codec::deflate;
  std::vector<std::string> maps = usualMaps();  ///< keys of MapProduct
  std::vector<std::string> stockBands = choosableBands();
  std::vector<int> mapsYears;  ///< years after the base year for which maps are written as well
};

/// The years of a project's series.
inline SeriesYears yearsOf(const Project& project) { return {project.baseYear, project.horizon, project.earlierYears}; }

/// Reads a project file. All its faults are found in one pass: an unknown key (with the line and the nearest known
/// key), a wrong type, a value out of range, a duplicate layer or zone name. With one fault or more, throws
/// ProjectFaults.
Project readProject(const std::filesystem::path& file);

/// The same from text; `file` gives the name for messages and the folder of relative paths.
Project parseProject(std::string_view toml, const std::filesystem::path& file);

/// A project file as far as it is sound, with all its faults: for `check`, which goes on beside them.
struct ProjectDraft {
  Project project;  ///< without the layers, zones and interventions that have a fault of their own
  std::vector<Error> faults;
  bool factorsSound = true, gridSound = true;  ///< [factors], [grid] and [project] are without fault
};
ProjectDraft draftProject(std::string_view toml, const std::filesystem::path& file);
ProjectDraft readDraft(const std::filesystem::path& file);

/// Every fault of a project at once. what() and the Error part tell the first.
class ProjectFaults : public Error {
 public:
  explicit ProjectFaults(std::vector<Error> all) : Error(all.front()), all_(std::move(all)) {}
  const std::vector<Error>& all() const { return all_; }

 private:
  std::vector<Error> all_;
};

}  // namespace tanhui
