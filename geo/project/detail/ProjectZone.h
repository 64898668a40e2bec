#pragma once

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// A table of [[zones]].
ZoneSpec readZone(const ReadContext& in, const SectionReader& from);

}  // namespace tanhui
