#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/network/LeastCost.h"

namespace tanhui {

/// An ecological source (生态源地): what the links of a network join.
struct HabitatSource {
  std::string name;
  std::vector<std::int64_t> cells;  ///< of the cost surface, row-major
};

struct LinkRules {
  Neighbours neighbours = Neighbours::sixteen;
  bool allPairs = false;  ///< else only sources whose territories, by least cost, touch
  /// How much more than the least a way through the corridor may cost: cost by the metre times metres, or per cent of
  /// the least cost of the link.
  double corridorCost = 0, corridorPercent = 0;
};

/// A link between two sources, the first being the lower. Cells as in HabitatSource.
struct Link {
  std::size_t from = 0, to = 0;
  double cost = 0;                     ///< the least, in cost by the metre times metres
  double length = 0;                   ///< of its path, metres
  std::vector<std::int64_t> path;      ///< from one source to the other, without gaps
  std::vector<std::int64_t> corridor;  ///< cells whose cost above the least is within the rule; the two sources too
  double width = 0;                    ///< of the corridor across the path, the median, metres

  double meanResistance() const { return length > 0 ? cost / length : 0; }
};

/// A link that was not made: its least-cost path runs through a third source, whose own links stand for it.
struct SplitLink {
  std::size_t from, to, through;
};

struct LinkedSources {
  std::vector<Link> links;  ///< by from, then to
  std::vector<SplitLink> split;
  std::vector<std::pair<std::size_t, std::size_t>> apart;  ///< pairs without any way between them (allPairs only)
  std::vector<float> swath;  ///< the least, over the links, of the cost above the least of a way through the cell;
                             ///< NaN outside all corridors. Row-major
  std::vector<std::int32_t> nearest;   ///< by cell, the link whose least that is; -1: none
  std::vector<std::size_t> component;  ///< of each source: those with the same number hang together by links
  std::size_t components = 0;
};

/// Told how many of how many sources are done.
using LinkProgress = std::function<void(std::size_t done, std::size_t of)>;

/// The links of a network, each exact: the cost by a sweep from each source, the corridor where the costs from both
/// ends exceed the least by no more than the rule, cd(a) + cd(b) - LCD <= T (as the Linkage Mapper normalises
/// corridors), the mosaic by the least over the links. Throws Error, which names the source, when one has no cell or
/// lies on impassable ground alone, or shares a cell with another; and Interrupted. 34 B a cell at the same time.
LinkedSources linkSources(const CostSurface& surface, const std::vector<HabitatSource>& sources, const LinkRules& rules,
                          const std::string& where, const LinkProgress& progress = {}, const StopFlag* stop = nullptr);

}  // namespace tanhui
