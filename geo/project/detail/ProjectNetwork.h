#pragma once

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// A table of [[networks]].
NetworkSpec readNetwork(const ReadContext& in, const SectionReader& from);

}  // namespace tanhui
