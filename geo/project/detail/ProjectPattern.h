#pragma once

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// A table of [[patterns]].
PatternSpec readPattern(const ReadContext& in, const SectionReader& from);

}  // namespace tanhui
