#include "geo/run/detail/Inputs.h"

#include <map>

#include <cpl_vsi.h>
#include <fmt/ranges.h>

#include "geo/base/File.h"
#include "geo/base/Version.h"
#include "geo/gdal/SourceFiles.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

std::uintmax_t sizeOf(const fs::path& file) {
  VSIStatBufL status;
  return VSIStatL(file.c_str(), &status) == 0 ? static_cast<std::uintmax_t>(status.st_size) : 0;
}

}  // namespace

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
