#pragma once

#include "app/viewer/model/MapLayer.h"
#include "app/viewer/model/YearMaker.h"

namespace tanhui::viewer {

/// The carbon of one moment less that of another, stratum by stratum. What a factor moves in both moments cancels as
/// far as it moves them alike.
std::vector<StratumCarbon> differenceOf(const std::vector<StratumCarbon>& later,
                                        const std::vector<StratumCarbon>& earlier);

/// The content with the carbon of its moments. Throws what YearMaker::at() throws.
LiveContent pinnedContent(YearMaker& maker, LiveContent content);

/// A layer that shows `content` as `like` shows its own; a difference on a ramp with zero in its middle.
MapLayer pinnedLayer(const MapLayer& like, const LiveContent& content);

}  // namespace tanhui::viewer
