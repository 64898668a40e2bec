#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// Edge length in cells of a GeoTIFF tile, which is also the tile of a run.
constexpr int kTile = 512;

enum class Codec { deflate, zstd, lzw };

struct CogBand {
  std::string name;  ///< the band's description, e.g. "total"
  std::string unit;  ///< e.g. "tC/ha"
};

/// What a map file holds besides its pixels.
struct CogSpec {
  Grid grid;
  std::vector<CogBand> bands;
  Codec codec = Codec::deflate;
  std::map<std::string, std::string> metadata;  ///< TIFF metadata items: project, version, synthetic mark
  /// Class maps only: entry v is the colour 0xRRGGBB and the name of value v. Empty for float maps.
  struct ClassEntry {
    std::uint32_t colour;
    std::string name;
  };
  std::vector<ClassEntry> classes;
};

constexpr float kFloatNodata = -9999.0F;
constexpr std::uint8_t kClassNodata = 255;

/// Writes a cloud-optimised GeoTIFF of float32 bands (planar separate) or of one byte band of classes, with overviews
/// (mean of the valid cells; the most frequent class), in one pass: each tile is compressed once, and nothing larger
/// than two rows of tiles is held in memory. The bytes depend only on the pixels and the spec.
///
/// Tiles are compressed on any thread with `compress`, and handed over in row-major tile order with `append`. They are
/// spooled to SPOOL, so that a run that was killed can go on: see `reopen`. `finish` assembles the file beside its
/// final name and renames it.
class CogWriter {
 public:
  /// One tile of all bands, compressed.
  struct Block {
    std::vector<std::vector<std::uint8_t>> bands;
    std::vector<std::vector<std::uint8_t>> half;  ///< the builder of this room decides what the overviews need
  };

  CogWriter(CogSpec spec, std::filesystem::path target, std::filesystem::path spool);
  ~CogWriter();

  /// Thread-safe. pixels[b] is kTile x kTile row-major (cells beyond the grid hold nodata).
  Block compress(std::span<const std::vector<float>> pixels) const;
  Block compress(std::span<const std::uint8_t> pixels) const;

  /// In tile order, one thread.
  void append(const Block& block);
  /// Bytes of the spool that hold the tiles appended so far; what a journal must remember.
  std::uint64_t spoolSize() const;

  /// Takes up a spool of `tiles` tiles left by a run that was killed, cut to `size` bytes. Throws Error when it does
  /// not hold them.
  void reopen(std::uint64_t tiles, std::uint64_t size);

  /// Assembles the file; removes the spool.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tanhui
