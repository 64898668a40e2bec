#include "geo/evaluate/FeatureIndex.h"

#include <numeric>

#include "geo/evaluate/Evaluate.h"

namespace tanhui {

FeatureIndex::FeatureIndex(const Model& model) {
  for (const OverlaySource& source : overlaySources(model, false)) {
    std::vector<Box> boxes;
    for (const MultiPolygon& shape : source.polygons->shapes) boxes.push_back(shape.box);
    of_.emplace(source.polygons, BoxIndex(boxes));
  }
}

void FeatureIndex::find(const VectorLayer& layer, const Box& box, std::vector<std::uint32_t>& features) const {
  if (const auto index = of_.find(&layer); index != of_.end()) {
    features = index->second.near(box);
  } else {
    features.resize(layer.shapes.size());
    std::iota(features.begin(), features.end(), 0U);
  }
  std::erase_if(features, [&](std::uint32_t feature) { return !layer.shapes[feature].box.meets(box); });
}

}  // namespace tanhui
