#include "geo/init/detail/InitVolume.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/init/FieldCandidates.h"

namespace tanhui {
namespace {

using Field = VectorInfo::Field;

constexpr double kUsualStand = 600;  // m3/ha, that the median stand of a county does not reach

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

/// XJ is 蓄积 or 胸径: figures of the size of a diameter, beside a height and no diameter, are one.
bool readsAsDiameter(const VectorInfo& info, const Candidate& volume) {
  constexpr double kThickest = 80, kThickestMean = 40;  // cm
  if (volume.entry->role != FieldRole::volumeTotal || !upperAscii(volume.field->name).ends_with("XJ")) return false;
  if (candidates(info, SurveyKind::stands, FieldRole::height).empty() ||
      !candidates(info, SurveyKind::stands, FieldRole::diameter).empty())
    return false;
  double sum = 0;
  int trees = 0;
  for (const double value : volume.field->numbers)
    if (value > 0) sum += value, ++trees;
  return trees > 0 && numbersIn(*volume.field, 0, kThickest) && sum < kThickestMean * trees;
}

/// A cut name that fits something else too (每公顷: of 每公顷蓄积 or 每公顷株数) goes by its figures.
bool readsAsOther(const VectorInfo& info, const Candidate& volume) {
  const bool onlyThis =
      std::ranges::all_of(entriesOf(*volume.field, SurveyKind::stands),
                          [&](const SurveyField* entry) { return entry->role == volume.entry->role; });
  return !onlyThis && fitVolume(info, *volume.field).value > kUsualStand;
}

/// What an officer may take for a volume, and is none.
void noteTraps(const VectorInfo& info, LayerGuess& guess) {
  for (const Candidate& diameter : candidates(info, SurveyKind::stands, FieldRole::diameter))
    if (anyOf(diameter.field->name, {"XJ"}))
      guess.notes.push_back(say("init.note.diameter", diameter.field->name, diameter.entry->nameZh));
}

}  // namespace

void guessVolume(const VectorInfo& info, LayerGuess& guess) {
  noteTraps(info, guess);
  for (const FieldRole role : {FieldRole::volumePerHa, FieldRole::volumePerMu, FieldRole::volumeTotal}) {
    for (const Candidate& volume : candidates(info, SurveyKind::stands, role)) {
      if (!numbersIn(*volume.field, 0, 1e7) || readsAsOther(info, volume)) continue;
      if (readsAsDiameter(info, volume)) {
        guess.notes.push_back(say("init.note.maybe_diameter", volume.field->name));
        continue;
      }
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

}  // namespace tanhui
