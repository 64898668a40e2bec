#include "geo/run/CroppedModel.h"

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

}  // namespace

Model cropped(const Model& model, const Box& box) {
  Model out;
  out.grid = model.grid;
  out.areaRule = model.areaRule;
  out.factors = model.factors;
  out.rules = model.rules;

  std::vector<std::size_t> region = meeting(model.region, box);
  // A region without features would mean the whole grid: one that lies apart bounds as well as any.
  if (region.empty() && !model.region.shapes.empty()) region.push_back(0);
  out.region = taken(model.region, region);

  const auto number = [&](StratumId stratum) { return out.strata.intern(model.strata[stratum]); };
  for (const LandLayer& layer : model.layers) {
    const std::vector<std::size_t> features = meeting(layer.polygons, box);
    LandLayer land{.name = layer.name,
                   .polygons = taken(layer.polygons, features),
                   .strata = {},
                   .raster = layer.raster,
                   .rasterGrid = layer.rasterGrid,
                   .values = {}};
    for (const std::size_t i : features) land.strata.push_back(number(layer.strata[i]));
    for (const auto& [value, stratum] : layer.values.all()) land.values.set(value, number(stratum));
    out.layers.push_back(std::move(land));
  }
  return out;
}

}  // namespace tanhui
