#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/series/FactorDraws.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// Draws that are worked on at once: so many values of the few hundred nodes of a row stay in a core's own cache.
constexpr std::size_t kLanes = 256;

/// The nodes that rows use, for all draws, in blocks of kLanes draws. Kept when they fit into `keptBytes`, else
/// computed anew each time a block is asked for. The last block is filled up with draws beyond those asked for.
class NodeBlocks {
 public:
  struct Scratch {
    std::vector<double> figures, nodes, block;
  };

  /// Throws Error when a node is not finite in a draw (then or when the block is asked for).
  NodeBlocks(const FormulaTape& tape, const FactorLibrary& library, const FactorDraws& factors,
             std::span<const UncertainRow> rows, std::size_t draws, std::size_t keptBytes = std::size_t{1} << 30);

  std::size_t size() const { return (draws_ + kLanes - 1) / kLanes; }
  /// [slot][lane]; valid as long as the scratch is not used again.
  std::span<const double> block(std::size_t index, Scratch& scratch) const;
  /// The place of a node in a block.
  std::uint32_t slot(FormulaNode node) const { return slots_[node]; }

 private:
  void compute(std::size_t index, Scratch& scratch, std::vector<double>& block) const;
  void checkFinite(std::span<const double> block, std::size_t index) const;

  const FormulaTape& tape_;
  const FactorLibrary& library_;
  const FactorDraws& factors_;
  std::size_t draws_;
  std::vector<FormulaNode> nodes_;    ///< of the slots, ascending
  std::vector<std::uint32_t> slots_;  ///< by node
  std::vector<std::vector<double>> kept_;
};

}  // namespace tanhui
