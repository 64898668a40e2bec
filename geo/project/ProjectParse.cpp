#include <algorithm>
#include <set>

#include "geo/base/File.h"
#include "geo/base/Input.h"
#include "geo/base/Nearest.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/Origin.h"
#include "geo/carbon/Species.h"
#include "geo/landclass/ClassTable.h"
#include "geo/project/Project.h"
#include "geo/project/detail/ProjectMeasure.h"
#include "geo/project/detail/ProjectPlan.h"
#include "geo/project/detail/ProjectReader.h"
#include "geo/project/detail/TomlSyntax.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

bool isCsv(std::string_view name) {
  return name.find_first_of("./\\") != std::string_view::npos;  // a built-in name has none of these
}

class ProjectParser {
 public:
  ProjectParser(const toml::table& root, const fs::path& file, ProjectFaultList& faults)
      : root_(root), faults_(faults) {
    project_.file = fs::absolute(file).lexically_normal();
    folder_ = project_.file.parent_path();
  }

  ProjectDraft parse() {
    ProjectDraft draft;
    checkSections();
    draft.gridSound = sound([this] { header(), grid(); });
    draft.factorsSound = sound([this] { factors(); });
    const auto [land, measured] = kindsOfLayers();
    const auto layers = each(land, [this](const toml::table& table) { layer(table); });
    const auto measures = each(measured, [this](const toml::table& table) { measure(table); });
    const auto zones = each(list("zones"), [this](const toml::table& table) { zone(table); });
    const auto interventions = each(list("interventions"), [this](const toml::table& table) { intervention(table); });
    each(list("targets"), [this](const toml::table& table) { target(table); });
    uncertainty();
    output();
    checkWhole();
    checkDates();
    keepSound(project_.layers, layers);
    keepSound(project_.measures, measures);
    keepSound(project_.zones, zones);
    keepSound(project_.interventions, interventions);
    draft.project = std::move(project_);
    return draft;
  }

 private:
  /// False when the step found a fault.
  template <typename Step>
  bool sound(const Step& step) {
    const std::size_t before = faults_.count();
    step();
    return faults_.count() == before;
  }
  /// Reads each table of a list; tells of each whether it is sound.
  template <typename Read>
  std::vector<bool> each(const std::vector<const toml::table*>& tables, const Read& read) {
    std::vector<bool> all;
    for (const toml::table* table : tables) all.push_back(sound([&] { read(*table); }));
    return all;
  }
  template <typename Spec>
  static void keepSound(std::vector<Spec>& specs, const std::vector<bool>& sound) {
    std::size_t i = 0;
    std::erase_if(specs, [&](const Spec&) { return !sound[i++]; });
  }
  void checkSections();
  SectionReader section(std::string_view name) const;
  std::vector<const toml::table*> list(std::string_view name) const;

  void header();
  void grid();
  void region(const SectionReader& from);
  void factors();
  void classes(const SectionReader& from);
  std::pair<std::vector<const toml::table*>, std::vector<const toml::table*>> kindsOfLayers() const;
  void layer(const toml::table& table);
  void measure(const toml::table& table);
  void zone(const toml::table& table);
  void intervention(const toml::table& table);
  void target(const toml::table& table);
  void uncertainty();
  void output();
  void date(const SectionReader& from, LayerSpec& layer);
  void checkDates();
  void checkWhole();

  VectorSource source(const SectionReader& from) const;
  std::vector<VectorSource> sources(const SectionReader& from, std::string_view key) const;
  FieldMapping landClass(const SectionReader& layer) const;
  FieldMapping fieldMapping(const SectionReader& inner) const;
  FieldMapping mapping(const SectionReader& layer, std::string_view key) const;
  FieldMapping species(const SectionReader& layer) const;
  std::map<std::string, FieldMapping, std::less<>> plannedFields(const SectionReader& from) const;
  FieldMapping origin(const SectionReader& layer) const;
  std::optional<DeductSpec> deduct(const SectionReader& layer) const;
  FieldMapping ageGroup(const SectionReader& layer) const;
  std::optional<FieldMapping> optionalMapping(const SectionReader& layer, std::string_view key) const;
  void volume(const SectionReader& from, LayerSpec& layer) const;
  void checkClassTable(const SectionReader& from, const std::string& name) const;
  void checkConstantClass(const SectionReader& layer, const std::string& key) const;
  template <typename Known>
  void checkCodes(const SectionReader& layer, std::string_view key, const FieldMapping& mapping,
                  const Known& known) const;
  void width(const SectionReader& from, ZoneSpec& zone) const;
  void uniqueName(std::set<std::string>& taken, const std::string& name, const SectionReader& from) const;
  fs::path resolve(const std::string& path) const;

  const toml::table& root_;
  ProjectFaultList& faults_;
  Project project_;
  fs::path folder_;
  int t1_ = 0;  ///< [project] t1_year; 0: not given
  std::uint32_t t1Line_ = 0;
  bool t1Used_ = false;
  std::vector<std::uint32_t> overLines_;  ///< of the key `over`, by layer
  bool classesSound_ = true;              ///< else no class can be called unknown
  std::set<std::string> layerNames_, zoneNames_, interventionNames_, targetNames_;
};

/// A path of the project: relative to its folder (of "/vsizip/a.zip/b.shp" the archive), unless GDAL reads it from
/// elsewhere. Backslashes, as Windows writes them, are taken as slashes: no file of a survey has one in its name.
fs::path ProjectParser::resolve(const std::string& path) const {
  if (path.empty()) return path;
  if (isVirtual(path)) return archiveIn(folder_, path);
  std::string unified = path;
  std::replace(unified.begin(), unified.end(), '\\', '/');
  return (folder_ / unified).lexically_normal();
}

void ProjectParser::checkSections() {
  std::vector<std::string_view> names;
  for (const ProjectSection& section : projectSections()) names.push_back(section.name);
  for (const auto& [key, value] : root_) {
    const auto known =
        std::find_if(projectSections().begin(), projectSections().end(),
                     [&name = key](const ProjectSection& section) { return section.name == name.str(); });
    const std::uint32_t line = key.source().begin.line;
    if (known == projectSections().end()) {
      const std::string_view near = nearest(key.str(), names);
      faults_.add(
          line, say(value.is_table() || value.is_array() ? "project.unknown_section" : "project.loose_key", key.str()),
          near.empty() ? say("project.sections", listed(names)) : say("project.did_you_mean", near));
    } else if (known->list && !(value.is_array() && value.as_array()->is_homogeneous(toml::node_type::table))) {
      const bool none = value.is_array() && value.as_array()->empty();
      if (!none) faults_.add(line, say("project.not_a_list", key.str()), say("project.not_a_list.remedy", key.str()));
    } else if (!known->list && !value.is_table()) {
      faults_.add(line, say("project.not_a_table", key.str()), say("project.not_a_table.remedy", key.str()));
    }
  }
}

SectionReader ProjectParser::section(std::string_view name) const {
  static const toml::table kNone;
  const toml::table* table = root_[name].as_table();
  return {table != nullptr ? *table : kNone, name, faults_};
}

std::vector<const toml::table*> ProjectParser::list(std::string_view name) const {
  std::vector<const toml::table*> tables;
  if (const toml::array* array = root_[name].as_array())
    for (const toml::node& node : *array)
      if (node.is_table()) tables.push_back(node.as_table());
  return tables;
}

void ProjectParser::header() {
  const SectionReader from = section("project");
  project_.name = from.text("name").value_or(folder_.filename().string());
  project_.baseYear = static_cast<int>(from.integer("base_year").value());
  project_.horizon = static_cast<int>(from.integer("horizon").value_or(project_.baseYear));
  project_.language = from.text("language") == "en" ? Language::en : Language::zh;
  project_.scope = from.text("scope") == "all" ? Scope::all : Scope::sink;
  project_.synthetic = from.boolean("synthetic").value();
  if (project_.horizon < project_.baseYear)
    faults_.add(from.line("horizon"), say("project.horizon", project_.horizon, project_.baseYear),
                say("project.horizon.remedy", project_.baseYear));
  t1_ = static_cast<int>(from.integer("t1_year").value_or(0));
  t1Line_ = from.line("t1_year");
  if (t1_ >= project_.baseYear)
    faults_.add(t1Line_, say("project.t1_not_before", t1_, project_.baseYear),
                say("project.t1_not_before.remedy", project_.baseYear));
}

void ProjectParser::grid() {
  const SectionReader from = section("grid");
  project_.crs = from.text("crs").value_or("");
  project_.areaRule = from.text("area") == "map" ? AreaRule::map : AreaRule::ground;
  project_.cellSize = from.number("cell_size").value_or(0);
  region(from);
  if (const std::vector<double> sides = from.numbers("bounds"); sides.size() == 4)
    project_.bounds = {sides[0], sides[1], sides[2], sides[3]};
  if (from.has("region") && from.has("bounds"))
    faults_.add(from.line("bounds"), say("project.region_and_bounds"), say("project.region_and_bounds.remedy"));
}

void ProjectParser::region(const SectionReader& from) {
  VectorSource& region = project_.region;
  region.path = resolve(from.text("region").value_or(""));
  region.sublayer = from.text("region_sublayer").value_or("");
  region.encoding = from.text("region_encoding").value_or("");
  region.where = from.text("region_where").value_or("");
  region.crs = from.text("region_crs").value_or("");
  if (from.has("region") || from.rejected("region")) return;
  for (const std::string_view key : {"region_sublayer", "region_encoding", "region_where", "region_crs"})
    if (from.has(key)) faults_.add(from.line(key), say("project.no_region", key), say("project.no_region.remedy", key));
}

void ProjectParser::factors() {
  const SectionReader from = section("factors");
  project_.library = from.text("library").value();
  const std::vector<std::string>& known = FactorLibrary::builtIn();
  if (isCsv(project_.library)) {
    project_.library = resolve(project_.library).string();
  } else if (std::find(known.begin(), known.end(), project_.library) == known.end()) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    const std::string_view near = nearest(project_.library, names);
    faults_.add(from.line("library"), say("project.unknown_library", project_.library),
                near.empty() ? say("project.libraries", listed(known)) : say("project.did_you_mean", near));
  }
  project_.overrides = resolve(from.text("overrides").value_or(""));
  classes(from);
  project_.rules.gwp = from.text("gwp").value();
  project_.rules.soilDepthCm = from.text("soil_depth_cm") == "100" ? 100 : 30;
  const std::string equation = from.text("volume_equation").value();
  project_.rules.volumeEquation = equation == "expansion"    ? VolumeEquation::expansion
                                  : equation == "continuous" ? VolumeEquation::continuous
                                                             : VolumeEquation::automatic;
  readAccounting(from, project_.rules);
}

/// The classes of the user's own are read with the project, whose keys may name them. That their table is missing is
/// told where factors are read.
void ProjectParser::classes(const SectionReader& from) {
  project_.classTable = resolve(from.text("classes").value_or(""));
  if (project_.classTable.empty()) return;
  classesSound_ = false;
  if (!inputExists(project_.classTable)) return;
  try {
    project_.classes = LandClasses::withOwn(project_.classTable);
    classesSound_ = true;
  } catch (const Error& fault) {
    faults_.add(fault);
  }
}

VectorSource ProjectParser::source(const SectionReader& from) const {
  VectorSource source;
  source.path = resolve(from.text("source").value_or(""));
  source.sublayer = from.text("sublayer").value_or("");
  source.encoding = from.text("encoding").value_or("");
  source.where = from.text("where").value_or("");
  source.crs = from.text("crs").value_or("");
  return source;
}

/// Of a key that names several files: each by its path, or as a table that says how it is read.
std::vector<VectorSource> ProjectParser::sources(const SectionReader& from, std::string_view key) const {
  std::vector<VectorSource> all;
  for (const toml::node* item : from.items(key)) {
    if (const toml::table* table = item->as_table()) {
      all.push_back(source(SectionReader(*table, key, faults_)));
      continue;
    }
    all.emplace_back().path = resolve(item->value_or(std::string()));
  }
  return all;
}

void ProjectParser::uniqueName(std::set<std::string>& taken, const std::string& name, const SectionReader& from) const {
  if (taken.insert(name).second) return;
  faults_.add(from.line("name"), say("project.duplicate_name", name), say("project.duplicate_name.remedy"));
}

void ProjectParser::layer(const toml::table& table) {
  const SectionReader from(table, "layers", faults_);
  LayerSpec layer;
  layer.line = static_cast<int>(from.line());
  layer.source = source(from);
  layer.name = from.text("name").value_or(layer.source.path.stem().string());
  layer.landClass = landClass(from);
  layer.species = species(from);
  layer.composition = mapping(from, "composition");
  layer.origin = origin(from);
  layer.age = optionalMapping(from, "age");
  layer.ageGroup = ageGroup(from);
  layer.planted = optionalMapping(from, "planted");
  volume(from, layer);
  if (layer.age && layer.planted)
    faults_.add(from.line("planted"), say("project.age_and_planted", layer.name),
                say("project.age_and_planted.remedy"));
  layer.areaErrorPercent = from.number("area_error_pct").value_or(0);
  date(from, layer);
  layer.deduct = deduct(from);
  layer.areaOfRecord = from.text("area") == "record";
  layer.areaField = from.text("area_field").value_or("");
  if (from.has("area_field") && !layer.areaOfRecord && !from.rejected("area"))
    faults_.add(from.line("area_field"), say("project.area_field"), say("project.area_field.remedy"));
  refuseMeasureKeys(from, faults_);
  uniqueName(layerNames_, layer.name, from);
  project_.layers.push_back(std::move(layer));
}

/// Of [[layers]] those of land, and those of measurements.
std::pair<std::vector<const toml::table*>, std::vector<const toml::table*>> ProjectParser::kindsOfLayers() const {
  std::pair<std::vector<const toml::table*>, std::vector<const toml::table*>> kinds;
  for (const toml::table* table : list("layers"))
    (table->contains("measures") ? kinds.second : kinds.first).push_back(table);
  return kinds;
}

void ProjectParser::measure(const toml::table& table) {
  const SectionReader from(table, "layers", faults_);
  MeasureSpec spec = readMeasure(from, source(from).path, faults_);
  uniqueName(layerNames_, spec.name, from);
  project_.measures.push_back(std::move(spec));
}

/// "t1" is the year t1_year, whatever other years there are; "t2", like the base year itself, is no date of its own.
void ProjectParser::date(const SectionReader& from, LayerSpec& layer) {
  const std::string date = from.text("date").value();
  const toml::table* header = root_["project"].as_table();
  if (date == "t1") {
    t1Used_ = true;
    layer.date = t1_;
    if (header == nullptr || !header->contains("t1_year"))
      faults_.add(from.line("date"), say("project.t1_without_year", layer.name), say("project.t1_without_year.remedy"));
  } else if (date != "t2") {
    layer.date = std::stoi(date);
    if (layer.date > project_.baseYear)
      faults_.add(from.line("date"), say("project.date_later", layer.date, project_.baseYear),
                  say("project.date_later.remedy", layer.date));
  }
  if (layer.date >= project_.baseYear) layer.date = 0;
  layer.over = static_cast<int>(from.integer("over").value_or(0));
  overLines_.push_back(from.line("over"));
  const int year = layer.earlier() ? layer.date : project_.baseYear;
  if (layer.over < year) return;
  faults_.add(from.line("over"), say("project.over_not_before", layer.over, year),
              say("project.over_not_before.remedy", year));
  layer.over = 0;
}

FieldMapping ProjectParser::fieldMapping(const SectionReader& inner) const {
  FieldMapping mapping;
  mapping.field = inner.text("field").value_or("");
  mapping.table = inner.text("table").value_or("");
  if (isCsv(mapping.table)) mapping.table = resolve(mapping.table).string();
  if (const toml::table* codes = inner.table("codes"))
    for (const auto& [code, meaning] : *codes) mapping.codes[std::string(code.str())] = meaning.value_or(std::string());
  return mapping;
}

/// What the project's own codes stand for must be known: a slip would leave the stands of a code without it.
template <typename Known>
void ProjectParser::checkCodes(const SectionReader& layer, std::string_view key, const FieldMapping& mapping,
                               const Known& known) const {
  for (const auto& [code, meaning] : mapping.codes)
    if (meaning.empty() || !known(meaning))
      faults_.add(layer.line(key), say("project.bad_code", key, code, meaning),
                  say(fmt::format("project.bad_code.{}", key)));
}

FieldMapping ProjectParser::mapping(const SectionReader& layer, std::string_view key) const {
  if (const toml::table* table = layer.table(key)) return fieldMapping(SectionReader(*table, key, faults_));
  FieldMapping mapping;
  if (const auto text = layer.text(key))
    mapping.constant = *text;
  else if (const auto number = layer.number(key))
    mapping.constant = fmt::format("{}", *number);
  return mapping;
}

FieldMapping ProjectParser::species(const SectionReader& layer) const {
  FieldMapping found = mapping(layer, "species");
  checkCodes(layer, "species", found, [](const std::string& name) { return findSpeciesOrCode(name) != nullptr; });
  return found;
}

/// A mapping whose constant, when it is one, must be an origin.
FieldMapping ProjectParser::origin(const SectionReader& layer) const {
  FieldMapping found = mapping(layer, "origin");
  checkCodes(layer, "origin", found, [](const std::string& word) { return originOf(word).has_value(); });
  if (!found.constant.empty() && !originOf(found.constant))
    faults_.add(layer.line("origin"), say("project.bad_origin", found.constant), say("project.bad_origin.remedy"));
  return found;
}

/// By the ratio, or by two areas, or by both: then the areas come first.
std::optional<DeductSpec> ProjectParser::deduct(const SectionReader& layer) const {
  const toml::table* table = layer.table("deduct");
  if (table == nullptr) return std::nullopt;
  const SectionReader inner(*table, "deduct", faults_);
  const auto given = [&inner](std::string_view name) { return inner.text(name).value_or(""); };
  DeductSpec spec{given("ratio"), given("area"), given("of"), given("class")};
  if (spec.landClass.empty()) spec.landClass = plainDefault("deduct", "class");
  const bool areas = !spec.area.empty() && !spec.of.empty();
  if (spec.area.empty() != spec.of.empty() || (!areas && spec.ratio.empty()))
    faults_.add(layer.line("deduct"), say("project.deduct_of_what"),
                say("project.example", "deduct", findProjectKey("layers", "deduct")->example));
  return spec;
}

/// A mapping whose constant, when it is one, must be an age group.
FieldMapping ProjectParser::ageGroup(const SectionReader& layer) const {
  FieldMapping found = mapping(layer, "age_group");
  checkCodes(layer, "age_group", found, [](const std::string& word) { return ageGroupOf(word).has_value(); });
  if (!found.constant.empty() && !ageGroupOf(found.constant))
    faults_.add(layer.line("age_group"), say("project.bad_age_group", found.constant),
                say("project.bad_age_group.remedy"));
  return found;
}

std::optional<FieldMapping> ProjectParser::optionalMapping(const SectionReader& layer, std::string_view key) const {
  return layer.has(key) ? std::optional(mapping(layer, key)) : std::nullopt;
}

void ProjectParser::volume(const SectionReader& from, LayerSpec& layer) const {
  const toml::table* table = from.table("volume");
  if (table == nullptr) {
    layer.volume = optionalMapping(from, "volume");
    return;
  }
  const SectionReader inner(*table, "volume", faults_);
  layer.volume = fieldMapping(inner);
  layer.volumeUnit = volumeUnitNamed(inner.text("unit").value());
}

FieldMapping ProjectParser::landClass(const SectionReader& layer) const {
  const toml::table* table = layer.table("class");
  if (table == nullptr) {
    FieldMapping constant = mapping(layer, "class");
    if (!constant.constant.empty()) checkConstantClass(layer, constant.constant);
    return constant;
  }
  const SectionReader inner(*table, "class", faults_);
  if (table->empty())
    faults_.add(layer.line("class"), say("project.empty_class"),
                say("project.example", "class", findProjectKey("layers", "class")->example));
  FieldMapping found = fieldMapping(inner);
  for (const auto& [code, key] : found.codes)
    if (key != kSkippedClass) checkConstantClass(layer, key);
  if (inner.has("table")) checkClassTable(inner, found.table);
  return found;
}

void ProjectParser::checkClassTable(const SectionReader& from, const std::string& name) const {
  if (isCsv(name)) return;
  const std::vector<std::string>& known = ClassTable::builtIn();
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view near = nearest(name, names);
  faults_.add(
      from.line("table"), say("project.unknown_table", name),
      near.empty() ? say("project.tables", listed(known)) : say("project.did_you_mean_of", near, listed(known)));
}

/// A constant class must be one that the factors know; of the user's own factors only the run can tell.
void ProjectParser::checkConstantClass(const SectionReader& layer, const std::string& key) const {
  const std::vector<std::string>& tables = ClassTable::builtIn();
  if (std::find(tables.begin(), tables.end(), key) != tables.end()) {
    faults_.add(layer.line("class"), say("project.class_is_table", key), say("project.class_is_table.remedy", key));
    return;
  }
  if (isCsv(project_.library) || project_.classes.find(key) != nullptr || !classesSound_) return;
  std::vector<std::string_view> names;
  for (const LandClass& known : project_.classes.all()) names.push_back(known.key);
  const std::string_view near = nearest(key, names);
  faults_.add(layer.line("class"), say("project.unknown_class", key),
              near.empty() ? say("project.classes", listed(names)) : say("project.did_you_mean", near));
}

void ProjectParser::zone(const toml::table& table) {
  const SectionReader from(table, "zones", faults_);
  ZoneSpec zone;
  zone.line = static_cast<int>(from.line());
  zone.source = source(from);
  zone.name = from.text("name").value_or(zone.source.path.stem().string());
  zone.id = from.text("id").value_or("");
  zone.label = from.text("label").value_or("");
  const std::string kind = from.text("kind").value();
  zone.kind = kind == "corridor"      ? ZoneKind::corridor
              : kind == "restoration" ? ZoneKind::restoration
              : kind == "control"     ? ZoneKind::control
                                      : ZoneKind::polygons;
  width(from, zone);
  zone.exclude = sources(from, "exclude");
  if (zone.kind != ZoneKind::corridor)
    for (const std::string_view key : {"width", "exclude"})
      if (from.has(key))
        faults_.add(from.line(key), say("project.not_corridor", key), say("project.not_corridor.remedy", key));
  uniqueName(zoneNames_, zone.name, from);
  project_.zones.push_back(std::move(zone));
}

void ProjectParser::width(const SectionReader& from, ZoneSpec& zone) const {
  if (const toml::table* table = from.table("width")) {
    const SectionReader inner(*table, "width", faults_);
    zone.widthField = inner.text("field").value_or("");
    if (const toml::table* widths = inner.table("table"))
      for (const auto& [value, metres] : *widths) zone.widths[std::string(value.str())] = metres.value_or(0.0);
  } else if (const auto metres = from.number("width")) {
    zone.width = *metres;
  } else if (zone.kind == ZoneKind::corridor && !from.rejected("width")) {
    faults_.add(from.line(), say("project.missing_key", "[[zones]]", "width"),
                say("project.example", "width", findProjectKey("zones", "width")->example));
  }
}

/// The keys of an intervention that name a field of its polygons.
std::map<std::string, FieldMapping, std::less<>> ProjectParser::plannedFields(const SectionReader& from) const {
  std::map<std::string, FieldMapping, std::less<>> fields;
  for (const ProjectKey& key : projectKeys()) {
    if (key.section != "interventions" || !key.orByField || from.table(key.name) == nullptr) continue;
    FieldMapping& told = fields[std::string(key.name)];
    told = key.name == "species" ? species(from) : key.name == "class" ? landClass(from) : mapping(from, key.name);
    const bool ofRaster = key.name == "class" && told.field.empty() && !from.table(key.name)->empty();
    if (ofRaster)
      faults_.add(from.line("class"), say("project.missing_key", "class", "field"),
                  say("project.example", "class", findProjectKey("layers", "class")->example));
  }
  return fields;
}

void ProjectParser::intervention(const toml::table& table) {
  const SectionReader from(table, "interventions", faults_);
  InterventionSpec told;
  told.source = source(from);
  told.fields = plannedFields(from);
  InterventionSpec spec = readIntervention(from, std::move(told), project_, faults_);
  if (from.has("name")) uniqueName(interventionNames_, spec.name, from);
  project_.interventions.push_back(std::move(spec));
}

void ProjectParser::target(const toml::table& table) {
  const SectionReader from(table, "targets", faults_);
  TargetSpec target = readTarget(from, project_, faults_);
  if (from.has("name")) uniqueName(targetNames_, target.name, from);
  project_.targets.push_back(std::move(target));
}

void ProjectParser::uncertainty() {
  project_.uncertainty = readUncertainty(section("uncertainty"));
  std::vector<CorrelationSpec>& correlations = project_.uncertainty.correlations;
  const auto good = each(list("correlations"), [&](const toml::table& table) {
    correlations.push_back(readCorrelation(SectionReader(table, "correlations", faults_), project_, faults_));
  });
  keepSound(correlations, good);
}

void ProjectParser::output() {
  const SectionReader from = section("output");
  project_.outputFolder = resolve(from.text("folder").value());
  project_.overwrite = from.boolean("overwrite").value();
  const std::string codec = from.text("compress").value();
  project_.codec = codec == "zstd" ? Codec::zstd : codec == "lzw" ? Codec::lzw : Codec::deflate;
  project_.maps = from.texts("maps");
  project_.mapsYears = readMapsYears(from, project_, faults_);
  project_.stockBands = from.texts("stock_bands");
  if (project_.stockBands.empty())
    faults_.add(from.line("stock_bands"), say("project.no_bands"), say("project.no_bands.remedy"));
}

void ProjectParser::checkWhole() {
  const bool any = root_["layers"].is_array() && !root_["layers"].as_array()->empty();
  if (!any && !root_["layers"].is_table()) faults_.add(0, say("project.no_layers"), say("project.no_layers.remedy"));
  if (project_.layers.empty()) {
    if (!project_.measures.empty()) faults_.add(0, say("project.only_measured"), say("project.only_measured.remedy"));
    return;
  }
  if (t1_ != 0 && !t1Used_) faults_.add(t1Line_, say("project.year_without_t1"), say("project.year_without_t1.remedy"));
  if (std::ranges::all_of(project_.layers, &LayerSpec::earlier))
    faults_.add(0, say("project.only_t1"), say("project.only_t1.remedy", project_.baseYear));
}

/// The years that layers are of, and which of them lie over which.
void ProjectParser::checkDates() {
  std::set<int, std::greater<>> years;
  for (const LayerSpec& layer : project_.layers)
    if (layer.earlier()) years.insert(layer.date);
  project_.earlierYears.assign(years.begin(), years.end());
  for (std::size_t i = 0; i < project_.layers.size(); ++i) {
    const LayerSpec& layer = project_.layers[i];
    if (layer.over == 0) continue;
    const std::uint32_t line = overLines_[i];
    if (!years.contains(layer.over))
      faults_.add(line, say("project.over_nothing", layer.name, layer.over),
                  say("project.over_nothing.remedy", layer.over));
    const int year = layer.earlier() ? layer.date : project_.baseYear;
    const auto [place, isNew] = project_.over.emplace(year, layer.over);
    if (!isNew && place->second != layer.over)
      faults_.add(line, say("project.over_two", year, place->second, layer.over), say("project.over_two.remedy", year));
  }
}

}  // namespace

ProjectDraft draftProject(std::string_view toml, const fs::path& file) {
  const auto unreadable = [&file](ProjectFaults faults) {
    ProjectDraft draft{.project = {}, .faults = faults.all(), .factorsSound = false, .gridSound = false};
    draft.project.file = fs::absolute(file).lexically_normal();
    return draft;
  };
  if (toml.starts_with("\xFF\xFE") || toml.starts_with("\xFE\xFF") || toml.find('\0') != std::string_view::npos)
    return unreadable(ProjectFaults({Error(file.string(), say("project.not_text"), say("project.not_text.remedy"))}));
  const std::string utf8 = toUtf8(std::string(toml));
  toml::table root;
  try {
    root = toml::parse(utf8, file.string());
  } catch (const toml::parse_error& fault) {
    return unreadable(syntaxFault(fault, utf8, file));
  }
  ProjectFaultList faults(file.string());
  ProjectDraft draft = ProjectParser(root, file, faults).parse();
  draft.faults = faults.take();
  return draft;
}

ProjectDraft readDraft(const fs::path& file) { return draftProject(readFile(file), file); }

Project parseProject(std::string_view toml, const fs::path& file) {
  ProjectDraft draft = draftProject(toml, file);
  if (!draft.faults.empty()) throw ProjectFaults(std::move(draft.faults));
  return std::move(draft.project);
}

Project readProject(const fs::path& file) { return parseProject(readFile(file), file); }

}  // namespace tanhui
