#include "geo/model/detail/StandFields.h"

#include <algorithm>
#include <limits>

#include "geo/base/TableFile.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Origin.h"
#include "geo/carbon/Units.h"
#include "geo/landclass/LandClass.h"

namespace tanhui {
namespace {

/// The number that holds for all of a layer; nothing where a field tells it.
std::optional<double> constantOf(const std::optional<FieldMapping>& mapping) {
  return mapping && !mapping->constant.empty() ? std::optional(std::stod(mapping->constant)) : std::nullopt;
}

/// The year that the land of a layer was surveyed in.
int surveyedIn(const LayerSpec& spec, const Project& project) { return spec.earlier() ? spec.date : project.baseYear; }

double ageOfPlanted(double year, int surveyed, const std::string& where, const std::string& field) {
  if (year > surveyed)
    throw Error(where, say("model.planted_later", field, year, surveyed), say("model.planted_later.remedy"));
  return surveyed - year;
}

double notNegative(const VectorLayer& layer, std::size_t i, const FieldMapping& mapping, double value) {
  if (value < 0) throw Error(layer.where(i), say("model.negative", mapping.field, value), say("model.negative.remedy"));
  return value;
}

/// Species, age and volume that hold for all of a layer.
Stratum constantsOf(const LayerSpec& spec, const Project& project) {
  Stratum all;
  if (!spec.species.constant.empty()) {
    const Species* species = findSpeciesOrCode(spec.species.constant);
    if (species == nullptr)
      throw Error(spec.name, say("model.species_unknown", spec.species.constant), say("model.species_unknown.remedy"));
    all.species = species->nameZh;
  }
  if (const auto age = constantOf(spec.age)) all.age = *age;
  if (const auto year = constantOf(spec.planted))
    all.age = ageOfPlanted(*year, surveyedIn(spec, project), spec.name, "planted");
  if (const auto volume = constantOf(spec.volume)) all.volume = *volume;
  return all;
}

}  // namespace

StandFields::StandFields(const LayerSpec& spec, const LayerContext& context)
    : spec_(spec), context_(context), all_(constantsOf(spec, context.project)), area_(context.crs) {
  const std::filesystem::path folder = context.project.file.parent_path();
  if (!spec.species.table.empty()) readSpeciesTable(folder / spec.species.table);
  if (!spec.ageGroup.table.empty()) readAgeGroupTable(folder / spec.ageGroup.table);
  takeCodes();
}

/// The parser lets only known meanings pass.
void StandFields::takeCodes() {
  for (const auto& [code, species] : spec_.species.codes) speciesNames_.set(code, species);
  for (const auto& [code, origin] : spec_.origin.codes)
    origins_.set(code, tanhui::originOf(origin).value_or(Origin::unknown));
  for (const auto& [code, group] : spec_.ageGroup.codes) ageGroups_.set(code, tanhui::ageGroupOf(group).value_or(0));
}

void StandFields::plan(FieldPlan& plan) {
  species_ = plan.text(spec_.species);
  composition_ = plan.text(spec_.composition);
  origin_ = plan.text(spec_.origin);
  ageGroup_ = plan.text(spec_.ageGroup);
  age_ = plan.number(spec_.age);
  planted_ = plan.number(spec_.planted);
  volume_ = plan.number(spec_.volume);
}

std::vector<StandFields::Share> StandFields::standsOf(const VectorLayer& layer, std::size_t i,
                                                      const std::string& landClass) {
  const double volume = volumeOf(layer, i);
  std::vector<Share> shares;
  for (const Composition::Part& part : partsOf(layer, i, landClass)) {
    Stratum stand;
    stand.volume = volume;
    // Walnuts and the like that stand as forest and were measured for timber are no orchard.
    const bool timber = part.species && !part.species->timber.empty() &&
                        context_.factors.classes().traits(landClass).generic && volume > 0;
    if (part.species) stand.species = timber ? part.species->timber : part.species->nameZh;
    stand.classKey = refineClass(context_.factors.classes(), landClass, stand.species);
    if (stand.classKey != landClass && !context_.factors.classes().traits(stand.classKey).trees)
      count(notForest_, stand.classKey, i, part.share);
    giveAge(layer, i, stand);
    shares.push_back({std::move(stand), part.share});
  }
  return shares;
}

/// The species of a feature by their shares: as composed, else the dominant one, which also takes what the composition
/// gives to a name that nobody knows.
std::vector<Composition::Part> StandFields::partsOf(const VectorLayer& layer, std::size_t i,
                                                    const std::string& landClass) {
  const Species* dominant = speciesOf(layer, i);
  std::vector<Composition::Part> alone = {{dominant, 1, {}}};
  if (!composition_ || !context_.factors.classes().traits(landClass).trees) return alone;
  const std::string& written = layer.text[*composition_][i];
  if (written.empty()) return alone;
  std::vector<Composition::Part> parts;
  const Composition composition = compositionOf(written);
  if (composition.parts.empty()) count(unreadCompositions_, written, i);
  for (Composition::Part part : composition.parts) {
    if (part.species == nullptr) {
      count(unknownParts_, part.name, i, part.share);
      part.species = dominant;
    }
    const auto same = std::ranges::find(parts, part.species, &Composition::Part::species);
    if (same == parts.end())
      parts.push_back(std::move(part));
    else
      same->share += part.share;
  }
  if (parts.empty()) return alone;
  return parts;
}

Stratum StandFields::constantStand(const std::string& landClass) const {
  Stratum stand = all_;
  stand.classKey = refineClass(context_.factors.classes(), landClass, all_.species);
  const Origin told = tanhui::originOf(spec_.origin.constant).value_or(Origin::unknown);
  if (stand.hasAge())
    stand.origin = told;
  else if (context_.factors.classes().traits(stand.classKey).trees)
    giveAgeGroup(tanhui::ageGroupOf(spec_.ageGroup.constant).value_or(0), told, stand);
  return stand;
}

const Species* StandFields::speciesOf(const VectorLayer& layer, std::size_t i) {
  std::string name = species_ ? layer.text[*species_][i] : all_.species;
  if (const std::string* own = speciesNames_.find(name)) name = *own;
  if (name.empty()) return nullptr;
  const Species* species = findSpeciesOrCode(name);
  if (species == nullptr) count(unknownSpecies_, name, i);
  return species;
}

/// The age that is told, or that of the age group; with an age the origin, which decides the course.
void StandFields::giveAge(const VectorLayer& layer, std::size_t i, Stratum& stand) {
  stand.age = ageOf(layer, i);
  if (!context_.factors.classes().traits(stand.classKey).trees) return;
  // Beside an age group inventories write 0 for an age that nobody took; a year of planting means what it says.
  const bool aged = stand.age > 0 || (stand.hasAge() && spec_.planted);
  if (!aged && spec_.ageGroup.given()) {
    stand.age = std::numeric_limits<double>::quiet_NaN();
    const int group = ageGroupOf(layer, i);
    if (group == 0) return;
    const Origin told = originOf(layer, i);
    if (told == Origin::unknown) noteWithoutOrigin(i);
    return giveAgeGroup(group, told, stand);
  }
  if (!stand.hasAge()) return;
  stand.origin = originOf(layer, i);
  if (stand.origin != Origin::unknown) return;
  noteWithoutOrigin(i);
  stand.origin = usualOrigin(stand.age);
}

void StandFields::noteWithoutOrigin(std::size_t i) {
  if (lastWithoutOrigin_ != i) ++withoutOrigin_;
  lastWithoutOrigin_ = i;
}

/// A group of unknown origin is that of planted stands as far as those are young: see usualOrigin.
void StandFields::giveAgeGroup(int group, Origin told, Stratum& stand) const {
  if (group == 0 || context_.factors.invest()) return;  // a table of InVEST knows densities and no ages
  const Species* species = stand.species.empty() ? nullptr : findSpecies(stand.species);
  if (species == nullptr || species->ageGroup.empty()) species = defaultSpecies(stand.classKey);
  if (species == nullptr || species->ageGroup.empty()) return;
  const auto take = [&](Origin origin) {
    stand.origin = origin;
    stand.ageGroup = ageGroupId(species->ageGroup, origin, group);
    stand.age = context_.factors[context_.factors.require(ageGroupKey(stand.ageGroup))].value;
  };
  take(told == Origin::unknown ? Origin::planted : told);
  if (told == Origin::unknown && usualOrigin(stand.age) == Origin::natural) take(Origin::natural);
}

Origin StandFields::originOf(const VectorLayer& layer, std::size_t i) {
  const std::string& told = origin_ ? layer.text[*origin_][i] : spec_.origin.constant;
  if (const Origin* own = origins_.find(told)) return *own;
  const std::optional<Origin> known = tanhui::originOf(told);
  if (!known) count(unknownOrigins_, told, i);
  return known.value_or(Origin::unknown);
}

int StandFields::ageGroupOf(const VectorLayer& layer, std::size_t i) {
  const std::string& told = ageGroup_ ? layer.text[*ageGroup_][i] : spec_.ageGroup.constant;
  if (const int* own = ageGroups_.find(told)) return *own;
  const std::optional<int> known = tanhui::ageGroupOf(told);
  if (!known) count(unknownAgeGroups_, told, i);
  return known.value_or(0);
}

double StandFields::ageOf(const VectorLayer& layer, std::size_t i) const {
  if (age_) return notNegative(layer, i, *spec_.age, layer.number[*age_][i]);
  if (!planted_) return all_.age;
  return ageOfPlanted(layer.number[*planted_][i], surveyedIn(spec_, context_.project), layer.where(i),
                      spec_.planted->field);
}

double StandFields::volumeOf(const VectorLayer& layer, std::size_t i) {
  if (!volume_) return all_.volume;
  const double volume = notNegative(layer, i, *spec_.volume, layer.number[*volume_][i]);
  // Stand surveys write 0 for young stands whose trees are under the measuring limit: their age tells more.
  if (volume == 0) ++zeroVolumes_;
  switch (spec_.volumeUnit) {
    case VolumeUnit::perHectare:
      return volume;
    case VolumeUnit::perMu:
      return volume * kMuPerHa;
    case VolumeUnit::wholeFeature:
      return volume / area_.ha(layer, i);
  }
  return volume;
}

void StandFields::readSpeciesTable(const std::filesystem::path& path) {
  const CsvTable csv = readTable(path);
  const std::size_t code = csv.require("code"), species = csv.require("species");
  std::string unknown;
  for (const CsvRow& row : csv.rows) {
    speciesNames_.set(row.cells[code], row.cells[species]);
    if (findSpeciesOrCode(row.cells[species]) == nullptr)
      unknown += fmt::format("{}{} ({})", unknown.empty() ? "" : ", ", row.cells[species], row.line);
  }
  if (!unknown.empty()) context_.warnings.push_back({csv.name, say("model.species_not_in_table", unknown)});
}

void StandFields::readAgeGroupTable(const std::filesystem::path& path) {
  const CsvTable csv = readTable(path);
  const std::size_t code = csv.require("code"), group = csv.require("age_group");
  for (const CsvRow& row : csv.rows) {
    const std::optional<int> known = tanhui::ageGroupOf(row.cells[group]);
    if (!known)
      throw Error(csv.where(row), say("project.bad_age_group", row.cells[group]), say("project.bad_age_group.remedy"));
    ageGroups_.set(row.cells[code], *known);
  }
}

void StandFields::tell(const VectorLayer& layer, FeatureArea& area) {
  const auto warn = [&](const Message& what) { context_.warnings.push_back({spec_.name, what}); };
  if (!unknownSpecies_.empty())
    warn(say("model.species_not_found", spec_.species.field, describeMeasured(unknownSpecies_, layer, area)));
  if (!unreadCompositions_.empty())
    warn(say("model.compositions_unread", spec_.composition.field, describeMeasured(unreadCompositions_, layer, area)));
  if (!unknownParts_.empty())
    warn(say("model.composition_species", spec_.composition.field, describeMeasured(unknownParts_, layer, area)));
  // An officer who checks may wonder; in a run it is no fault, and to measure the bamboo of a county takes seconds.
  if (context_.countRasterValues && !notForest_.empty())
    warn(say("model.not_forest_trees", describeMeasured(notForest_, layer, area)));
  if (!unknownOrigins_.empty())
    warn(say("model.origins_unknown", spec_.origin.field, describeMeasured(unknownOrigins_, layer, area)));
  if (!unknownAgeGroups_.empty())
    warn(say("model.age_groups_unknown", spec_.ageGroup.field, describeMeasured(unknownAgeGroups_, layer, area)));
  if (withoutOrigin_ > 0) warn(say("model.no_origin", withoutOrigin_, kNaturalFromAge));
  if (zeroVolumes_ > 0) warn(say("model.zero_volume", zeroVolumes_, spec_.volume->field));
}

}  // namespace tanhui
