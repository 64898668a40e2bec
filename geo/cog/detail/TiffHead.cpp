#include "geo/cog/detail/TiffHead.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace tanhui {
namespace {

constexpr std::uint16_t kTileOffsets = 324, kTileByteCounts = 325;

std::size_t sizeOf(TiffType type) {
  switch (type) {
    case TiffType::shortInt:
      return 2;
    case TiffType::longInt:
      return 4;
    case TiffType::real:
    case TiffType::long8:
      return 8;
    default:
      return 1;
  }
}

/// Little-endian bytes at the end of `out`.
void put(std::vector<std::uint8_t>& out, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t get(std::span<const std::uint8_t> file, std::size_t at, std::size_t width) {
  if (at > file.size() || width > file.size() - at) throw std::out_of_range("TIFF cut short");
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{file[at + i]} << (8 * i);
  return value;
}

/// The widths in which classic TIFF and BigTIFF differ.
struct Flavour {
  bool big;
  std::size_t offsetWidth() const { return big ? 8 : 4; }
  std::size_t countWidth() const { return big ? 8 : 2; }
  std::size_t entrySize() const { return big ? 20 : 12; }
  std::size_t headerSize() const { return big ? 16 : 8; }
};

TiffTag offsetsTag(const TiffTiles& tiles, std::uint64_t dataStart, Flavour flavour) {
  TiffTag tag{kTileOffsets, flavour.big ? TiffType::long8 : TiffType::longInt, {}};
  tag.bytes.reserve(tiles.offsets.size() * flavour.offsetWidth());
  for (const std::uint64_t offset : tiles.offsets) put(tag.bytes, dataStart + offset, flavour.offsetWidth());
  return tag;
}

TiffTag sizesTag(const TiffTiles& tiles) {
  TiffTag tag{kTileByteCounts, TiffType::longInt, {}};
  tag.bytes.reserve(tiles.sizes.size() * 4);
  for (const std::uint32_t size : tiles.sizes) put(tag.bytes, size, 4);
  return tag;
}

/// Appends the directory and then those of its values that do not fit into an entry.
void putDirectory(std::vector<std::uint8_t>& out, std::vector<TiffTag> tags, bool last, Flavour flavour) {
  std::sort(tags.begin(), tags.end(), [](const TiffTag& a, const TiffTag& b) { return a.id < b.id; });
  std::uint64_t valuesAt =
      out.size() + flavour.countWidth() + tags.size() * flavour.entrySize() + flavour.offsetWidth();
  std::vector<std::uint8_t> values;
  put(out, tags.size(), flavour.countWidth());
  for (const TiffTag& tag : tags) {
    put(out, tag.id, 2);
    put(out, static_cast<std::uint16_t>(tag.type), 2);
    put(out, tag.count(), flavour.offsetWidth());
    if (tag.bytes.size() <= flavour.offsetWidth()) {
      out.insert(out.end(), tag.bytes.begin(), tag.bytes.end());
      out.resize(out.size() + flavour.offsetWidth() - tag.bytes.size());
    } else {
      put(out, valuesAt + values.size(), flavour.offsetWidth());
      values.insert(values.end(), tag.bytes.begin(), tag.bytes.end());
      values.resize((values.size() + 1) / 2 * 2);  // values begin on a word boundary
    }
  }
  const std::uint64_t next = last ? 0 : valuesAt + values.size();
  put(out, next, flavour.offsetWidth());
  out.insert(out.end(), values.begin(), values.end());
}

std::vector<std::uint8_t> writeHead(std::span<const TiffDirectory> directories, std::string_view ghost,
                                    std::uint64_t dataStart, Flavour flavour) {
  std::vector<std::uint8_t> out{'I', 'I'};
  const std::uint64_t firstAt = (flavour.headerSize() + ghost.size() + 1) / 2 * 2;
  if (flavour.big) {
    put(out, 43, 2);
    put(out, 8, 2);
    put(out, 0, 2);
  } else {
    put(out, 42, 2);
  }
  put(out, firstAt, flavour.offsetWidth());
  out.insert(out.end(), ghost.begin(), ghost.end());
  out.resize(firstAt);
  for (const TiffDirectory& directory : directories) {
    std::vector<TiffTag> tags = directory.tags;
    tags.push_back(offsetsTag(directory.tiles, dataStart, flavour));
    tags.push_back(sizesTag(directory.tiles));
    putDirectory(out, std::move(tags), &directory == &directories.back(), flavour);
  }
  return out;
}

}  // namespace

std::uint64_t TiffTag::count() const { return bytes.size() / sizeOf(type); }

TiffTag shortTag(std::uint16_t id, std::span<const std::uint16_t> values) {
  TiffTag tag{id, TiffType::shortInt, {}};
  for (const std::uint16_t value : values) put(tag.bytes, value, 2);
  return tag;
}

TiffTag shortTag(std::uint16_t id, std::uint16_t value) { return shortTag(id, std::span(&value, 1)); }

TiffTag longTag(std::uint16_t id, std::uint32_t value) {
  TiffTag tag{id, TiffType::longInt, {}};
  put(tag.bytes, value, 4);
  return tag;
}

std::vector<std::uint8_t> tiffHead(std::span<const TiffDirectory> directories, std::string_view ghost,
                                   std::uint64_t dataBytes) {
  // The size of the head does not depend on the offsets in it: written once to learn it, once for good.
  for (const Flavour flavour : {Flavour{false}, Flavour{true}}) {
    const std::uint64_t size = writeHead(directories, ghost, 0, flavour).size();
    if (flavour.big || size + dataBytes <= std::numeric_limits<std::uint32_t>::max())
      return writeHead(directories, ghost, size, flavour);
  }
  return {};
}

std::vector<TiffTag> firstDirectory(std::span<const std::uint8_t> file) {
  if (get(file, 0, 4) != 0x002A4949) throw std::out_of_range("no classic little-endian TIFF");
  std::size_t at = get(file, 4, 4);
  const std::uint64_t entries = get(file, at, 2);
  at += 2;
  std::vector<TiffTag> tags;
  for (std::uint64_t i = 0; i < entries; ++i, at += 12) {
    TiffTag tag{static_cast<std::uint16_t>(get(file, at, 2)), static_cast<TiffType>(get(file, at + 2, 2)), {}};
    const std::size_t size = get(file, at + 4, 4) * sizeOf(tag.type);
    const std::size_t from = size <= 4 ? at + 8 : get(file, at + 8, 4);
    if (from > file.size() || size > file.size() - from) throw std::out_of_range("TIFF cut short");
    tag.bytes.assign(file.begin() + static_cast<std::ptrdiff_t>(from),
                     file.begin() + static_cast<std::ptrdiff_t>(from + size));
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace tanhui
