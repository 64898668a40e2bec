#pragma once

#include "geo/model/Model.h"

namespace tanhui {

/// The land of a model around a place, small enough to be evaluated at once: the features whose boxes meet `box`, in
/// their order, and every raster, on the same grid; without zones and inputs, its strata numbered afresh. Inside the
/// box it evaluates to the same land as the whole model.
Model cropped(const Model& model, const Box& box);

}  // namespace tanhui
