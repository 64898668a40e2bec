#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/init/Init.h"

namespace tanhui {

/// A layer on its way into a project: what was guessed of it, as edited.
struct DraftLayer {
  int id = 0;
  LayerGuess guess;
  bool used = true;
  std::optional<Error> unreadable;  ///< then only guess.path holds
};

/// What is wrong with a field, to be told beside it.
struct DraftFault {
  std::string field;  ///< "name", "class", "table", "crs", "width", ...
  Message what;
};

/// A project before it is written. Layers in the order of the project: an earlier one covers a later one.
struct NewProjectDraft {
  std::filesystem::path folder;
  std::vector<DraftLayer> layers;
  std::vector<TableChoice> tables;
  InitHeader header;
  bool headEdited = false;  ///< by the user: not to be guessed anew
  int region = -1;          ///< id of the layer inside which land is counted; -1: all of the layers

  const DraftLayer* find(int id) const;
  std::filesystem::path projectFile() const { return folder / "project.toml"; }
};

/// A layer of polygons can be the region, whatever else it is.
bool canBeRegion(const DraftLayer& layer);
/// What a layer of this kind can be used as.
std::vector<LayerRole> rolesOf(const LayerGuess& guess);
/// The message of a role's name.
std::string roleId(LayerRole role);

/// The layers of the guesses in the usual order: what was surveyed closest to the ground on top.
void sortByRole(std::vector<DraftLayer>& layers);
/// Takes header and region from the layers as guessed.
void guessHead(NewProjectDraft& draft, Language language);

/// Codes of the field chosen, as sampled; of a raster its values.
std::vector<std::string> codesOf(const LayerGuess& guess);
/// They are numbers, which may have lost a leading nought.
bool numberCodes(const LayerGuess& guess);
/// Those of them that the table chosen does not know.
std::vector<std::string> unknownCodes(const LayerGuess& guess, const std::vector<TableChoice>& tables);

/// "KCMJ ÷ TBMJ, KCXS → KCDLBM": the shares in their order, and what is deducted by them.
std::string deductText(const DeductSpec& deduct);

/// Faults of one layer of the draft; of one that is left out none.
std::vector<DraftFault> faultsOfLayer(const NewProjectDraft& draft, std::size_t layer);
/// Faults of the project itself: name, cell size, CRS, output folder, no land.
std::vector<DraftFault> faultsOfHead(const NewProjectDraft& draft);
bool sound(const NewProjectDraft& draft);

/// About how many cells the grid will have; 0 when that cannot be said.
double estimatedCells(const NewProjectDraft& draft);

/// The project file.
std::string projectText(const NewProjectDraft& draft);

}  // namespace tanhui
