#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tanhui {

enum class TiffType : std::uint16_t { byte = 1, ascii = 2, shortInt = 3, longInt = 4, real = 12, long8 = 16 };

/// A field of an image file directory; its values are little-endian.
struct TiffTag {
  std::uint16_t id = 0;
  TiffType type = TiffType::shortInt;
  std::vector<std::uint8_t> bytes;

  std::uint64_t count() const;
};

TiffTag shortTag(std::uint16_t id, std::span<const std::uint16_t> values);
TiffTag shortTag(std::uint16_t id, std::uint16_t value);
TiffTag longTag(std::uint16_t id, std::uint32_t value);

/// Where the tiles of one directory lie: offsets count from the first byte behind the head.
struct TiffTiles {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> sizes;
};

/// One image: its tags in any order (without those of the tiles) and its tiles.
struct TiffDirectory {
  std::vector<TiffTag> tags;
  TiffTiles tiles;
};

/// Everything of a TIFF that stands before the pixels: header, `ghost` (GDAL's structural metadata, may be empty) and
/// the directories, each with its values. TIFF 6.0 Section 2; BigTIFF where `dataBytes` of pixels do not end below
/// 4 GiB.
std::vector<std::uint8_t> tiffHead(std::span<const TiffDirectory> directories, std::string_view ghost,
                                   std::uint64_t dataBytes);

/// The first directory of a small classic little-endian TIFF held in memory. Throws std::out_of_range when it is cut.
std::vector<TiffTag> firstDirectory(std::span<const std::uint8_t> file);

}  // namespace tanhui
