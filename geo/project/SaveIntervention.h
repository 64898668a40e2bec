#pragma once

#include <filesystem>

#include "geo/project/Project.h"

namespace tanhui {

/// Keeps an intervention with its project: writes the polygon to a GeoPackage in the folder `interventions` beside the
/// project file, named after the intervention (never over another file), then appends an [[interventions]] table to the
/// project file. Not a byte of what stands there changes; the new lines follow its encoding and line ends. Returns the
/// GeoPackage.
///
/// `shape` is in `crs`; it is repaired as the features of layers are. `spec.source` and `spec.fields` are not used:
/// what is drawn has no fields. The file on disk
/// counts, not `project`, which may be older. Throws Error or ProjectFaults (a name that is taken, an unknown species,
/// a polygon without area, a file or folder that may not be written): then the project file is as it was, and no
/// GeoPackage stays.
std::filesystem::path saveIntervention(const Project& project, const InterventionSpec& spec, const MultiPolygon& shape,
                                       const Crs& crs);

}  // namespace tanhui
