#include "geo/model/RecordedAreas.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Units.h"
#include "geo/gdal/Fields.h"
#include "geo/gdal/VectorFile.h"
#include "geo/layer/PolygonRuler.h"

namespace tanhui {
namespace {

constexpr double kM2PerHa = 1e4;
constexpr std::string_view kParcelArea = "图斑面积";
constexpr std::size_t kParcelsShown = 5;

/// What the scaling of a layer adds up to.
struct Scaling {
  std::int64_t parcels = 0, kept = 0;
  double addedM2 = 0, computedM2 = 0;
  std::string examples;

  void keep(const VectorLayer& layer, std::size_t i, double ratio) {
    if (++kept > static_cast<std::int64_t>(kParcelsShown)) return;
    examples += fmt::format("{}#{} ({})", examples.empty() ? "" : ", ", layer.fids[i],
                            std::isfinite(ratio) ? fmt::format("{:+.3g} %", 100 * (ratio - 1)) : "-");
  }
};

}  // namespace

std::string surveyFieldOf(const VectorSource& source, FieldRole role) {
  Warnings told;  // by the reading itself
  const VectorFile file = openVector(source.path, source.encoding, told);
  const VectorSublayer sublayer = openSublayer(file, source, told);
  std::string best;
  const SurveyField* first = nullptr;
  for (const std::string& name : fieldNames(sublayer.layer))
    for (const SurveyField* field : findSurveyFields(name, SurveyKind::survey)) {
      if (field->role != role || (role == FieldRole::area && field->nameZh != kParcelArea)) continue;
      if (first == nullptr || field < first) first = field, best = name;
    }
  return best;
}

std::string_view otherAreaUnit(std::vector<double> ratios) {
  constexpr double kNear = 0.05, kMuPerM2 = kMuPerHa / kM2PerHa, kHaPerM2 = 1 / kM2PerHa;
  std::erase_if(ratios, [](double ratio) { return !(ratio > 0) || !std::isfinite(ratio); });
  if (ratios.empty()) return {};
  const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
  std::ranges::nth_element(ratios, middle);
  if (std::abs(*middle / kMuPerM2 - 1) < kNear) return "mu";
  if (std::abs(*middle / kHaPerM2 - 1) < kNear) return "ha";
  return {};
}

RecordedAreas::RecordedAreas(const LayerSpec& spec, FieldPlan& plan) {
  if (!spec.deduct && !spec.areaOfRecord) return;
  net_ = plan.number(surveyFieldOf(spec.source, FieldRole::netArea));
  if (spec.deduct && !spec.deduct->area.empty()) {
    deducted_ = plan.number(spec.deduct->area);
    of_ = plan.number(spec.deduct->of);
  }
  if (!spec.areaOfRecord) return;
  wholeField_ = !spec.areaField.empty() ? spec.areaField : surveyFieldOf(spec.source, FieldRole::area);
  if (wholeField_.empty()) throw Error(spec.name, say("model.no_record"), say("model.no_record.remedy"));
  whole_ = plan.number(wholeField_);
}

void RecordedAreas::take(LandLayer& layer, const LayerContext& context) const {
  takeNet(layer);
  if (whole_ && !layer.strata.empty()) scale(layer, context);
}

/// TBDLMJ = TBMJ - KCMJ where the layer has no field of its own for it.
void RecordedAreas::takeNet(LandLayer& layer) const {
  const std::vector<std::vector<double>>& number = layer.polygons.number;
  if (net_) {
    layer.netRecordM2 = number[*net_];
  } else if (deducted_ && of_) {
    layer.netRecordM2 = number[*of_];
    for (std::size_t i = 0; i < layer.netRecordM2.size(); ++i)
      if (std::isfinite(number[*deducted_][i])) layer.netRecordM2[i] -= number[*deducted_][i];
  }
}

void RecordedAreas::scale(LandLayer& layer, const LayerContext& context) const {
  const PolygonRuler ruler(context.crs, context.project.areaRule);
  std::vector<double> computed, ratios;
  for (std::size_t i = 0; i < layer.strata.size(); ++i) {
    computed.push_back(ruler.ha(layer.polygons.shapes[i]) * kM2PerHa);
    ratios.push_back(layer.polygons.number[*whole_][i] / computed.back());
  }
  if (const std::string_view unit = otherAreaUnit(ratios); !unit.empty())
    throw Error(layer.name, say(fmt::format("model.record_unit.{}", unit), wholeField_),
                say("model.record_unit.remedy"));
  Scaling scaling;
  layer.areaScale.assign(computed.size(), 1);
  for (std::size_t i = 0; i < computed.size(); ++i) {
    scaling.computedM2 += computed[i];
    if (!(std::abs(ratios[i] - 1) <= kMostScaling)) {
      scaling.keep(layer.polygons, i, ratios[i]);
      continue;
    }
    layer.areaScale[i] = ratios[i];
    ++scaling.parcels;
    scaling.addedM2 += (ratios[i] - 1) * computed[i];
  }
  context.warnings.push_back(
      {layer.name, say("model.record_scaled", scaling.parcels, wholeField_, fmt::format("{:+.4f}", scaling.addedM2),
                       fmt::format("{:+.3f}", 1e6 * scaling.addedM2 / scaling.computedM2))});
  if (scaling.kept > 0)
    context.warnings.push_back(
        {layer.name, say("model.record_kept", scaling.kept, wholeField_,
                         scaling.examples + (scaling.kept > static_cast<std::int64_t>(kParcelsShown) ? ", ..." : ""))});
}

}  // namespace tanhui
