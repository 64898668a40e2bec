#include "geo/model/detail/Deduction.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/ranges.h>

#include "geo/landclass/StratumMix.h"

namespace tanhui {
namespace {

constexpr const char* kSurveyTable = "sandiao";
constexpr const char* kRidge = "field_ridge";
constexpr std::size_t kParcelsTold = 5;

bool isClass(const std::string& name, const FactorLibrary& factors) {
  const std::vector<std::string> known = factors.classKeys();
  return factors.classes().find(name) != nullptr || std::ranges::find(known, name) != known.end();
}

std::string counted(const std::map<std::string, std::int64_t>& names) {
  std::string out;
  for (const auto& [name, parcels] : names) out += fmt::format("{}'{}' x {}", out.empty() ? "" : ", ", name, parcels);
  return out;
}

}  // namespace

Deduction::Deduction(const DeductSpec& spec, const FactorLibrary& factors, const ClassTable* table, FieldPlan& plan)
    : spec_(spec),
      classes_(factors.classes()),
      own_(table),
      survey_(ClassTable::load(kSurveyTable, {})),
      ratio_(plan.number(spec.ratio)),
      area_(plan.number(spec.area)),
      of_(plan.number(spec.of)) {
  if (!isClass(spec.landClass, factors)) class_ = plan.text(spec.landClass);
}

std::optional<Deduction::Part> Deduction::of(const VectorLayer& layer, std::size_t i, const std::string& landClass) {
  const double share = shareOf(layer, i);
  if (share < kSmallestShare) return std::nullopt;
  Part part{classOf(layer, i), share};
  if (part.classKey == landClass) return std::nullopt;
  if (!classes_.traits(landClass).tillable) ++notCropland_[landClass];
  return part;
}

double Deduction::shareOf(const VectorLayer& layer, std::size_t i) {
  const double share = told(layer, i);
  if (share >= 0 && share <= kMostDeducted) return share;
  if (++outsideCount_ <= static_cast<std::int64_t>(kParcelsTold))
    outside_.push_back(fmt::format("#{} ({:.4g})", layer.fids[i], share));
  return std::clamp(share, 0.0, kMostDeducted);
}

/// The areas tell more than the ratio, which is kept to four decimals.
double Deduction::told(const VectorLayer& layer, std::size_t i) {
  if (area_ && of_) {
    const double share = layer.number[*area_][i] / layer.number[*of_][i];
    if (std::isfinite(share) && layer.number[*of_][i] > 0) return share;
  }
  const double ratio = ratio_ ? layer.number[*ratio_][i] : 0;
  if (!std::isfinite(ratio)) return 0;
  if (ratio <= 1) return ratio;
  ++percents_;  // exports of the second survey often hold per cent
  return ratio / 100;
}

std::string Deduction::classOf(const VectorLayer& layer, std::size_t i) {
  if (!class_) return spec_.landClass;
  const std::string& code = layer.text[*class_][i];
  if (code.empty()) return kRidge;  // what the survey deducts is ridges
  for (const ClassTable* table : {own_, &std::as_const(survey_)})
    if (const std::string* key = table != nullptr ? table->find(code) : nullptr;
        key != nullptr && *key != kSkippedClass)
      return *key;
  ++unknown_[code];
  return kRidge;
}

void Deduction::tell(const std::string& layer, Warnings& warnings) const {
  if (!unknown_.empty())
    throw Error(layer, say("model.codes_unknown", spec_.landClass, counted(unknown_), kSurveyTable),
                say("model.codes_unknown.remedy"));
  if (percents_ > 0) warnings.push_back({layer, say("model.deduct_percent", percents_, spec_.ratio)});
  if (outsideCount_ > 0)
    warnings.push_back({layer, say("model.deduct_outside", outsideCount_, kMostDeducted,
                                   fmt::format("{}{}", fmt::join(outside_, ", "),
                                               outsideCount_ > std::ssize(outside_) ? ", ..." : ""))});
  if (!notCropland_.empty()) warnings.push_back({layer, say("model.deduct_not_cropland", counted(notCropland_))});
}

}  // namespace tanhui
