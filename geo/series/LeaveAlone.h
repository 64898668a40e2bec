#pragma once

#include <optional>
#include <string>

#include "geo/series/LandEvent.h"
#include "geo/series/Path.h"

namespace tanhui {

/// Why an action does nothing on land of a class, whatever stands there; nothing where it may work. A plantation leaves
/// alone what trees or bamboo stand on, water, built-up ground and rock, a clearing the last three, unless the event
/// names the class or its group, or all of them. Throws Error for what stratumAfter throws.
std::optional<PathNote> withoutEffectOn(const LandClasses& classes, const std::string& classKey,
                                        const LandEvent& event);

}  // namespace tanhui
