#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "geo/project/Project.h"
#include "geo/project/detail/ProjectReader.h"

namespace tanhui {

/// What the readers of sections share: the project as far as it is read, and where faults go.
struct ReadContext {
  const Project& project;
  ProjectFaultList& faults;
  bool classesSound = true;  ///< else no class can be called unknown

  /// A path of the project: relative to its folder (of "/vsizip/a.zip/b.shp" the archive), unless GDAL reads it from
  /// elsewhere. Backslashes, as Windows writes them, are taken as slashes: no file of a survey has one in its name.
  std::filesystem::path resolve(const std::string& path) const;
};

/// It is a path, and no name that is built in: those have neither dots nor slashes.
inline bool namesFile(std::string_view name) { return name.find_first_of("./\\") != std::string_view::npos; }

/// source, sublayer, encoding, where and crs of a section.
VectorSource readSource(const ReadContext& in, const SectionReader& from);
/// A fault where the key of a list, [[section]], does not name a file: one that only some of its entries need.
void requireFile(const SectionReader& from, std::string_view section, std::string_view key, ProjectFaultList& faults);
/// The keys of a [[layers]] table that are none of these.
std::vector<std::string_view> otherLayerKeys(const SectionReader& from, std::span<const std::string_view> known);
/// Of a key that names several files: each by its path, or as a table that says how it is read.
std::vector<VectorSource> readSources(const ReadContext& in, const SectionReader& from, std::string_view key);

}  // namespace tanhui
