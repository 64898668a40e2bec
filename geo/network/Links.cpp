#include "geo/network/Links.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "geo/base/Error.h"
#include "geo/network/detail/CorridorWidth.h"

namespace tanhui {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;
/// The cost of a way between two sources: none is dearer than it need be counted.
using Candidates = std::map<Pair, Cost>;

/// By cell, the source it belongs to; -1: none.
using SourceMap = std::vector<std::int32_t>;

SourceMap mapSources(const CostSurface& surface, const std::vector<HabitatSource>& sources, const std::string& where) {
  SourceMap map(static_cast<std::size_t>(surface.cells()), -1);
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const auto& [name, cells] = sources[s];
    if (cells.empty()) throw Error(where, say("network.small_source", name), say("network.small_source.remedy"));
    if (std::ranges::none_of(cells, [&](std::int64_t cell) { return surface.passable(cell); }))
      throw Error(where, say("network.walled_source", name), say("network.walled_source.remedy"));
    for (const std::int64_t cell : cells) {
      std::int32_t& owner = map[static_cast<std::size_t>(cell)];
      if (owner >= 0 && owner != static_cast<std::int32_t>(s))
        throw Error(where, say("network.shared_source", sources[static_cast<std::size_t>(owner)].name, name),
                    say("network.shared_source.remedy"));
      owner = static_cast<std::int32_t>(s);
    }
  }
  return map;
}

std::vector<std::vector<std::int64_t>> cellsOf(const std::vector<HabitatSource>& sources) {
  std::vector<std::vector<std::int64_t>> cells;
  for (const HabitatSource& source : sources) cells.push_back(source.cells);
  return cells;
}

/// Pairs whose territories touch, with the cost of the cheapest way over their border: at least the least cost.
Candidates neighbouring(LeastCost& sweep, const std::vector<HabitatSource>& sources, const StopFlag* stop) {
  const Territory owner = sweep.sweepTerritories(cellsOf(sources), stop);
  Candidates found;
  for (std::int64_t cell = sweep.firstReached(); cell < sweep.lastReached(); ++cell) {
    const std::int32_t mine = owner[static_cast<std::size_t>(cell)];
    if (mine < 0 || sweep.atPadded(cell) == kUnreached) continue;
    sweep.eachMove(cell, [&](std::int64_t next, Cost step) {
      const std::int32_t theirs = owner[static_cast<std::size_t>(next)];
      if (theirs <= mine) return;
      const Cost cost = sweep.atPadded(cell) + step + sweep.atPadded(next);
      auto& known = found.try_emplace({mine, theirs}, cost).first->second;
      known = std::min(known, cost);
    });
  }
  return found;
}

Candidates everyPair(std::size_t sources) {
  Candidates pairs;
  for (std::size_t a = 0; a < sources; ++a)
    for (std::size_t b = a + 1; b < sources; ++b) pairs[{a, b}] = kNoLimit / 2;
  return pairs;
}

/// The rule, in the units of the sweeps.
Cost allowance(const LeastCost& sweep, const LinkRules& rules, Cost least) {
  if (rules.corridorPercent <= 0) return sweep.units(rules.corridorCost);
  return static_cast<Cost>(std::floor(static_cast<double>(least) * rules.corridorPercent / 100));
}

/// The work of one network: two sweeps that are used again and again.
class Linker {
 public:
  Linker(const CostSurface& surface, const std::vector<HabitatSource>& sources, const LinkRules& rules,
         const std::string& where)
      : surface_(surface),
        sources_(sources),
        rules_(rules),
        map_(mapSources(surface, sources, where)),
        here_(surface, rules.neighbours),
        there_(surface, rules.neighbours) {
    made_.swath.assign(map_.size(), std::numeric_limits<float>::quiet_NaN());
    made_.nearest.assign(map_.size(), -1);
  }

  LinkedSources run(const LinkProgress& progress, const StopFlag* stop) {
    const Candidates pairs = rules_.allPairs ? everyPair(sources_.size()) : neighbouring(here_, sources_, stop);
    for (std::size_t a = 0; a < sources_.size(); ++a) {
      linksFrom(a, pairs, stop);
      if (progress) progress(a + 1, sources_.size());
    }
    countComponents();
    return std::move(made_);
  }

 private:
  void linksFrom(std::size_t a, const Candidates& pairs, const StopFlag* stop) {
    const auto first = pairs.lower_bound({a, 0}), last = pairs.lower_bound({a + 1, 0});
    if (first == last) return;
    Cost reach = 0;
    for (auto pair = first; pair != last; ++pair)
      reach = std::max(reach, pair->second + allowance(here_, rules_, pair->second));
    here_.sweep(sources_[a].cells, std::min(reach, kNoLimit), stop);
    for (auto pair = first; pair != last; ++pair) join(a, pair->first.second, stop);
  }

  void join(std::size_t a, std::size_t b, const StopFlag* stop) {
    const std::vector<std::int64_t>& cells = sources_[b].cells;
    const std::int64_t nearest =
        *std::ranges::min_element(cells, {}, [&](std::int64_t cell) { return here_.at(cell); });
    const Cost least = here_.at(nearest);
    if (least == kUnreached) {
      made_.apart.push_back({a, b});
      return;
    }
    const std::vector<std::int64_t> path = here_.pathTo(nearest);
    if (const std::int32_t third = thirdSource(path, a, b); third >= 0) {
      made_.split.push_back({a, b, static_cast<std::size_t>(third)});
      return;
    }
    const Cost extra = allowance(here_, rules_, least);
    there_.sweepCorridor(cells, here_, least + extra, stop);
    std::vector<std::int64_t> within = corridor(least, extra);
    const double width = medianWidth(surface_, path, within);
    made_.links.push_back({.from = a,
                           .to = b,
                           .cost = here_.worth(least),
                           .length = here_.length(path),
                           .path = here_.touched(path),
                           .corridor = std::move(within),
                           .width = width});
  }

  std::int32_t thirdSource(const std::vector<std::int64_t>& path, std::size_t a, std::size_t b) const {
    for (const std::int64_t cell : path) {
      const std::int32_t owner = map_[static_cast<std::size_t>(cell)];
      if (owner >= 0 && owner != static_cast<std::int32_t>(a) && owner != static_cast<std::int32_t>(b)) return owner;
    }
    return -1;
  }

  /// Its cells; the mosaic takes what they cost above the least.
  std::vector<std::int64_t> corridor(Cost least, Cost extra) {
    std::vector<std::int64_t> cells;
    for (std::int64_t padded = there_.firstReached(); padded < there_.lastReached(); ++padded) {
      if (there_.atPadded(padded) == kUnreached) continue;
      const Cost above = here_.atPadded(padded) + there_.atPadded(padded) - least;
      if (above > extra) continue;
      cells.push_back(surface_.cellOf(padded));
      const auto value = static_cast<float>(here_.worth(above));
      float& mosaic = made_.swath[static_cast<std::size_t>(cells.back())];
      if (value >= mosaic) continue;  // of a cell without one yet it is not
      mosaic = value;
      made_.nearest[static_cast<std::size_t>(cells.back())] = static_cast<std::int32_t>(made_.links.size());
    }
    return cells;
  }

  void countComponents() {
    std::vector<std::size_t>& root = made_.component;
    root.resize(sources_.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    for (const Link& link : made_.links) {
      const std::size_t keep = std::min(root[link.from], root[link.to]),
                        drop = std::max(root[link.from], root[link.to]);
      std::ranges::replace(root, drop, keep);
    }
    for (std::size_t s = 0; s < root.size(); ++s) root[s] = root[s] == s ? made_.components++ : root[root[s]];
  }

  const CostSurface& surface_;
  const std::vector<HabitatSource>& sources_;
  const LinkRules& rules_;
  SourceMap map_;
  LeastCost here_, there_;
  LinkedSources made_;
};

}  // namespace

LinkedSources linkSources(const CostSurface& surface, const std::vector<HabitatSource>& sources, const LinkRules& rules,
                          const std::string& where, const LinkProgress& progress, const StopFlag* stop) {
  return Linker(surface, sources, rules, where).run(progress, stop);
}

}  // namespace tanhui
