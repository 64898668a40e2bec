#include "geo/base/ProtectedFiles.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "geo/base/AsciiCase.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// What stands beside NAME.EXT as NAME.X by the formats that GIS read.
constexpr std::array<std::string_view, 24> kSideExtensions = {
    ".shp", ".dbf",  ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj", ".qml", ".qmd", ".hdr",
    ".tfw", ".tifw", ".wld", ".jgw", ".pgw", ".bpw", ".map", ".id",  ".dat", ".ige", ".rrd", ".aux"};

bool belongsTo(const fs::path& file, const fs::path& input) {
  const std::string name = file.filename().string();
  if (name.starts_with(input.filename().string() + ".")) return true;  // class.tif.aux.xml, land.gpkg-wal has no dot
  return file.stem() == input.stem() &&
         std::ranges::find(kSideExtensions, lowerAscii(file.extension().string())) != kSideExtensions.end();
}

/// The file on disk behind GDAL's name of a file inside an archive.
fs::path fileOnDisk(const fs::path& path) {
  std::string text = path.string();
  if (!text.starts_with("/vsi")) return path;
  while (text.starts_with("/vsi")) {
    const std::size_t end = text.find('/', 1);
    if (end == std::string::npos) return path;
    text.erase(0, end + 1);
  }
  std::error_code code;
  fs::path file = text;
  while (file.has_relative_path() && !fs::exists(file, code)) file = file.parent_path();
  return file;
}

}  // namespace

std::optional<ProtectedFiles::Id> ProtectedFiles::idOf(const fs::path& path) {
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return std::nullopt;
  return Id{status.st_dev, status.st_ino};
}

void ProtectedFiles::keep(const fs::path& path, const fs::path& input) {
  if (const auto id = idOf(path)) inputs_.emplace(*id, input);
}

void ProtectedFiles::add(const fs::path& input) {
  const fs::path file = fileOnDisk(input);
  std::error_code code;
  keep(file, input);
  const bool folder = fs::is_directory(file, code);
  const fs::path around = folder ? file : file.has_parent_path() ? file.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(around, code))
    if (folder ? entry.is_regular_file(code) : belongsTo(entry.path(), file)) keep(entry.path(), input);
}

std::optional<fs::path> ProtectedFiles::at(const fs::path& place) const {
  const fs::path folder = place.has_parent_path() ? place.parent_path() : fs::path(".");
  for (const fs::path& path : {place, folder})
    if (const auto id = idOf(path))
      if (const auto found = inputs_.find(*id); found != inputs_.end()) return found->second;
  return std::nullopt;
}

}  // namespace tanhui
