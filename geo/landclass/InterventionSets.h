#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace tanhui {

/// Number of a set of planned changes, of any size: see InterventionSets.
using InterventionSetId = std::uint32_t;
constexpr InterventionSetId kNoInterventions = 0;

/// Gives each distinct set of planned changes a number, in order of first sight; the empty set has 0. A set is kept as
/// its last member and the number of the rest, so that sets that begin alike share what they have in common.
class InterventionSets {
 public:
  /// `members`: ascending, each once.
  InterventionSetId intern(std::span<const std::uint32_t> members);
  /// Its number; of one that was never interned that of the largest known set of its first members.
  InterventionSetId find(std::span<const std::uint32_t> members) const;
  /// The set without its last member; of the empty set itself.
  InterventionSetId withoutLast(InterventionSetId set) const { return nodes_[set].rest; }
  /// Ascending.
  std::vector<std::uint32_t> members(InterventionSetId set) const;
  /// So many have a number, the empty set among them.
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    InterventionSetId rest;
    std::uint32_t last;
  };
  static std::uint64_t keyOf(const Node& node) { return std::uint64_t{node.rest} << 32 | node.last; }

  std::vector<Node> nodes_ = {{kNoInterventions, 0}};
  std::unordered_map<std::uint64_t, InterventionSetId> ids_;
};

}  // namespace tanhui
