#pragma once

#include <QPainter>

#include "app/viewer/model/LayerList.h"

namespace tanhui::viewer {

/// The legend of one layer, as window and sheet draw it: its name, its unit, and what its colours mean. Colours of
/// text come from the painter's pen, sizes from its font. Draws into the width of `area` from its top; returns the
/// height that was used. With a null painter it only measures.
double paintLegend(QPainter* painter, const QFont& font, const QRectF& area, const MapLayer& layer,
                   const LayerList& list, const Wording& words);

/// Of layers in their order those that have a legend: what the colours mean before what the lines are.
std::vector<const MapLayer*> legendOrder(std::vector<const MapLayer*> layers);

/// "Carbon stock, all pools"
QString legendTitle(const MapLayer& layer, const LayerList& list, const Wording& words);
/// The unit of the layer's figures in the units chosen; empty for classes and shapes.
QString legendUnit(const MapLayer& layer, const Wording& words);

}  // namespace tanhui::viewer
