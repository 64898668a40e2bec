#include "geo/series/detail/NodeBlocks.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "geo/base/Nearest.h"

namespace tanhui {

NodeBlocks::NodeBlocks(const FormulaTape& tape, const FactorLibrary& library, const FactorDraws& factors,
                       std::span<const UncertainRow> rows, std::size_t draws, std::size_t keptBytes)
    : tape_(tape), library_(library), factors_(factors), draws_(draws) {
  std::vector<bool> used(tape.size(), false);
  for (const UncertainRow& row : rows)
    for (const UncertainRow::Part& part : row.parts)
      for (const auto* lists : {&part.weights.stock, &part.weights.nonCo2, &part.weights.agriculture})
        for (const std::vector<FormulaTape::Term>& terms : *lists)
          for (const FormulaTape::Term& term : terms) used.at(term.node) = true;
  slots_.resize(tape.size(), 0);
  for (std::size_t node = 0; node < used.size(); ++node) {
    if (!used[node]) continue;
    slots_[node] = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(static_cast<FormulaNode>(node));
  }
  if (nodes_.size() * size() * kLanes * sizeof(double) > keptBytes) return;
  kept_.resize(size());
  tbb::enumerable_thread_specific<Scratch> scratch;
  tbb::parallel_for(std::size_t{0}, size(), [&](std::size_t index) { compute(index, scratch.local(), kept_[index]); });
}

std::span<const double> NodeBlocks::block(std::size_t index, Scratch& scratch) const {
  if (!kept_.empty()) return kept_[index];
  compute(index, scratch, scratch.block);
  return scratch.block;
}

void NodeBlocks::compute(std::size_t index, Scratch& scratch, std::vector<double>& block) const {
  factors_.figures(index * kLanes, kLanes, scratch.figures);
  tape_.evaluate(scratch.figures, kLanes, scratch.nodes);
  block.resize(nodes_.size() * kLanes);
  for (std::size_t slot = 0; slot < nodes_.size(); ++slot)
    std::copy_n(scratch.nodes.data() + std::size_t{nodes_[slot]} * kLanes, kLanes, block.data() + slot * kLanes);
  checkFinite(block, index);
}

void NodeBlocks::checkFinite(std::span<const double> block, std::size_t index) const {
  const std::size_t lanes = std::min(kLanes, draws_ - index * kLanes);
  for (std::size_t slot = 0; slot < nodes_.size(); ++slot) {
    const std::span<const double> values = block.subspan(slot * kLanes, lanes);
    const auto bad = std::find_if_not(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
    if (bad == values.end()) continue;
    std::vector<std::string> keys;
    const std::vector<Estimate> slopes = tape_.estimates();
    for (const Estimate::Term& term : slopes[nodes_[slot]].terms()) keys.push_back(library_[term.factor].key);
    const std::size_t draw = index * kLanes + static_cast<std::size_t>(bad - values.begin());
    throw Error(library_.name(), say("series.not_finite", joinNames(keys), draw + 1), say("series.not_finite.remedy"));
  }
}

}  // namespace tanhui
