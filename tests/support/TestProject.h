#pragma once

#include <filesystem>

namespace tanhui::test {

/// Forest over farmland in a region of 1200 x 1100 cells: several tiles, borders off the grid. Returns the project
/// file.
std::filesystem::path writeProject(const std::filesystem::path& folder);

}  // namespace tanhui::test
