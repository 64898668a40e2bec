#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/InputFile.h"
#include "geo/base/Stop.h"
#include "geo/grid/Grid.h"
#include "geo/project/Project.h"

namespace tanhui {

/// The files behind all inputs (see filesOf), with size and SHA-256.
std::vector<InputFile> hashInputs(const std::vector<InputFile>& inputs, const StopFlag* stop = nullptr);

/// Changes when anything that the result depends on changes: inputs, project, program version, grid, maps.
std::string fingerprint(const std::vector<InputFile>& hashed, const Project& project, const Grid& grid);

}  // namespace tanhui
