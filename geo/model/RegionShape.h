#pragma once

#include "geo/model/Model.h"

namespace tanhui {

/// The region inside the grid as one shape; the whole grid when the model has no region.
MultiPolygon regionInGrid(const Model& model);

/// A box as a shape.
MultiPolygon rectangleOf(const Box& box);

}  // namespace tanhui
