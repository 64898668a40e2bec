#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "geo/grid/Grid.h"

namespace tanhui {

/// A raster of whole numbers that lies in memory under a path that GDAL opens, on any thread, as long as this object
/// lives. 2 bytes a cell.
class MemoryRaster {
 public:
  static constexpr std::uint16_t kNone = 0xFFFF;

  /// `values`: of the grid's cells, row-major; kNone: no value. `name`: of the file, for messages. Throws Error (kind
  /// work) when GDAL cannot write.
  MemoryRaster(const Grid& grid, std::span<const std::uint16_t> values, const std::string& name);
  ~MemoryRaster();
  MemoryRaster(const MemoryRaster&) = delete;
  MemoryRaster& operator=(const MemoryRaster&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  void write(const Grid& grid, std::span<const std::uint16_t> values) const;

  std::filesystem::path path_;
};

}  // namespace tanhui
