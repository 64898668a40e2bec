#include "app/viewer/model/PinnedMap.h"

#include <algorithm>

namespace tanhui::viewer {
namespace {

Carbon minus(const Carbon& a, const Carbon& b) {
  Carbon out;
  for (std::size_t pool = 0; pool < kPools; ++pool) out.stock[pool] = a.stock[pool] - b.stock[pool];
  out.biomassFlux = a.biomassFlux - b.biomassFlux;
  out.deadOrganicFlux = a.deadOrganicFlux - b.deadOrganicFlux;
  out.soilFlux = a.soilFlux - b.soilFlux;
  out.nonCo2 = a.nonCo2 - b.nonCo2;
  out.agriculture = a.agriculture - b.agriculture;
  return out;
}

/// Both ascend by factor.
std::vector<Sensitivity> minus(const std::vector<Sensitivity>& a, const std::vector<Sensitivity>& b) {
  std::vector<Sensitivity> out = a;
  for (const Sensitivity& s : b) {
    const auto at = std::ranges::lower_bound(out, s.factor, {}, &Sensitivity::factor);
    const auto place = at != out.end() && at->factor == s.factor ? at : out.insert(at, Sensitivity{s.factor, 0, 0, 0});
    place->stock -= s.stock;
    place->flux -= s.flux;
    place->nonCo2 -= s.nonCo2;
    place->agriculture -= s.agriculture;
  }
  return out;
}

}  // namespace

std::vector<StratumCarbon> differenceOf(const std::vector<StratumCarbon>& later,
                                        const std::vector<StratumCarbon>& earlier) {
  std::vector<StratumCarbon> out(later.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].value = minus(later[i].value, earlier[i].value);
    out[i].sensitivities = minus(later[i].sensitivities, earlier[i].sensitivities);
    std::ranges::set_union(later[i].factors, earlier[i].factors, std::back_inserter(out[i].factors));
  }
  return out;
}

LiveContent pinnedContent(YearMaker& maker, LiveContent content) {
  const std::shared_ptr<const YearState> state = maker.at(*content.pinned);
  content.carbon = state->carbon;
  content.classKey = state->classKey;
  if (!content.minus) return content;
  const std::shared_ptr<const YearState> before = maker.at(*content.minus);
  content.carbon = std::make_shared<const std::vector<StratumCarbon>>(differenceOf(*state->carbon, *before->carbon));
  return content;
}

MapLayer pinnedLayer(const MapLayer& like, const LiveContent& content) {
  MapLayer layer = like;
  layer.id = 0;
  layer.nameId.clear();
  layer.projectKey.clear();
  layer.visible = true;
  layer.opacity = 1;
  layer.content = content;
  const auto band = static_cast<std::size_t>(content.band - 1);
  if (band < like.bands.size()) layer.style = like.bands[band].style;
  if (auto* ramp = std::get_if<RampStyle>(&layer.style); ramp != nullptr && content.minus) {
    ramp->ramp = Palette::purpleGreen;  // gain green, loss purple
    const double most = std::max(std::abs(ramp->range.low), std::abs(ramp->range.high)) / 2;
    ramp->range = {-most, most};
  }
  return layer;
}

}  // namespace tanhui::viewer
