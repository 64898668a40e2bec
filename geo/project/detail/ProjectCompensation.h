#pragma once

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// A table of [[compensation]].
CompensationSpec readCompensation(const ReadContext& in, const SectionReader& from);

}  // namespace tanhui
