#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/series/Path.h"

namespace tanhui {

/// What stands whose age hangs on factors grow, written down once for all that are alike: those of one age group may be
/// as many as a county has stands.
class WrittenGrowth {
 public:
  /// Growth::grownWritten for a weight of 1.
  const Formula& grown(const Growth& growth, int year) {
    Key key{growth.curve, growth.first, growth.end, {}};
    for (const Formula::Term& term : growth.writtenAge.terms()) std::get<3>(key).emplace_back(term.node, term.weight);
    std::map<int, Formula>& years = known_[std::move(key)];
    const auto [place, isNew] = years.try_emplace(year);
    if (isNew) {
      Growth unit = growth;
      unit.weight = 1;
      place->second = unit.grownWritten(year);
    }
    return place->second;
  }

 private:
  using Key = std::tuple<const TreeCurve*, int, int, std::vector<std::pair<FormulaNode, double>>>;
  std::map<Key, std::map<int, Formula>> known_;
};

}  // namespace tanhui
