#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/base/PartFile.h"
#include "geo/grid/Grid.h"

namespace tanhui {

constexpr int kFractionTile = 512;  ///< edge of a tile in cells

/// A GeoTIFF of area fractions under construction: tiled, DEFLATE, one band after the other, written beside its final
/// name and renamed when whole. An object that is destroyed before commit() leaves nothing. Throws Error (kind work)
/// when GDAL cannot write. Tiles are compressed on `threads` threads; the bytes depend on the tiles and their order
/// only.
class FractionFile {
 public:
  FractionFile(const std::filesystem::path& target, const Grid& grid, const std::vector<std::string>& bands,
               bool float64, int threads);
  FractionFile(const FractionFile&) = delete;
  FractionFile& operator=(const FractionFile&) = delete;

  /// One tile of a band (from 0), kFractionTile x kFractionTile values row-major. Tiles never written are 0.
  void write(std::uint32_t band, const Window& window, std::span<const double> fractions);

  void commit();

 private:
  void check(bool done) const;

  PartFile part_;
  GdalDataset dataset_;
  bool float64_;
  std::vector<float> narrow_;
};

}  // namespace tanhui
