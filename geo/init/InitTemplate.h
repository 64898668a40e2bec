#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/init/InitGuess.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui {

/// What the head of a project file says.
struct InitHeader {
  std::string name;
  int baseYear = 0;
  Language language = Language::zh;
  std::string crs;      ///< empty: left to the default
  double cellSize = 0;  ///< 0: left to the default
  std::string library = plainDefault("factors", "library");
  std::string outputFolder = plainDefault("output", "folder");
};

/// The text of a project file: the guesses as keys, every other key commented out with its meaning.
std::string projectTemplate(const InitHeader& header, const std::vector<LayerGuess>& guesses,
                            const std::filesystem::path& folder);

}  // namespace tanhui
