#include "geo/model/CroppedModel.h"

#include "geo/model/CombineStrata.h"

namespace tanhui {
namespace {

/// The features of a layer that meet a box, by index.
std::vector<std::size_t> meeting(const VectorLayer& layer, const Box& box) {
  std::vector<std::size_t> features;
  for (std::size_t i = 0; i < layer.shapes.size(); ++i)
    if (layer.shapes[i].box.meets(box)) features.push_back(i);
  return features;
}

VectorLayer taken(const VectorLayer& layer, const std::vector<std::size_t>& features) {
  VectorLayer out;
  out.name = layer.name;
  for (const std::size_t i : features) {
    out.fids.push_back(layer.fids[i]);
    out.shapes.push_back(layer.shapes[i]);
  }
  return out;
}

LandLayer taken(const LandLayer& layer, const Box& box, const StratumTable& from, StratumTable& to) {
  const std::vector<std::size_t> features = meeting(layer.polygons, box);
  LandLayer land{.name = layer.name,
                 .polygons = taken(layer.polygons, features),
                 .strata = {},
                 .raster = layer.raster,
                 .rasterGrid = layer.rasterGrid,
                 .values = {},
                 .areaErrorPercent = layer.areaErrorPercent,
                 .belt = layer.belt};
  for (const std::size_t i : features) {
    const std::span<const StratumShare> mix = layer.mixOf(i);
    StratumMix own(mix.begin(), mix.end());
    if (own.empty()) own.push_back({layer.strata[i], 1});
    for (StratumShare& part : own) part.stratum = to.intern(from[part.stratum]);
    land.add(std::move(own));
    if (!layer.areaScale.empty()) land.areaScale.push_back(layer.areaScale[i]);
  }
  for (const auto& [value, stratum] : layer.values.all()) land.values.set(value, to.intern(from[stratum]));
  return land;
}

}  // namespace

Model cropped(const Model& model, const Box& box) {
  Model out;
  out.grid = model.grid;
  out.areaRule = model.areaRule;
  out.factors = model.factors;
  out.ties = model.ties;
  out.rules = model.rules;
  out.years = model.years;

  std::vector<std::size_t> region = meeting(model.region, box);
  // A region without features would mean the whole grid: one that lies apart bounds as well as any.
  if (region.empty() && !model.region.shapes.empty()) region.push_back(0);
  out.region = taken(model.region, region);

  for (const LandLayer& layer : model.layers) out.layers.push_back(taken(layer, box, model.strata, out.strata));
  for (const LandLayer& layer : model.earlier) out.earlier.push_back(taken(layer, box, model.strata, out.strata));
  for (const LandDate& date : model.dates) {
    LandDate& own = out.dates.emplace_back();
    for (const DatedLayer& layer : date.layers)
      own.layers.push_back(datedLayer(out.earlier, layer.layer, layer.years, out.strata));
  }
  combineStrata(out, box);
  out.measured = MeasuredStrata(model.measured.layers());
  if (out.dates.size() < 2) out.measured.anchor(out.strata);
  return out;
}

}  // namespace tanhui
