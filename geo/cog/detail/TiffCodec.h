#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/cog/CogSpec.h"
#include "geo/cog/OverviewPixels.h"

namespace tanhui {

/// The TIFF tags that say how a tile's pixels are laid out and compressed.
struct TileFormat {
  Codec codec = Codec::deflate;
  bool isFloat = true;  ///< float32, else one byte

  std::size_t tileBytes() const { return kTileCells * (isFloat ? sizeof(float) : 1); }
  std::uint16_t compression() const;  ///< the value of the TIFF tag Compression
};

/// Compresses the pixels of one tile as libtiff does. Thread-safe. Throws Error (kind work; `where` names the file).
std::vector<std::uint8_t> encodeTile(const TileFormat& format, std::span<const std::uint8_t> pixels,
                                     const std::string& where);

/// The inverse; false when the bytes are no whole tile.
bool decodeTile(const TileFormat& format, std::span<const std::uint8_t> bytes, std::span<std::uint8_t> pixels);

}  // namespace tanhui
