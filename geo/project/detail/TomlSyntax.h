#pragma once

#include <filesystem>
#include <string_view>

#include <toml++/toml.h>

#include "geo/project/Project.h"

namespace tanhui {

/// What is wrong with a file that is no TOML, with the line and what such a slip most often is.
ProjectFaults syntaxFault(const toml::parse_error& fault, std::string_view toml, const std::filesystem::path& file);

}  // namespace tanhui
