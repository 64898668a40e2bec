#pragma once

#include <filesystem>

namespace tanhui {

struct TerrainSpec {
  std::filesystem::path dem;  ///< heights in metres; empty: there is none
};

}  // namespace tanhui
