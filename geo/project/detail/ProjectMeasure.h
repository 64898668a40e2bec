#pragma once

#include <filesystem>

#include "geo/project/Project.h"
#include "geo/project/detail/ProjectReader.h"

namespace tanhui {

/// A layer with `measures`. `path`: of its raster. Adds a fault for a key that such a layer does not take, for an error
/// that is missing or told twice, and for soil in dry matter.
MeasureSpec readMeasure(const SectionReader& from, std::filesystem::path path, ProjectFaultList& faults);

/// Adds a fault for each key that only a layer with `measures` takes.
void refuseMeasureKeys(const SectionReader& from, ProjectFaultList& faults);

}  // namespace tanhui
