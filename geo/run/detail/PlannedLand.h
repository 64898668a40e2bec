#pragma once

#include "geo/model/Model.h"
#include "geo/project/Project.h"

namespace tanhui {

/// What the interventions of a project leave as it is, by class, as a run would tell it: only the land under them is
/// looked at.
Warnings leftAloneUnderPlans(const Project& project, const Model& model);

}  // namespace tanhui
