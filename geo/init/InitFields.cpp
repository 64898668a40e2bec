#include "geo/init/InitFields.h"

#include <algorithm>
#include <array>

#include <fmt/ranges.h>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Composition.h"
#include "geo/carbon/Origin.h"
#include "geo/carbon/Species.h"
#include "geo/gdal/Encoding.h"
#include "geo/init/detail/InitVolume.h"

namespace tanhui {
namespace {

using Field = VectorInfo::Field;

constexpr double kLeastShare = 0.6;  // of the codes seen that a table must know

std::vector<std::string> codesOf(const Field& field) {
  std::vector<std::string> codes;
  for (const std::string& sample : field.samples)
    if (!sample.empty()) codes.push_back(sample);
  return codes;
}

/// The built-in tables that a class field may go by. Codes of several schemes look alike: 111 is tall trees in the
/// forest inventory and a river in the land survey of 2007, so the name of the field decides, never the values alone.
std::vector<std::string_view> tablesFor(SurveyKind kind, const std::string& field) {
  if (kind == SurveyKind::wetland) return {"wetland_survey", "sandiao"};
  if (anyOf(field, {"YDYH"})) return {"ydyh2023", "ydyh2020"};
  const bool surveyCode = anyOf(field, {"DLBM", "地类编码"});
  if (kind == SurveyKind::stands && !surveyCode) return {"forest_land", "sandiao", "dlmc"};
  if (kind == SurveyKind::stands) return {"sandiao", "erdiao", "forest_land"};
  return {"sandiao", "erdiao", "ydyh2023", "ydyh2020", "dlmc"};
}

std::vector<std::string_view> tablesOf(const SurveyField& entry) {
  return entry.role == FieldRole::className ? std::vector<std::string_view>{"dlmc"} : tablesFor(entry.kind, entry.name);
}

/// How much of a field's codes a table knows, and whether as they are: numbers may have lost a leading nought.
struct TableShare {
  double share = 0;
  bool asTheyAre = true;
  bool operator<(const TableShare& other) const {
    return std::pair(share, asTheyAre) < std::pair(other.share, other.asTheyAre);
  }
};

TableShare shareOf(const Field& field, const ClassTable& table) {
  const std::vector<std::string> codes = codesOf(field);
  const double share = table.share(codes, field.number);
  return {share, share == table.share(codes)};
}

/// The table that knows most of a field's codes: the user's own first, then those of the field's kind in their order.
const TableChoice* fittingTable(const Field& field, const std::vector<std::string_view>& names,
                                const std::vector<TableChoice>& tables) {
  const TableChoice* best = nullptr;
  TableShare most;
  const auto offer = [&](const TableChoice& choice) {
    const TableShare found = shareOf(field, choice.table);
    if (found.share >= kLeastShare && most < found) most = found, best = &choice;
  };
  for (const TableChoice& choice : tables)
    if (choice.own) offer(choice);
  for (const std::string_view name : names)
    for (const TableChoice& choice : tables)
      if (!choice.own && choice.name == name) offer(choice);
  return best;
}

/// Land of a stand, wetland or pasture layer without a code is what that survey did not look at. A parcel of the land
/// survey without one is a fault of the data.
void leaveBlanks(const Field& field, SurveyKind kind, LayerGuess& guess) {
  if (kind == SurveyKind::survey || !field.blanks) return;
  guess.classCodes[""] = kSkippedClass;
  guess.notes.push_back(say("init.note.class_blank", field.name));
}

void takeClass(const Field& field, const TableChoice& choice, const std::string& nameZh, LayerGuess& guess) {
  guess.classField = field.name, guess.classTable = choice.name;
  guess.classShare = choice.table.share(codesOf(field), field.number);
  guess.notes.push_back(nameZh.empty() ? say("init.note.class_codes", field.name, choice.name)
                                       : say("init.note.class", field.name, nameZh, choice.name));
}

/// What the meaning of a code may be read by: the whole of it, the words after a code that it begins with, that code.
std::vector<std::string> readingsOf(const std::string& meaning) {
  std::vector<std::string> readings = {meaning};
  const std::size_t digits = meaning.find_first_not_of("0123456789");
  if (digits == std::string::npos || digits == 0) return readings;
  const std::size_t words = meaning.find_first_not_of(" -_:.", digits);
  if (words != std::string::npos) readings.push_back(meaning.substr(words));
  readings.push_back(meaning.substr(0, digits));
  return readings;
}

/// The class key that the meaning of a code tells.
const std::string* classOfMeaning(const std::string& meaning, const std::vector<const ClassTable*>& tables) {
  for (const std::string& reading : readingsOf(meaning))
    for (const ClassTable* table : tables)
      if (const std::string* key = table->find(reading)) return key;
  return nullptr;
}

/// A coded domain whose codes no table knows, but whose meanings do: becomes a table of the project's own.
bool takeDomain(const Field& field, SurveyKind kind, const std::vector<TableChoice>& tables, LayerGuess& guess) {
  std::vector<const ClassTable*> meanings;
  std::vector<std::string_view> names = tablesFor(kind, field.name);
  names.push_back("dlmc");
  for (const std::string_view name : names)
    for (const TableChoice& choice : tables)
      if (!choice.own && choice.name == name) meanings.push_back(&choice.table);
  std::map<std::string, std::string> codes;
  for (const auto& [code, meaning] : field.domain)
    if (const std::string* key = classOfMeaning(meaning, meanings)) codes[code] = *key;
  if (codes.empty() || static_cast<double>(codes.size()) < kLeastShare * static_cast<double>(field.domain.size()))
    return false;
  guess.classField = field.name;
  guess.classShare = static_cast<double>(codes.size()) / static_cast<double>(field.domain.size());
  guess.classCodes = std::move(codes);
  guess.notes.push_back(say("init.note.class_domain", field.name));
  return true;
}

/// Looks through the class fields of one kind, then through those with the class in words.
bool classOfKind(const VectorInfo& info, SurveyKind kind, const std::vector<TableChoice>& tables, LayerGuess& guess) {
  constexpr std::size_t kShown = 5;
  for (const FieldRole role : {FieldRole::landClass, FieldRole::className}) {
    for (const Candidate& candidate : candidates(info, kind, role)) {
      const std::vector<std::string> codes = codesOf(*candidate.field);
      if (codes.empty()) continue;
      const TableChoice* choice = fittingTable(*candidate.field, tablesOf(*candidate.entry), tables);
      const bool sure = choice != nullptr && shareOf(*candidate.field, choice->table).asTheyAre;
      const bool byDomain = !sure && takeDomain(*candidate.field, kind, tables, guess);
      if (choice != nullptr && !byDomain) takeClass(*candidate.field, *choice, candidate.entry->nameZh, guess);
      if (choice != nullptr || byDomain) {
        leaveBlanks(*candidate.field, kind, guess);
        return true;
      }
      guess.noteOnce(say("init.note.class_unknown", candidate.field->name,
                         fmt::format("{}", fmt::join(std::span(codes).first(std::min(codes.size(), kShown)), ", "))));
    }
  }
  return false;
}

/// Orchards and bamboo have words of their own for what stands write in a field: some may be unknown.
template <class Known>
bool mostlyKnown(const Field& field, const Known& known) {
  const std::vector<std::string> codes = codesOf(field);
  const auto count = std::ranges::count_if(codes, known);
  return count > 0 && static_cast<double>(count) >= kLeastShare * static_cast<double>(codes.size());
}

// From a code or word of a survey to the word that a project file has for what it means; empty for what is not known.
std::string speciesWord(const std::string& told) {
  const Species* species = findSpeciesOrCode(told);
  return species == nullptr ? std::string() : species->nameZh;
}
std::string originWord(const std::string& told) {
  return std::string(originName(originOf(told).value_or(Origin::unknown)));
}
std::string ageGroupWord(const std::string& told) {
  const int group = ageGroupOf(told).value_or(0);
  return group == 0 ? std::string() : fmt::format("{}", group);
}

using Word = std::string (*)(const std::string& told);

/// The codes of a field's domain whose meaning is known, and is not what the code by itself would be read as.
std::map<std::string, std::string> domainCodes(const Field& field, Word word) {
  std::map<std::string, std::string> codes;
  for (const auto& [code, meaning] : field.domain) {
    const std::vector<std::string> readings = readingsOf(meaning);
    const auto known = std::ranges::find_if(readings, [&](const auto& reading) { return !word(reading).empty(); });
    if (known != readings.end() && word(code) != word(*known)) codes[code] = word(*known);
  }
  return codes;
}

/// A field of codes or words that nobody knows would only bring warnings.
bool mostlyTold(const Field& field, Word word) {
  const std::map<std::string, std::string> codes = domainCodes(field, word);
  return mostlyKnown(field, [&](const std::string& s) { return codes.contains(s) || !word(s).empty(); });
}

void note(const VectorInfo& info, std::string_view id, const std::string& field, LayerGuess& guess) {
  if (field.empty()) return;
  for (const Field& known : info.fields) {
    if (known.name != field) continue;
    const std::vector<const SurveyField*> entries = entriesOf(known, SurveyKind::stands);
    guess.notes.push_back(say(id, field, entries.empty() ? field : entries.front()->nameZh));
  }
}

}  // namespace

KindGuess guessKind(const VectorInfo& info) {
  constexpr std::array kKinds = {SurveyKind::stands,  SurveyKind::survey,      SurveyKind::grass, SurveyKind::wetland,
                                 SurveyKind::control, SurveyKind::restoration, SurveyKind::zones};
  KindGuess best;
  for (const SurveyKind kind : kKinds) {
    const auto known = static_cast<int>(
        std::ranges::count_if(info.fields, [&](const Field& field) { return !entriesOf(field, kind).empty(); }));
    if (known > best.known) best = {kind, known};
  }
  return best;
}

void guessClass(const VectorInfo& info, SurveyKind kind, const std::vector<TableChoice>& tables, LayerGuess& guess) {
  if (classOfKind(info, kind, tables, guess)) return;
  for (const SurveyKind other : {SurveyKind::survey, SurveyKind::stands, SurveyKind::wetland})
    if (other != kind && classOfKind(info, other, tables, guess)) return;
}

const TableChoice* tableFor(const Field& field, const std::vector<Field>& fields,
                            const std::vector<TableChoice>& tables) {
  VectorInfo info;
  info.fields = fields;
  for (const SurveyKind kind : {guessKind(info).kind, SurveyKind::survey, SurveyKind::stands, SurveyKind::wetland})
    for (const SurveyField* entry : entriesOf(field, kind)) {
      if (entry->role != FieldRole::landClass && entry->role != FieldRole::className) continue;
      if (const TableChoice* choice = fittingTable(field, tablesOf(*entry), tables)) return choice;
    }
  const TableChoice* best = nullptr;
  TableShare most;
  for (const TableChoice& choice : tables)
    if (const TableShare found = shareOf(field, choice.table); found.share > 0 && most < found)
      most = found, best = &choice;
  return best;
}

int dataYear(const VectorInfo& info) {
  constexpr int kFirst = 1980, kLast = 2100;
  int latest = 0;
  for (const Candidate& candidate : candidates(info, SurveyKind::survey, FieldRole::year))
    if (numbersIn(*candidate.field, kFirst, kLast))
      for (const std::string& sample : candidate.field->samples)
        if (const auto year = numberFromText(sample)) latest = std::max(latest, static_cast<int>(*year));
  return latest;
}

void guessTrees(const VectorInfo& info, LayerGuess& guess) {
  constexpr SurveyKind kStands = SurveyKind::stands;
  guess.species = fieldOf(info, kStands, FieldRole::species, hasText);
  note(info, "init.note.species", guess.species, guess);
  guess.composition = fieldOf(info, kStands, FieldRole::composition, [](const Field& f) {
    return mostlyKnown(f, [](const std::string& s) { return !compositionOf(s).parts.empty(); });
  });
  note(info, "init.note.composition", guess.composition, guess);
  guess.origin = fieldOf(info, kStands, FieldRole::origin, [](const Field& f) { return mostlyTold(f, originWord); });
  note(info, "init.note.origin", guess.origin, guess);
  guess.age = fieldOf(info, kStands, FieldRole::age, [](const Field& f) { return numbersIn(f, 0, 1500); });
  note(info, "init.note.stand_age", guess.age, guess);
  guess.ageGroup =
      fieldOf(info, kStands, FieldRole::ageGroup, [](const Field& f) { return mostlyTold(f, ageGroupWord); });
  note(info, "init.note.age_group", guess.ageGroup, guess);
  if (guess.age.empty()) {
    guess.planted = fieldOf(info, kStands, FieldRole::planted, [](const Field& f) { return numbersIn(f, 1800, 2100); });
    note(info, "init.note.planted", guess.planted, guess);
  }
  guessVolume(info, guess);
  takeTreeDomains(guess);
}

void takeTreeDomains(LayerGuess& guess) {
  const auto take = [&](const std::string& name, Word word, std::map<std::string, std::string>& codes) {
    codes.clear();
    for (const Field& field : guess.fields)
      if (!name.empty() && field.name == name) codes = domainCodes(field, word);
    if (!codes.empty()) guess.notes.push_back(say("init.note.tree_domain", name));
  };
  guess.forgetNotes("init.note.tree_domain");
  take(guess.species, speciesWord, guess.speciesCodes);
  take(guess.origin, originWord, guess.originCodes);
  take(guess.ageGroup, ageGroupWord, guess.ageGroupCodes);
}

void guessDeduction(const VectorInfo& info, LayerGuess& guess) {
  const auto field = [&](FieldRole role) {
    return fieldOf(info, SurveyKind::survey, role, [](const Field& f) { return numbersIn(f, 0, 1e9); });
  };
  DeductSpec deduct;
  deduct.ratio = field(FieldRole::deductRatio);
  deduct.area = field(FieldRole::deductArea);
  deduct.of = field(FieldRole::area);  // TBMJ is the first in the dictionary
  if (deduct.area.empty() || deduct.of.empty()) deduct.area.clear(), deduct.of.clear();
  if (deduct.area.empty() && deduct.ratio.empty()) return;
  deduct.landClass = fieldOf(info, SurveyKind::survey, FieldRole::deductClass, hasText);
  if (deduct.landClass.empty()) deduct.landClass = "field_ridge";
  guess.notes.push_back(say("init.note.deduct", deduct.area.empty() ? deduct.ratio : deduct.area));
  guess.deduct = std::move(deduct);
}

void noteUnknownFields(const VectorInfo& info, LayerGuess& guess) {
  constexpr std::array kOfGis = {"OBJECTID", "SHAPE_LENG", "SHAPE_AREA", "SHAPE_LENGTH", "FID", "GID", "ID"};
  std::vector<std::string> unknown;
  for (const Field& field : info.fields) {
    const bool used = field.name == guess.classField || field.name == guess.id || field.name == guess.label ||
                      field.name == guess.volume;
    if (!used && !knownField(field) && std::ranges::find(kOfGis, upperAscii(field.name)) == kOfGis.end())
      unknown.push_back(field.name);
  }
  if (!unknown.empty())
    guess.notes.push_back(say("init.note.not_understood", fmt::format("{}", fmt::join(unknown, ", "))));
}

}  // namespace tanhui
