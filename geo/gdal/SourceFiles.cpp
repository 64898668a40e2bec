#include "geo/gdal/SourceFiles.h"

#include <algorithm>

#include <cpl_string.h>

#include "geo/base/Error.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Handle.h"
#include "geo/base/Input.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> filesOfRaster(const fs::path& path) {
  const SideFiles too;
  const GdalDataset dataset(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  takeGdalMessage();
  const CPLStringList names(dataset ? GDALGetFileList(dataset.get()) : nullptr);
  std::vector<fs::path> files;
  for (int i = 0; i < names.size(); ++i) files.emplace_back(names[i]);
  return files;
}

std::vector<fs::path> filesOfShapefile(const fs::path& path) {
  std::vector<fs::path> files{path};
  for (const char* extension : {".dbf", ".shx", ".prj", ".cpg", ".DBF", ".SHX", ".PRJ", ".CPG"}) {
    const fs::path side = fs::path(path).replace_extension(extension);
    if (inputExists(side)) files.push_back(side);
  }
  return files;
}

bool isTable(const fs::path& path) { return path.extension() == ".toml" || path.extension() == ".csv"; }

}  // namespace

bool isRasterSource(const std::filesystem::path& path) {
  refuseEndless(path);
  const GdalDataset dataset(
      GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  takeGdalMessage();
  const bool rasters =
      dataset && (GDALGetRasterCount(dataset.get()) > 0 || GDALGetMetadata(dataset.get(), "SUBDATASETS") != nullptr);
  return rasters && GDALDatasetGetLayerCount(dataset.get()) == 0;
}

std::vector<fs::path> filesOf(const fs::path& path) {
  std::vector<fs::path> files;
  std::error_code code;
  if (fs::is_directory(path, code)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(path))
      if (entry.is_regular_file()) files.push_back(entry.path());
  } else if (path.extension() == ".shp" || path.extension() == ".SHP") {
    files = filesOfShapefile(path);
  } else if (!isTable(path) && isRasterSource(path)) {
    files = filesOfRaster(path);
  } else if (inputExists(path)) {
    files.push_back(path);
  }
  std::ranges::sort(files);
  return files;
}

/// Of a file in an archive: the archive's.
FileWatch::Stamp FileWatch::stampOf(const fs::path& file) {
  const fs::path behind = fileBehind(file);
  std::error_code none;
  return {fs::file_size(behind, none), fs::last_write_time(behind, none)};
}

FileWatch::FileWatch(std::span<const fs::path> inputs) {
  for (const fs::path& input : inputs) {
    try {
      for (const fs::path& file : filesOf(input)) stamps_.try_emplace(file, stampOf(file));
    } catch (const Error&) {
      continue;  // no input at all
    }
  }
}

void FileWatch::requireUnchanged() const {
  for (const auto& [file, before] : stamps_)
    if (!inputExists(file) || stampOf(file) != before) failChanged(file);
}

void FileWatch::failChanged(const fs::path& file) {
  throw Error(file.string(), say("run.input_changed"), say("run.input_changed.remedy"), ErrorKind::work);
}

}  // namespace tanhui
