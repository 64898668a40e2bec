#include "geo/model/RegionShape.h"

#include "geo/layer/PolygonOverlay.h"

namespace tanhui {

MultiPolygon rectangleOf(const Box& b) {
  return {{{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}, {b.xmin, b.ymin}}, {5}, b};
}

MultiPolygon regionInGrid(const Model& model) {
  const Box box = model.grid.box();
  if (model.region.shapes.empty()) return rectangleOf(box);
  return intersectionOf(model.region.shapes[0], rectangleOf(box), "region");
}

}  // namespace tanhui
