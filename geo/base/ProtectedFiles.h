#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <utility>

namespace tanhui {

/// Files that no output may replace: inputs, and what belongs to them by format (the .dbf of a .shp, the .aux.xml of a
/// .tif, all files of a FileGDB, the archive of a /vsizip/ path). They are told by identity, device and inode, so that
/// links, other spellings and case make no difference.
class ProtectedFiles {
 public:
  void add(const std::filesystem::path& input);

  /// The input that stands at a place, or whose folder the place lies in; nothing when there is none.
  std::optional<std::filesystem::path> at(const std::filesystem::path& place) const;

 private:
  using Id = std::pair<unsigned long long, unsigned long long>;
  static std::optional<Id> idOf(const std::filesystem::path& path);
  void keep(const std::filesystem::path& path, const std::filesystem::path& input);

  std::map<Id, std::filesystem::path> inputs_;
};

}  // namespace tanhui
