#include "geo/model/MeasuredStrata.h"

#include <algorithm>
#include <array>
#include <limits>

namespace tanhui {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// tC/ha: an anchor holds something, so that an action that needs something to work on works on all of a mixture.
constexpr double kLeast = 1e-6;
/// Between a lowest and a highest figure that are all but the same, tC/ha.
constexpr double kNarrowest = 1e-3;

constexpr std::size_t kMostAnchors = 6;

std::size_t valuesOf(const MeasuredLayer& layer) { return layer.spec.of == Measures::soil30 ? 3 : 2; }

double lowest(const MeasuredLayer& layer) { return std::max(layer.low, kLeast); }
double step(const MeasuredLayer& layer) {
  return std::max(layer.high - lowest(layer), kNarrowest) / static_cast<double>(valuesOf(layer) - 1);
}

/// Values from low to high; then, with a band of errors, the same once more with the highest error.
std::vector<MeasuredFigure> anchorsOf(const MeasuredLayer& layer, std::size_t source) {
  std::vector<MeasuredFigure> anchors;
  for (const double se : {0.0, layer.highestSe}) {
    for (std::size_t i = 0; i < valuesOf(layer); ++i) {
      const double value = lowest(layer) + static_cast<double>(i) * step(layer);
      anchors.push_back(
          {value, layer.percentSe ? layer.seOf(value) : se, static_cast<std::uint8_t>(source), layer.spec.of});
    }
    if (layer.highestSe == 0) break;
  }
  return anchors;
}

/// The shares of a layer's anchors in a figure.
struct Weights {
  std::array<double, kMostAnchors> of{1};
  std::size_t count = 1;
};

Weights weightsOf(const MeasuredLayer& layer, const MeasuredPlace& place) {
  const std::size_t values = valuesOf(layer);
  const double at = std::clamp((place.value - lowest(layer)) / step(layer), 0.0, static_cast<double>(values - 1));
  const std::size_t below = std::min(static_cast<std::size_t>(at), values - 2);
  const double above = at - static_cast<double>(below);
  const double uncertain = layer.highestSe > 0 ? std::clamp(place.se / layer.highestSe, 0.0, 1.0) : 0;
  Weights weights{.of = {}, .count = layer.highestSe > 0 ? 2 * values : values};
  const auto put = [&](std::size_t value, double share) {
    weights.of[value] += share * (1 - uncertain);
    if (layer.highestSe > 0) weights.of[values + value] += share * uncertain;
  };
  put(below, 1 - above);
  put(below + 1, above);
  return weights;
}

}  // namespace

void MeasuredStrata::anchor(StratumTable& strata) {
  if (layers_.empty()) return;
  for (std::size_t i = 0; i < layers_.size(); ++i) anchors_.push_back(anchorsOf(layers_[i], i));
  anchors_.push_back({MeasuredFigure()});
  number_.assign(strata.size(), kNone);
  for (StratumId id = 0; id < strata.size(); ++id) {
    if (strata[id].classKey == strata[kUnmapped].classKey) continue;
    number_[id] = static_cast<std::uint32_t>(mapped_.size());
    mapped_.push_back(id);
  }
  const std::size_t none = layers_.size();
  blocks_.resize((none + 1) * (none + 1));
  const auto isSoil = [&](std::size_t layer) { return layers_[layer].spec.of == Measures::soil30; };
  for (std::size_t vegetation = 0; vegetation <= none; ++vegetation)
    for (std::size_t soil = 0; soil <= none; ++soil)
      if ((vegetation == none || !isSoil(vegetation)) && (soil == none || isSoil(soil)) &&
          (vegetation != none || soil != none))
        addBlock(strata, vegetation, soil);
}

void MeasuredStrata::addBlock(StratumTable& strata, std::size_t vegetation, std::size_t soil) {
  block(vegetation, soil) = {static_cast<StratumId>(strata.size()), anchors_[vegetation].size(), anchors_[soil].size()};
  for (const StratumId id : mapped_)
    for (const MeasuredFigure& carbon : anchors_[vegetation])
      for (const MeasuredFigure& soil30 : anchors_[soil]) {
        Stratum anchor = strata[id];
        anchor.vegetation = carbon;
        anchor.soil30 = soil30;
        strata.intern(anchor);
      }
}

const MeasuredStrata::Block& MeasuredStrata::block(const MeasuredPlace& vegetation, const MeasuredPlace& soil) const {
  const std::size_t none = layers_.size();
  return blocks_[vegetation.source.value_or(none) * (none + 1) + soil.source.value_or(none)];
}

void MeasuredStrata::mix(StratumId stratum, const MeasuredPlace& vegetation, const MeasuredPlace& soil,
                         std::vector<AnchorShare>& out) const {
  const std::uint32_t number = stratum < number_.size() ? number_[stratum] : kNone;
  if (number == kNone || (!vegetation.source && !soil.source)) {
    out.push_back({stratum, 1});
    return;
  }
  const auto weigh = [this](const MeasuredPlace& place) {
    return place.source ? weightsOf(layers_[*place.source], place) : Weights();
  };
  const Weights carbon = weigh(vegetation), soil30 = weigh(soil);
  const Block& anchors = block(vegetation, soil);
  StratumId id = anchors.first + static_cast<StratumId>(number * anchors.vegetation * anchors.soil);
  for (std::size_t v = 0; v < carbon.count; ++v)
    for (std::size_t s = 0; s < soil30.count; ++s, ++id)
      if (const double share = carbon.of[v] * soil30.of[s]; share > 0) out.push_back({id, share});
}

}  // namespace tanhui
