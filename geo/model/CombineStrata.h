#pragma once

#include "geo/model/Model.h"

namespace tanhui {

/// Interns, in model.strata, every stratum that evaluation can meet once the past and the plans are laid over the land
/// of today: of the strata of both dates those that may share ground, by the boxes of their features, with each set of
/// interventions that occurs there. The numbers depend on nothing but the model. Called when layers, region, grid,
/// earlier land and interventions are in place; `within`: only for this box (empty: everywhere). Where there are
/// several earlier dates, boxes would give all that there could be: those histories are found by withHistories of
/// geo/evaluate.
///
/// Boxes that meet are many more than shapes that do: about ten combinations for each stand where both dates have
/// stands of their own. A raster's classes meet every stand of the other date.
void combineStrata(Model& model, const Box& within = {});

}  // namespace tanhui
