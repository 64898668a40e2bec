#include "geo/run/Inputs.h"

#include <algorithm>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/ranges.h>

#include "geo/base/File.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Handle.h"
#include "geo/base/Input.h"
#include "geo/base/Version.h"
#include "geo/run/LandLayers.h"

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

std::uintmax_t sizeOf(const fs::path& file) {
  VSIStatBufL status;
  return VSIStatL(file.c_str(), &status) == 0 ? static_cast<std::uintmax_t>(status.st_size) : 0;
}

}  // namespace

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

std::vector<InputFile> hashInputs(const std::vector<InputFile>& inputs, const StopFlag* stop) {
  std::vector<InputFile> hashed;
  std::map<fs::path, std::string> known;  // a container that serves several layers is read once
  for (const InputFile& input : inputs) {
    for (const fs::path& file : filesOf(input.path)) {
      const auto [place, isNew] = known.try_emplace(file);
      if (isNew) place->second = sha256File(file, stop);
      hashed.push_back({input.role, file, sizeOf(file), place->second});
    }
  }
  return hashed;
}

std::string fingerprint(const std::vector<InputFile>& hashed, const Project& project, const Grid& grid) {
  std::string all =
      fmt::format("{}\n{} {} {} {} {} {}\n{}\n{}\n{}\n", kVersion, grid.x0, grid.y0, grid.dx, grid.dy, grid.cols,
                  grid.rows, grid.crs.wkt(), fmt::join(project.maps, ","), fmt::join(project.stockBands, ","));
  for (const InputFile& input : hashed)
    all += fmt::format("{} {} {}\n", input.role, input.path.filename().string(), input.sha256);
  return sha256(all);
}

}  // namespace tanhui
