#include "geo/run/InitFields.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/ranges.h>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/carbon/Origin.h"
#include "geo/layer/Encoding.h"
#include "geo/output/Units.h"

namespace tanhui {
namespace {

using Field = VectorInfo::Field;
using Test = std::function<bool(const Field&)>;

constexpr double kLeastShare = 0.6;  // of the codes seen that a table must know
constexpr double kUsualStand = 600;  // m3/ha, that the median stand of a county does not reach

bool anyOf(const std::string& name, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return name.find(word) != name.npos; });
}

/// Every sample that is not blank is a number in the range, and there is one at least.
bool numbersIn(const Field& field, double low, double high) {
  bool any = false;
  for (const std::string& sample : field.samples) {
    if (sample.empty()) continue;
    const auto value = numberFromText(sample);
    if (!value || *value < low || *value > high) return false;
    any = true;
  }
  return any;
}

/// The entries of the dictionary that a field's name or, of a FileGDB, its alias is.
std::vector<const SurveyField*> entriesOf(const Field& field, SurveyKind kind) {
  std::vector<const SurveyField*> found = findSurveyFields(field.name, kind);
  return found.empty() && !field.alias.empty() ? findSurveyFields(field.alias, kind) : found;
}

struct Candidate {
  const Field* field;
  const SurveyField* entry;
};

/// The fields of a role, those whose names tell more first.
std::vector<Candidate> candidates(const VectorInfo& info, SurveyKind kind, FieldRole role) {
  std::vector<Candidate> found;
  for (const Field& field : info.fields)
    for (const SurveyField* entry : entriesOf(field, kind))
      if (entry->role == role) found.push_back({&field, entry});
  std::ranges::stable_sort(found, {}, [](const Candidate& c) { return c.entry - surveyFields().data(); });
  return found;
}

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

/// The table that knows most of the codes: the user's own first, then those of the field's kind in their order.
const TableChoice* fittingTable(const std::vector<std::string>& codes, const std::vector<std::string_view>& names,
                                const std::vector<TableChoice>& tables) {
  const TableChoice* best = nullptr;
  double most = 0;
  const auto offer = [&](const TableChoice& choice) {
    const double share = choice.table.share(codes);
    if (share >= kLeastShare && share > most) most = share, best = &choice;
  };
  for (const TableChoice& choice : tables)
    if (choice.own) offer(choice);
  for (const std::string_view name : names)
    for (const TableChoice& choice : tables)
      if (!choice.own && choice.name == name) offer(choice);
  return best;
}

void takeClass(const Field& field, const TableChoice& choice, const std::string& nameZh, LayerGuess& guess) {
  const std::vector<std::string> codes = codesOf(field);
  guess.classField = field.name, guess.classTable = choice.name, guess.classShare = choice.table.share(codes);
  guess.notes.push_back(nameZh.empty() ? say("init.note.class_codes", field.name, choice.name)
                                       : say("init.note.class", field.name, nameZh, choice.name));
}

/// The class key that the meaning of a code tells: the whole of it, the code it begins with, or the words after that.
const std::string* classOfMeaning(const std::string& meaning, const std::vector<const ClassTable*>& tables) {
  std::vector<std::string> readings = {meaning};
  const std::size_t digits = meaning.find_first_not_of("0123456789");
  if (digits != std::string::npos && digits > 0) {
    readings.push_back(meaning.substr(0, digits));
    const std::size_t words = meaning.find_first_not_of(" -_:.", digits);
    if (words != std::string::npos) readings.push_back(meaning.substr(words));
  }
  for (const std::string& reading : readings)
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
      const std::vector<std::string_view> names =
          role == FieldRole::landClass ? tablesFor(kind, candidate.entry->name) : std::vector<std::string_view>{"dlmc"};
      if (const TableChoice* choice = fittingTable(codes, names, tables)) {
        takeClass(*candidate.field, *choice, candidate.entry->nameZh, guess);
        return true;
      }
      if (takeDomain(*candidate.field, kind, tables, guess)) return true;
      guess.notes.push_back(
          say("init.note.class_unknown", candidate.field->name,
              fmt::format("{}", fmt::join(std::span(codes).first(std::min(codes.size(), kShown)), ", "))));
    }
  }
  return false;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// Medians over the stands that have a volume.
struct VolumeFit {
  double value = 0;    ///< as it stands
  double density = 0;  ///< over the area of its polygon, per hectare
};

VolumeFit fitVolume(const VectorInfo& info, const Field& field) {
  std::vector<double> values, densities;
  for (std::size_t i = 0; i < field.numbers.size(); ++i) {
    if (!(field.numbers[i] > 0)) continue;
    values.push_back(field.numbers[i]);
    if (i < info.areasHa.size() && info.areasHa[i] > 0) densities.push_back(field.numbers[i] / info.areasHa[i]);
  }
  return {median(values), median(densities)};
}

bool likelyDensity(double volume) {
  constexpr double kThinnest = 3;
  return volume >= kThinnest && volume <= kUsualStand;
}

/// The unit that name and areas agree on. Where the name says one thing and the figures can only be the other, the
/// figures win, and the project file says so.
void settleVolumeUnit(const VectorInfo& info, const Candidate& volume, LayerGuess& guess) {
  const VolumeFit fit = fitVolume(info, *volume.field);
  const std::string& name = volume.field->name;
  switch (volume.entry->role) {
    case FieldRole::volumePerMu:
      guess.volumeUnit = VolumeUnit::perMu;
      break;
    case FieldRole::volumePerHa:
      guess.volumeUnit = VolumeUnit::perHectare;
      if (fit.value > kUsualStand) {
        guess.volumeUnit = VolumeUnit::wholeFeature;
        guess.notes.push_back(say("init.note.volume_is_total", name, csvNumber(std::round(fit.value))));
        return;
      }
      break;
    default:
      guess.volumeUnit = VolumeUnit::wholeFeature;
      if (fit.density < 1 && likelyDensity(fit.value)) {
        guess.volumeUnit = VolumeUnit::perHectare;
        guess.notes.push_back(say("init.note.volume_is_density", name, csvNumber(std::round(fit.value))));
        return;
      }
  }
  guess.notes.push_back(say("init.note.volume", name, volume.entry->nameZh, volumeUnitName(guess.volumeUnit)));
}

/// A name that the dictionary lacks but that says volume, as 乔木林蓄积 does; not that of felled or scattered trees.
const Field* wordedVolume(const VectorInfo& info) {
  for (const Field& field : info.fields)
    if (anyOf(field.name, {"蓄积"}) && !anyOf(field.name, {"散生", "四旁", "采伐", "枯", "损失", "前期", "伐"}) &&
        findSurveyFields(field.name, SurveyKind::stands).empty() && numbersIn(field, 0, 1e7))
      return &field;
  return nullptr;
}

void guessVolume(const VectorInfo& info, LayerGuess& guess) {
  for (const FieldRole role : {FieldRole::volumePerHa, FieldRole::volumePerMu, FieldRole::volumeTotal}) {
    for (const Candidate& volume : candidates(info, SurveyKind::stands, role)) {
      if (!numbersIn(*volume.field, 0, 1e7)) continue;
      guess.volume = volume.field->name;
      return settleVolumeUnit(info, volume, guess);
    }
  }
  const Field* worded = wordedVolume(info);
  if (worded == nullptr) return;
  static const SurveyField kPerHa{SurveyKind::stands, {}, FieldRole::volumePerHa, "每公顷蓄积"},
      kPerMu{SurveyKind::stands, {}, FieldRole::volumePerMu, "每亩蓄积"},
      kTotal{SurveyKind::stands, {}, FieldRole::volumeTotal, "小班蓄积"};
  guess.volume = worded->name;
  settleVolumeUnit(info,
                   {worded, anyOf(worded->name, {"公顷", "单位"}) ? &kPerHa
                            : anyOf(worded->name, {"亩"})         ? &kPerMu
                                                                  : &kTotal},
                   guess);
}

/// What an officer may take for a volume, and is none.
void noteTraps(const VectorInfo& info, LayerGuess& guess) {
  for (const Candidate& diameter : candidates(info, SurveyKind::stands, FieldRole::diameter))
    if (anyOf(diameter.field->name, {"XJ"}))
      guess.notes.push_back(say("init.note.diameter", diameter.field->name, diameter.entry->nameZh));
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

std::string fieldOf(const VectorInfo& info, SurveyKind kind, FieldRole role, const Test& passes) {
  for (const Candidate& candidate : candidates(info, kind, role))
    if (passes(*candidate.field)) return candidate.field->name;
  return {};
}

bool hasText(const VectorInfo::Field& field) {
  return std::ranges::any_of(field.samples, [](const std::string& sample) { return !sample.empty(); });
}

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

void guessTrees(const VectorInfo& info, LayerGuess& guess) {
  constexpr SurveyKind kStands = SurveyKind::stands;
  guess.species = fieldOf(info, kStands, FieldRole::species, hasText);
  note(info, "init.note.species", guess.species, guess);
  // A field of codes or words that nobody knows would only bring warnings.
  guess.origin = fieldOf(info, kStands, FieldRole::origin, [](const Field& f) {
    return hasText(f) && std::ranges::all_of(f.samples, [](const std::string& s) { return originOf(s).has_value(); });
  });
  note(info, "init.note.origin", guess.origin, guess);
  guess.age = fieldOf(info, kStands, FieldRole::age, [](const Field& f) { return numbersIn(f, 0, 1500); });
  note(info, "init.note.age", guess.age, guess);
  if (guess.age.empty()) {
    guess.planted = fieldOf(info, kStands, FieldRole::planted, [](const Field& f) { return numbersIn(f, 1800, 2100); });
    note(info, "init.note.planted", guess.planted, guess);
  }
  guessVolume(info, guess);
  noteTraps(info, guess);
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

void noteUnknownFields(const VectorInfo& info, SurveyKind kind, LayerGuess& guess) {
  constexpr std::array kOfGis = {"OBJECTID", "SHAPE_LENG", "SHAPE_AREA", "SHAPE_LENGTH", "FID", "GID", "ID"};
  std::vector<std::string> unknown;
  for (const Field& field : info.fields) {
    const bool used = field.name == guess.classField || field.name == guess.id || field.name == guess.label ||
                      field.name == guess.volume;
    if (!used && entriesOf(field, kind).empty() && std::ranges::find(kOfGis, upperAscii(field.name)) == kOfGis.end())
      unknown.push_back(field.name);
  }
  if (!unknown.empty())
    guess.notes.push_back(say("init.note.not_understood", fmt::format("{}", fmt::join(unknown, ", "))));
}

}  // namespace tanhui
