#include "geo/base/Input.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <vector>

#include <cpl_vsi.h>

#include "geo/base/Error.h"
#include "geo/base/Nearest.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 5> kArchives = {"/vsizip/", "/vsitar/", "/vsigzip/", "/vsi7z/", "/vsirar/"};

/// The length of "/vsitar//vsigzip/" and the like at the front; 0: not in an archive of the file system.
std::size_t archivePrefix(std::string_view path) {
  std::size_t at = 0;
  const auto next = [&] {
    return std::ranges::find_if(kArchives, [&](std::string_view name) { return path.substr(at).starts_with(name); });
  };
  for (auto found = next(); found != kArchives.end(); found = next()) at += found->size();
  return at;
}

/// "DRIVER:..." as GDAL names a part of a file, or "https://...".
bool namesDriver(std::string_view path) {
  const std::size_t colon = path.find(':');
  if (colon == std::string_view::npos || colon < 2) return false;
  return path.substr(colon).starts_with("://") || std::ranges::all_of(path.substr(0, colon), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

bool isThere(const fs::path& path) {
  std::error_code code;
  return fs::exists(path, code);
}

void refuseEndlessFile(const fs::path& file) {
  std::error_code code;
  switch (fs::status(file, code).type()) {
    case fs::file_type::fifo:
    case fs::file_type::socket:
    case fs::file_type::character:
    case fs::file_type::block:
      throw Error(file.string(), say("file.endless"), say("file.endless.remedy"));
    default:
      return;
  }
}

[[noreturn]] void failMissing(const fs::path& path) {
  std::vector<std::string> names;
  std::error_code code;
  for (const auto& entry :
       fs::directory_iterator(path.parent_path().empty() ? fs::path(".") : path.parent_path(), code))
    names.push_back(entry.path().filename().string());
  const std::string near = nearest(path.filename().string(), names);
  throw Error(path.string(), say("layer.no_file"),
              near.empty() ? say("layer.no_file.remedy") : say("layer.no_file.near", near));
}

}  // namespace

bool isVirtual(const fs::path& path) {
  const std::string name = path.string();
  return name.starts_with("/vsi") || name.starts_with("<") || (namesDriver(name) && !isThere(path));
}

bool inputExists(const fs::path& path) {
  if (!isVirtual(path)) return isThere(path);
  VSIStatBufL status;
  return !path.string().starts_with("/vsi") || VSIStatL(path.c_str(), &status) == 0;
}

fs::path fileBehind(const fs::path& path) {
  if (!isVirtual(path)) return path;
  const std::string name = path.string();
  const std::size_t prefix = archivePrefix(name);
  if (prefix == 0) return {};
  const bool braced = name.compare(prefix, 1, "{") == 0;
  if (braced) return name.substr(prefix + 1, name.find('}') - prefix - 1);
  fs::path file = name.substr(prefix);
  while (!file.empty() && !isThere(file) && file.has_relative_path()) file = file.parent_path();
  return file;
}

void refuseEndless(const fs::path& path) {
  if (path.string().starts_with("/vsistdin"))
    throw Error(path.string(), say("file.endless"), say("file.endless.remedy"));
  const fs::path file = fileBehind(path);
  if (file.empty()) return;
  refuseEndlessFile(file);
  std::error_code code;
  if (!fs::is_regular_file(file, code)) return;
  for (const char* side : {".aux.xml", ".msk", ".ovr"}) refuseEndlessFile(file.string() + side);
  for (const char* side : {".dbf", ".shx", ".prj", ".cpg", ".hdr", ".tfw", ".wld"})
    refuseEndlessFile(fs::path(file).replace_extension(side));
}

void requireInput(const fs::path& path) {
  if (!isVirtual(path) && !isThere(path)) failMissing(path);
  refuseEndless(path);
}

fs::path archiveIn(const fs::path& folder, const fs::path& path) {
  const std::string name = path.string();
  const std::size_t prefix = archivePrefix(name);
  if (prefix == 0) return path;
  const bool braced = name.compare(prefix, 1, "{") == 0;
  const std::size_t start = prefix + (braced ? 1 : 0);
  const std::string file = name.substr(start);
  if (file.starts_with('/')) return path;
  return name.substr(0, start) + (folder / file).string();
}

}  // namespace tanhui
