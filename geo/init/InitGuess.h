#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/init/LayerGuess.h"
#include "geo/landclass/ClassTable.h"
#include "geo/project/Project.h"

namespace tanhui {

/// The built-in tables, and each CSV of the folder that has the columns code and class_key.
std::vector<TableChoice> tableChoices(const std::filesystem::path& folder);

/// What one layer of a vector file is. `whole`: the file is named without its layer.
LayerGuess guessVector(const std::filesystem::path& path, const VectorInfo& info, bool whole,
                       const std::vector<TableChoice>& tables);

/// Sets the field that decides a corridor's width, with its values and a usual width for each; empty: one for all.
void setWidthField(LayerGuess& corridor, const std::string& field);

/// True for a layer that is named as water.
bool namedWater(const std::string& layer);

/// What a raster is: land cover when a built-in table knows nine in ten of its values, else nothing to account for.
LayerGuess guessRaster(const std::filesystem::path& path);

}  // namespace tanhui
