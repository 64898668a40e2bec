#pragma once

#include "geo/landclass/LandClass.h"
#include "geo/landclass/Stratum.h"
#include "geo/series/LandEvent.h"

namespace tanhui {

/// Whether an action can give land a class with these traits; that of a plantation is its species'.
bool leadsTo(LandAction action, const LandTraits& land);

/// The class and stand that a change of use leads to, trees at age 0: of a plantation its species' class, else the
/// event's class or the usual one ("marsh", "builtup", "reservoir" of age 0, "cropland_dry"). Throws Error for an
/// unknown species or class, and for an action that changes no use.
Stratum stratumAfter(const LandClasses& classes, const LandEvent& event);

}  // namespace tanhui
