#include <algorithm>
#include <set>

#include "geo/base/File.h"
#include "geo/base/Input.h"
#include "geo/base/Nearest.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/project/Project.h"
#include "geo/project/detail/ProjectCompensation.h"
#include "geo/project/detail/ProjectDrawdown.h"
#include "geo/project/detail/ProjectInfluence.h"
#include "geo/project/detail/ProjectLayer.h"
#include "geo/project/detail/ProjectMeasure.h"
#include "geo/project/detail/ProjectNetwork.h"
#include "geo/project/detail/ProjectPattern.h"
#include "geo/project/detail/ProjectPlan.h"
#include "geo/project/detail/ProjectReader.h"
#include "geo/project/detail/ProjectZone.h"
#include "geo/project/detail/TomlSyntax.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

class ProjectParser {
 public:
  ProjectParser(const toml::table& root, const fs::path& file, ProjectFaultList& faults)
      : root_(root), faults_(faults) {
    project_.file = fs::absolute(file).lexically_normal();
  }

  ProjectDraft parse() {
    ProjectDraft draft;
    checkSections();
    draft.gridSound = sound([this] { header(), grid(); });
    draft.factorsSound = sound([this] { factors(); });
    project_.terrain = readTerrain(context(), section("terrain"));
    const auto [land, measured] = kindsOfLayers();
    const auto layers = each(land, [this](const toml::table& table) { layer(table); });
    const auto measures = each(measured, [this](const toml::table& table) { measure(table); });
    const auto zones = each(list("zones"), [this](const toml::table& table) { zone(table); });
    const auto interventions = each(list("interventions"), [this](const toml::table& table) { intervention(table); });
    const auto patterns = each(list("patterns"), [this](const toml::table& table) { pattern(table); });
    const auto networks = each(list("networks"), [this](const toml::table& table) { network(table); });
    const auto compensations = each(list("compensation"), [this](const toml::table& table) { compensation(table); });
    const auto influences = each(list("influence"), [this](const toml::table& table) { influence(table); });
    each(list("targets"), [this](const toml::table& table) { target(table); });
    uncertainty();
    output();
    checkWhole();
    checkDates();
    keepSound(project_.layers, layers);
    keepSound(project_.measures, measures);
    keepSound(project_.zones, zones);
    keepSound(project_.interventions, interventions);
    keepSound(project_.patterns, patterns);
    keepSound(project_.networks, networks);
    keepSound(project_.compensations, compensations);
    keepSound(project_.influences, influences);
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
  void pattern(const toml::table& table);
  void network(const toml::table& table);
  void compensation(const toml::table& table);
  void influence(const toml::table& table);
  void target(const toml::table& table);
  void uncertainty();
  void output();
  void date(const SectionReader& from, LayerSpec& layer);
  void checkDates();
  void checkWhole();

  void uniqueName(std::set<std::string>& taken, const std::string& name, const SectionReader& from) const;
  ReadContext context() const { return {project_, faults_, classesSound_}; }
  fs::path resolve(const std::string& path) const { return context().resolve(path); }

  const toml::table& root_;
  ProjectFaultList& faults_;
  Project project_;
  int t1_ = 0;  ///< [project] t1_year; 0: not given
  std::uint32_t t1Line_ = 0;
  bool t1Used_ = false;
  std::vector<std::uint32_t> overLines_;  ///< of the key `over`, by layer
  bool classesSound_ = true;              ///< else no class can be called unknown
  std::set<std::string> layerNames_, zoneNames_, interventionNames_, patternNames_, networkNames_, compensationNames_,
      influenceNames_, targetNames_;
};

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
  project_.name = from.text("name").value_or(project_.file.parent_path().filename().string());
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
  if (namesFile(project_.library)) {
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

void ProjectParser::uniqueName(std::set<std::string>& taken, const std::string& name, const SectionReader& from) const {
  if (taken.insert(name).second) return;
  faults_.add(from.line("name"), say("project.duplicate_name", name), say("project.duplicate_name.remedy"));
}

void ProjectParser::layer(const toml::table& table) {
  const SectionReader from(table, "layers", faults_);
  LayerSpec layer = readLayer(context(), from);
  date(from, layer);
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
  requireFile(from, "layers", "source", faults_);
  MeasureSpec spec = readMeasure(from, readSource(context(), from).path, faults_);
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

void ProjectParser::zone(const toml::table& table) {
  const SectionReader from(table, "zones", faults_);
  ZoneSpec zone = readZone(context(), from);
  uniqueName(zoneNames_, zone.name, from);
  project_.zones.push_back(std::move(zone));
}

void ProjectParser::intervention(const toml::table& table) {
  const SectionReader from(table, "interventions", faults_);
  InterventionSpec told;
  told.source = readSource(context(), from);
  told.fields = readPlannedFields(context(), from);
  InterventionSpec spec = readIntervention(from, std::move(told), project_, faults_);
  if (from.has("name")) uniqueName(interventionNames_, spec.name, from);
  project_.interventions.push_back(std::move(spec));
}

// Patterns whose names differ may still want one file.
void ProjectParser::pattern(const toml::table& table) {
  const SectionReader from(table, "patterns", faults_);
  PatternSpec pattern = readPattern(context(), from);
  uniqueName(patternNames_, safeFileName(pattern.name), from);
  project_.patterns.push_back(std::move(pattern));
}

/// Its corridors are a zone layer, its maps are files: both names must be free.
void ProjectParser::network(const toml::table& table) {
  const SectionReader from(table, "networks", faults_);
  NetworkSpec network = readNetwork(context(), from);
  if (zoneNames_.contains(network.name))
    faults_.add(from.line("name"), say("project.duplicate_name", network.name), say("project.duplicate_name.remedy"));
  uniqueName(networkNames_, safeFileName(network.name), from);
  project_.networks.push_back(std::move(network));
}

void ProjectParser::compensation(const toml::table& table) {
  const SectionReader from(table, "compensation", faults_);
  CompensationSpec spec = readCompensation(context(), from);
  if (from.has("name")) uniqueName(compensationNames_, spec.name, from);
  project_.compensations.push_back(std::move(spec));
}

void ProjectParser::influence(const toml::table& table) {
  const SectionReader from(table, "influence", faults_);
  InfluenceSpec spec = readInfluence(context(), from);
  if (from.has("name")) uniqueName(influenceNames_, spec.name, from);
  project_.influences.push_back(std::move(spec));
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
