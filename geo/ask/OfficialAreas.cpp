#include "geo/ask/OfficialAreas.h"

#include <algorithm>
#include <map>

#include "geo/account/ClassOrder.h"
#include "geo/layer/Cover.h"
#include "geo/layer/PolygonRuler.h"
#include "geo/model/RecordedAreas.h"
#include "geo/model/RegionShape.h"

namespace tanhui {
namespace {

double mainShare(const LandLayer& layer, std::size_t polygon) {
  for (const StratumShare& part : layer.mixOf(polygon))
    if (part.stratum == layer.strata[polygon]) return part.share;
  return 1;
}

class LayerAreas {
 public:
  LayerAreas(const Model& model, const Cover& region, const PolygonRuler& ruler)
      : model_(model), region_(region), ruler_(ruler) {}

  /// Appends the classes of a layer.
  void add(const LandLayer& layer, std::vector<OfficialArea>& all, Warnings& warnings) const {
    std::map<std::string, OfficialArea> classes;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < layer.netRecordM2.size(); ++i) {
      const std::string& key = model_.strata[layer.strata[i]].classKey;
      const double record = layer.netRecordM2[i];
      if (!model_.factors.classes().traits(key).tillable || !(record > 0) || !region_.holds(layer.polygons.shapes[i]))
        continue;
      const double split = ruler_.ha(layer.polygons.shapes[i]) * 1e4 * layer.scaleOf(i) * mainShare(layer, i);
      OfficialArea& area = classes[key];
      ++area.parcels;
      area.recordM2 += record;
      area.splitM2 += split;
      ratios.push_back(record / split);
    }
    if (const std::string_view unit = otherAreaUnit(std::move(ratios)); !unit.empty()) {
      warnings.push_back({layer.name, say(fmt::format("check.official_unit.{}", unit))});
      return;
    }
    std::vector<std::string> keys;
    keys.reserve(classes.size());
    for (const auto& [key, area] : classes) keys.push_back(key);
    sortClasses(keys);
    for (const std::string& key : keys) {
      OfficialArea& area = classes[key];
      area.layer = layer.name, area.classKey = key;
      const LandClasses& known = model_.factors.classes();
      area.nameZh = known.name(key, Language::zh), area.nameEn = known.name(key, Language::en);
      all.push_back(area);
    }
  }

 private:
  const Model& model_;
  const Cover& region_;
  const PolygonRuler& ruler_;
};

}  // namespace

std::vector<OfficialArea> officialAreas(const Model& model, Warnings& warnings) {
  const auto recorded = [](const std::vector<LandLayer>& layers) {
    return std::ranges::any_of(layers, [](const LandLayer& layer) { return !layer.netRecordM2.empty(); });
  };
  std::vector<OfficialArea> all;
  if (!recorded(model.layers) && !recorded(model.earlier)) return all;
  const MultiPolygon region = regionInGrid(model);
  const Cover cover(region, "region");
  const PolygonRuler ruler(model.grid.crs, model.areaRule);
  const LayerAreas areas(model, cover, ruler);
  for (const std::vector<LandLayer>* stack : {&model.layers, &model.earlier})
    for (const LandLayer& layer : *stack) areas.add(layer, all, warnings);
  for (const OfficialArea& area : all)
    if (!area.passes())
      warnings.push_back(
          {area.layer, say("check.official_off", area.classKey, fmt::format("{:.2f}", area.splitM2),
                           fmt::format("{:.2f}", area.recordM2), fmt::format("{:+.2f}", 1e6 * area.relative()))});
  return all;
}

}  // namespace tanhui
