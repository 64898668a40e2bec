#pragma once

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// A layer of land, but for the year that it is of, which the reader of the whole knows.
LayerSpec readLayer(const ReadContext& in, const SectionReader& from);

}  // namespace tanhui
