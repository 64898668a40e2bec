#pragma once

#include "geo/pattern/Regions.h"
#include "geo/pattern/detail/PatternField.h"

namespace tanhui {

/// Steps 1 and 3: sets kCore where no background lies within the edge width, kRing where a core does.
void markCores(PatternField& field);

/// Step 2: sets kIslet on patches of foreground without core, kOpening on background that foreground encloses.
void markIslets(PatternField& field);

/// How cores and what is not core lie in each other: outside (level 0) lie cores of level 0, in their holes (level 1)
/// cores of level 1, and so on.
class Nesting {
 public:
  explicit Nesting(const PatternField& field);

  const Regions& regions() const { return regions_; }
  std::uint32_t level(std::size_t region) const { return levels_[region]; }
  /// What counts as outside to a hole of level `level`: what is no core and lies less deep, and cores in the hole.
  bool outsideOf(std::uint32_t level, std::size_t region) const {
    return regions_.value(region) != 0 ? levels_[region] >= level : levels_[region] < level;
  }

 private:
  Regions regions_;
  std::vector<std::uint32_t> levels_;
};

/// Step 4: sets kEdge on the part of the ring that looks outward: all outside, and in a hole what lies within the edge
/// width of what is outside to the hole. The rest is perforation.
void markEdges(PatternField& field, const Nesting& nesting);

}  // namespace tanhui
