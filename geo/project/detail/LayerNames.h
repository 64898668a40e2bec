#pragma once

#include <string>
#include <string_view>

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// Adds a fault unless the name is that of a zone layer.
void requireZoneLayer(const ReadContext& in, const SectionReader& from, std::string_view key, const std::string& name);

}  // namespace tanhui
