#include "geo/run/Inputs.h"

#include <algorithm>

#include <fmt/ranges.h>

#include "geo/base/File.h"
#include "geo/base/Version.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// The file itself, and those that belong to it by format.
std::vector<fs::path> filesOf(const fs::path& path) {
  std::vector<fs::path> files;
  if (fs::is_directory(path)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(path))
      if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
  }
  files.push_back(path);
  if (path.extension() == ".shp" || path.extension() == ".SHP") {
    for (const char* extension : {".dbf", ".shx", ".prj", ".cpg", ".DBF", ".SHX", ".PRJ", ".CPG"}) {
      const fs::path side = fs::path(path).replace_extension(extension);
      if (fs::exists(side)) files.push_back(side);
    }
  }
  return files;
}

}  // namespace

std::vector<InputFile> hashInputs(const std::vector<InputFile>& inputs, const StopFlag* stop) {
  std::vector<InputFile> hashed;
  std::map<fs::path, std::string> known;  // a container that serves several layers is read once
  for (const InputFile& input : inputs) {
    for (const fs::path& file : filesOf(input.path)) {
      const auto [place, isNew] = known.try_emplace(file);
      if (isNew) place->second = sha256File(file, stop);
      hashed.push_back({input.role, file, fs::file_size(file), place->second});
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
