#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/init/InitTemplate.h"

namespace tanhui {

/// What `init` did.
struct InitResult {
  std::filesystem::path project;    ///< the file that was written
  std::vector<LayerGuess> guesses;  ///< in the order of the project
  Warnings warnings;                ///< files that could not be read, layers without a CRS, nothing found
};

/// Writes a commented project.toml into the folder, fields and code tables guessed from the layers; without `layers`,
/// from all layers that lie in the folder. Throws Error when the folder has a project file already, or when a layer
/// that was named cannot be read.
InitResult initProject(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& layers,
                       Language language);

/// What each layer of a file is. Throws Error when the file cannot be read.
std::vector<LayerGuess> guessLayers(const std::filesystem::path& file, const std::vector<TableChoice>& tables);

/// The usual order of a project: what was surveyed closest to the ground on top, of one kind the newest.
bool liesAbove(const LayerGuess& a, const LayerGuess& b);

/// Gives layers of one name different ones, and notes which are covered by a newer survey. In the order of the project.
void tellApart(const std::vector<LayerGuess*>& guesses);

/// Name, year, CRS and cell size for a project of these layers.
InitHeader guessHeader(const std::vector<LayerGuess>& guesses, const std::filesystem::path& folder, Language language);

/// Data files of a folder that may hold layers, in the order of their names.
std::vector<std::filesystem::path> findLayers(const std::filesystem::path& folder);

}  // namespace tanhui
