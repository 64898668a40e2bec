#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/InputFile.h"
#include "geo/base/Stop.h"
#include "geo/grid/Grid.h"
#include "geo/run/Project.h"

namespace tanhui {

/// The files behind an input: side files (.dbf, .shx, .prj, .cpg of a Shapefile; all files of a FileGDB) and, of a
/// raster, all that GDAL reads for it (masks, the sources of a VRT).
std::vector<std::filesystem::path> filesOf(const std::filesystem::path& input);

/// Those of all inputs, with size and SHA-256.
std::vector<InputFile> hashInputs(const std::vector<InputFile>& inputs, const StopFlag* stop = nullptr);

/// Changes when anything that the result depends on changes: inputs, project, program version, grid, maps.
std::string fingerprint(const std::vector<InputFile>& hashed, const Project& project, const Grid& grid);

}  // namespace tanhui
