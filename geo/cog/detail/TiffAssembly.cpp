#include "geo/cog/detail/TiffAssembly.h"

#include <fmt/format.h>
#include <tiff.h>

#include <algorithm>
#include <array>

#include "geo/cog/detail/TiffGeoTags.h"

namespace tanhui {
namespace {

/// GDAL's note that this is a COG, and how its tiles are framed and ordered.
std::string structuralMetadata() {
  const std::string text =
      "LAYOUT=IFDS_BEFORE_DATA\n"
      "BLOCK_ORDER=ROW_MAJOR\n"
      "BLOCK_LEADER=SIZE_AS_UINT4\n"
      "BLOCK_TRAILER=LAST_4_BYTES_REPEATED\n"
      // The blank leaves room for GDAL to turn NO into YES in place.
      "KNOWN_INCOMPATIBLE_EDITION=NO\n ";
  return fmt::format("GDAL_STRUCTURAL_METADATA_SIZE={:06} bytes\n", text.size()) + text;
}

/// TIFF 6.0 Section 5: all reds, then greens, then blues of the 256 values, 16 bits each.
TiffTag colourMap(std::span<const CogSpec::ClassEntry> classes) {
  std::array<std::uint16_t, 3 * 256> map{};
  for (std::size_t value = 0; value < std::min<std::size_t>(classes.size(), 256); ++value)
    for (unsigned part = 0; part < 3; ++part)
      map[part * 256U + value] =
          static_cast<std::uint16_t>((classes[value].colour >> (16U - 8U * part) & 0xFFU) * 257U);
  return shortTag(TIFFTAG_COLORMAP, map);
}

std::vector<TiffTag> imageTags(const CogParts& parts, std::size_t level) {
  const bool classes = !parts.spec.classes.empty();
  const std::size_t bands = parts.spec.bands.size();
  const auto repeat = [bands](std::uint16_t value) { return std::vector<std::uint16_t>(bands, value); };
  std::vector<TiffTag> tags = {
      longTag(TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(parts.levels[level].cols)),
      longTag(TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(parts.levels[level].rows)),
      shortTag(TIFFTAG_BITSPERSAMPLE, repeat(classes ? 8 : 32)),
      shortTag(TIFFTAG_COMPRESSION, parts.compression),
      shortTag(TIFFTAG_PHOTOMETRIC, classes ? PHOTOMETRIC_PALETTE : PHOTOMETRIC_MINISBLACK),
      shortTag(TIFFTAG_SAMPLESPERPIXEL, static_cast<std::uint16_t>(bands)),
      shortTag(TIFFTAG_PLANARCONFIG, bands == 1 ? PLANARCONFIG_CONTIG : PLANARCONFIG_SEPARATE),
      shortTag(TIFFTAG_TILEWIDTH, kTile),
      shortTag(TIFFTAG_TILELENGTH, kTile),
      shortTag(TIFFTAG_SAMPLEFORMAT, repeat(classes ? SAMPLEFORMAT_UINT : SAMPLEFORMAT_IEEEFP))};
  if (level > 0) tags.push_back(longTag(TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE));
  if (classes) tags.push_back(colourMap(parts.spec.classes));
  if (bands > 1)
    tags.push_back(shortTag(TIFFTAG_EXTRASAMPLES, std::vector<std::uint16_t>(bands - 1, EXTRASAMPLE_UNSPECIFIED)));
  if (level == 0)
    tags.insert(tags.end(), parts.geoTags.begin(), parts.geoTags.end());
  else
    tags.push_back(nodataTag(parts.geoTags));
  return tags;
}

/// The tiles of a level in the order of the file: all of a band, then those of the next. So they are in ascending order
/// by TIFF's numbering, and a program that shows one band reads one stretch.
std::vector<std::size_t> fileOrder(const TileIndex& index, std::size_t bands) {
  std::vector<std::size_t> order;
  order.reserve(index.sizes.size());
  for (std::size_t band = 0; band < bands; ++band)
    for (std::size_t i = band; i < index.sizes.size(); i += bands) order.push_back(i);
  return order;
}

std::uint64_t framedSize(const TileIndex& index, std::size_t i) { return kTileLeader + index.sizes[i] + kTileTrailer; }

/// Lays the level's tiles out from `at` on, and moves `at` behind them.
TiffTiles placeTiles(const TileIndex& index, std::size_t bands, std::uint64_t& at) {
  TiffTiles tiles;
  for (const std::size_t i : fileOrder(index, bands)) {
    tiles.offsets.push_back(at + kTileLeader);
    tiles.sizes.push_back(index.sizes[i]);
    at += framedSize(index, i);
  }
  return tiles;
}

/// Bytes between two looks at the stop flag.
constexpr std::uint64_t kMostAtOnce = std::uint64_t{64} << 20U;

/// Copies a level's framed tiles; those that are neighbours in the spool too, at once.
void copyTiles(TiffFile& out, std::span<const TiffFile> spools, const TileIndex& index, std::size_t bands,
               const StopFlag* stop) {
  SpoolPlace from;
  std::uint64_t size = 0;
  for (const std::size_t i : fileOrder(index, bands)) {
    const std::uint64_t start = index.offsets[i] - kTileLeader;
    if (index.spools[i] != from.spool || start != from.at + size || size >= kMostAtOnce) {
      heed(stop);
      out.writeFrom(spools[from.spool], from.at, size);
      from = {index.spools[i], start};
      size = 0;
    }
    size += framedSize(index, i);
  }
  out.writeFrom(spools[from.spool], from.at, size);
}

}  // namespace

void frameTile(std::vector<std::uint8_t>& record, std::span<const std::uint8_t> tile) {
  for (unsigned i = 0; i < kTileLeader; ++i) record.push_back(static_cast<std::uint8_t>(tile.size() >> (8U * i)));
  record.insert(record.end(), tile.begin(), tile.end());
  record.insert(record.end(), tile.end() - std::min<std::ptrdiff_t>(kTileTrailer, std::ssize(tile)), tile.end());
}

std::uint32_t leaderSize(std::span<const std::uint8_t> leader) {
  std::uint32_t size = 0;
  for (unsigned i = 0; i < kTileLeader; ++i) size |= std::uint32_t{leader[i]} << (8U * i);
  return size;
}

void TileIndex::add(std::span<const std::uint8_t> record, SpoolPlace place, std::size_t bands) {
  std::uint64_t at = 0;
  for (std::size_t band = 0; band < bands; ++band) {
    const std::uint32_t size = leaderSize(record.subspan(at));
    spools.push_back(place.spool);
    offsets.push_back(place.at + at + kTileLeader);
    sizes.push_back(size);
    at += kTileLeader + size + kTileTrailer;
  }
}

void writeCog(TiffFile& out, const CogParts& parts) {
  const std::size_t bands = parts.spec.bands.size();
  std::vector<TiffDirectory> directories(parts.levels.size());
  std::uint64_t dataBytes = 0;
  for (std::size_t level = parts.levels.size(); level-- > 0;)
    directories[level] = {imageTags(parts, level), placeTiles(parts.tiles[level], bands, dataBytes)};
  out.write(tiffHead(directories, structuralMetadata(), dataBytes));
  for (std::size_t level = parts.levels.size(); level-- > 0;)
    copyTiles(out, level == 0 ? parts.spools : std::span(&parts.overviews, 1), parts.tiles[level], bands, parts.stop);
}

}  // namespace tanhui
