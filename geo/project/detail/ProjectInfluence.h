#pragma once

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// A table of [[influence]].
InfluenceSpec readInfluence(const ReadContext& in, const SectionReader& from);

}  // namespace tanhui
