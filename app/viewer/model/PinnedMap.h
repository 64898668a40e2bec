#pragma once

#include "app/viewer/model/MapLayer.h"
#include "geo/ask/YearMaker.h"

namespace tanhui::viewer {

/// The content with the carbon of its moments. Throws what YearMaker::at() throws.
LiveContent pinnedContent(YearMaker& maker, LiveContent content);

/// A layer that shows `content` as `like` shows its own; a difference on a ramp with zero in its middle.
MapLayer pinnedLayer(const MapLayer& like, const LiveContent& content);

}  // namespace tanhui::viewer
