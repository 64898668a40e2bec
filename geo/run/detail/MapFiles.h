#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <vector>

#include "geo/project/Project.h"
#include "geo/run/TileRun.h"

namespace tanhui {

/// What every map file says of the run it is of.
std::map<std::string, std::string> mapMetadata(const Project& project, const std::optional<YearChoice>& of = {});

/// The files of a run's maps in `folder`, in the same order. `maps` must outlive them.
std::vector<MapFile> mapFiles(const Project& project, const Model& model, std::span<const RunMap> maps,
                              const std::filesystem::path& folder);

/// Assembles the maps from their spools, each with its style: QGIS opens a map with the style of the same name. Returns
/// the files.
std::vector<std::filesystem::path> finishMaps(std::span<const MapFile> files, std::span<CogWriter> writers, Scope scope,
                                              const ProgressSink& progress, const StopFlag& stop);

}  // namespace tanhui
