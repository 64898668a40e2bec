#include "app/viewer/model/PinnedMap.h"

#include <algorithm>

#include "app/viewer/model/Background.h"
#include "geo/carbon/CarbonDifference.h"

namespace tanhui::viewer {

LiveContent pinnedContent(YearMaker& maker, LiveContent content) {
  const std::shared_ptr<const YearState> state = freedInBackground(maker.at(*content.pinned));
  content.carbon = {state, state->carbon.get()};
  content.classKey = {state, state->classKey.get()};
  if (!content.minus) return content;
  const std::shared_ptr<const YearState> before = maker.at(*content.minus);
  content.carbon = freedInBackground(
      std::make_shared<const std::vector<StratumCarbon>>(differenceOf(*state->carbon, *before->carbon)));
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
