#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/cog/CogSpec.h"
#include "geo/cog/detail/OverviewPyramid.h"
#include "geo/cog/detail/TiffFile.h"
#include "geo/cog/detail/TiffHead.h"

namespace tanhui {

/// Compressed tiles in a spool. Each stands between its size (4 bytes, little-endian) and a repetition of its last 4
/// bytes, as GDAL's COG layout has it: so the spool describes itself, and its tiles go into the file as they are.
constexpr std::uint64_t kTileLeader = 4, kTileTrailer = 4;

/// Appends a tile with leader and trailer.
void frameTile(std::vector<std::uint8_t>& record, std::span<const std::uint8_t> tile);

/// The size that a leader states.
std::uint32_t leaderSize(std::span<const std::uint8_t> leader);

/// Where a record stands: in which spool, and at which of its bytes.
struct SpoolPlace {
  std::uint32_t spool = 0;
  std::uint64_t at = 0;
};

/// The tiles of one resolution in their spools, by row-major tile, then band.
struct TileIndex {
  std::vector<std::uint32_t> spools;
  std::vector<std::uint64_t> offsets;  ///< of the compressed bytes, behind the leader
  std::vector<std::uint32_t> sizes;

  /// The tiles of a record of `bands` tiles.
  void add(std::span<const std::uint8_t> record, SpoolPlace place, std::size_t bands);
};

/// The resolutions of a map and where their tiles are: the full one in spools, the overviews in a file of their own.
struct CogParts {
  const CogSpec& spec;
  std::uint16_t compression;
  const std::vector<LevelSize>& levels;
  const std::vector<TileIndex>& tiles;  ///< by level
  std::span<const TiffFile> spools;
  const TiffFile& overviews;
  std::vector<TiffTag> geoTags;
  const StopFlag* stop = nullptr;
};

/// Writes a COG: header, GDAL's structural metadata, all directories, the overviews' tiles from the smallest to the
/// largest, the full resolution last (https://gdal.org/drivers/raster/cog.html). Throws Interrupted.
void writeCog(TiffFile& out, const CogParts& parts);

}  // namespace tanhui
