#include "geo/series/detail/AreaDraws.h"

#include <algorithm>
#include <numeric>

#include "geo/series/FactorDraws.h"

namespace tanhui {

AreaDraws::AreaDraws(std::span<const AreaGroup> groups, std::span<const AreaFrame> frames, std::uint64_t seed)
    : groups_(groups), frames_(frames), seed_(seed) {
  for (const AreaGroup& group : groups)
    distributions_.push_back(group.relativeSe > 0 ? Distribution::positiveNormal(1, group.relativeSe)
                                                  : Distribution::fixed(1));
}

void AreaDraws::scores(std::size_t group, std::uint64_t firstDraw, std::span<double> out) const {
  normalScores(seed_, DrawSubject::areaGroup, groups_[group].name, firstDraw, out);
}

void AreaDraws::multipliers(std::uint64_t firstDraw, std::size_t lanes, std::vector<double>& out) const {
  out.resize(groups_.size() * lanes);
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const std::span<double> lane = std::span(out).subspan(g * lanes, lanes);
    scores(g, firstDraw, lane);
    for (double& x : lane) x = distributions_[g].at(x);
  }
}

void AreaDraws::rescaling(std::size_t frame, std::span<const double> multipliers, std::span<double> out) const {
  const std::vector<double>& areas = frames_[frame].groupAreaHa;
  const double total = std::accumulate(areas.begin(), areas.end(), 0.0);
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t g = 0; g < areas.size(); ++g)
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += areas[g] * multipliers[g * out.size() + i];
  for (double& x : out) x = total > 0 ? total / x : 1;
}

}  // namespace tanhui
