#pragma once

#include <filesystem>
#include <span>

namespace tanhui {

/// Throws Error when `target` is one of the files that are read, or belongs to one: an output never replaces the
/// user's data.
void refuseInputAsTarget(const std::filesystem::path& target, std::span<const std::filesystem::path> inputs);

}  // namespace tanhui
