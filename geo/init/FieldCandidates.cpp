#include "geo/init/FieldCandidates.h"

#include <algorithm>
#include <array>

#include "geo/base/Csv.h"
#include "geo/gdal/Encoding.h"

namespace tanhui {

bool anyOf(const std::string& name, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return name.find(word) != name.npos; });
}

bool numbersIn(const VectorInfo::Field& field, double low, double high) {
  bool any = false;
  for (const std::string& sample : field.samples) {
    if (sample.empty()) continue;
    const auto value = numberFromText(sample);
    if (!value || *value < low || *value > high) return false;
    any = true;
  }
  return any;
}

std::vector<const SurveyField*> entriesOf(const VectorInfo::Field& field, SurveyKind kind) {
  std::vector<const SurveyField*> found = findSurveyFields(field.name, kind);
  return found.empty() && !field.alias.empty() ? findSurveyFields(field.alias, kind) : found;
}

std::vector<Candidate> candidates(const VectorInfo& info, SurveyKind kind, FieldRole role) {
  std::vector<Candidate> found;
  for (const VectorInfo::Field& field : info.fields)
    for (const SurveyField* entry : entriesOf(field, kind))
      if (entry->role == role) found.push_back({&field, entry});
  std::ranges::stable_sort(found, {}, [](const Candidate& c) { return c.entry - surveyFields().data(); });
  return found;
}

bool knownField(const VectorInfo::Field& field) {
  constexpr std::array kKinds = {SurveyKind::stands, SurveyKind::survey,  SurveyKind::grass, SurveyKind::wetland,
                                 SurveyKind::zones,  SurveyKind::control, SurveyKind::river, SurveyKind::restoration};
  return std::ranges::any_of(kKinds, [&](SurveyKind kind) { return !entriesOf(field, kind).empty(); });
}

std::string fieldOf(const VectorInfo& info, SurveyKind kind, FieldRole role,
                    const std::function<bool(const VectorInfo::Field&)>& passes) {
  for (const Candidate& candidate : candidates(info, kind, role))
    if (passes(*candidate.field)) return candidate.field->name;
  return {};
}

bool hasText(const VectorInfo::Field& field) {
  return std::ranges::any_of(field.samples, [](const std::string& sample) { return !sample.empty(); });
}

}  // namespace tanhui
