#pragma once

#include <filesystem>

namespace tanhui {

/// Makes the embedded county in a folder: layers, tables and project.toml. Returns the project file.
/// Deterministic: the same bytes of coordinates and attributes on every machine. Throws Error (kind work).
std::filesystem::path makeDemoCounty(const std::filesystem::path& folder);

}  // namespace tanhui
