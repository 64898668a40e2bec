#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/coverage/BoxIndex.h"
#include "geo/model/Model.h"

namespace tanhui {

/// Finds the features of a model's polygon layers by their boxes. Immutable: the evaluators of all threads share one.
/// The model must outlive it.
class FeatureIndex {
 public:
  explicit FeatureIndex(const Model& model);

  /// The features of a layer whose boxes meet `box`, in feature order. Of a layer that is not the model's, all are
  /// looked at.
  void find(const VectorLayer& layer, const Box& box, std::vector<std::uint32_t>& features) const;

 private:
  std::unordered_map<const VectorLayer*, BoxIndex> of_;
};

}  // namespace tanhui
