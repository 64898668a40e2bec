#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <vector>

namespace tanhui {

/// True when the source opens as a raster and holds no vector layer.
bool isRasterSource(const std::filesystem::path& path);

/// The files behind an input: side files (.dbf, .shx, .prj, .cpg of a Shapefile; all files of a FileGDB) and, of a
/// raster, all that GDAL reads for it (masks, the sources of a VRT).
std::vector<std::filesystem::path> filesOf(const std::filesystem::path& input);

/// Holds files to stay as they are from before the first is read until the last was: a total of two states of a file is
/// a total of nothing.
class FileWatch {
 public:
  /// Notes size and time of every file behind the inputs. What is missing is for the reading to tell.
  explicit FileWatch(std::span<const std::filesystem::path> inputs);

  /// Throws Error (kind work) when a file has another size or time than it had.
  void requireUnchanged() const;
  /// Throws the same for a file.
  [[noreturn]] static void failChanged(const std::filesystem::path& file);

 private:
  struct Stamp {
    std::uintmax_t bytes;
    std::filesystem::file_time_type time;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  static Stamp stampOf(const std::filesystem::path& file);

  std::map<std::filesystem::path, Stamp> stamps_;
};

}  // namespace tanhui
