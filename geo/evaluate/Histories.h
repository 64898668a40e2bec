#pragma once

#include "geo/model/Model.h"

namespace tanhui {

/// Interns the combinations of land, its past and the interventions that occur where there are several earlier dates.
/// All that could be would be the product of the dates; those that are there are found by one look at every cell, with
/// the same geometry that will be evaluated. A model of one earlier date, or of none, is given back as it is: its
/// combinations are known (combineStrata). The numbers depend on nothing but the model. `within`: only cells that meet
/// this box (empty: all).
Model withHistories(Model model, const Box& within = {});

}  // namespace tanhui
