#include "geo/cog/detail/TiffCodec.h"

#include <catch2/catch.hpp>

#include <cstring>

#include "geo/cog/detail/TiffFile.h"
#include "geo/cog/detail/TiffHead.h"
#include "tests/unit/cog/CogFixture.h"

namespace tanhui {
namespace {

std::vector<std::uint8_t> sampleTile(const TileFormat& format) {
  std::vector<std::uint8_t> bytes(format.tileBytes());
  std::vector<float> values;
  for (int i = 0; i < static_cast<int>(kTileCells); ++i) values.push_back(sampleStock(i % kTile, i / kTile, 0));
  for (std::size_t i = 0; i < kTileCells; ++i)
    if (format.isFloat)
      std::memcpy(bytes.data() + 4 * i, &values[i], 4);
    else
      bytes[i] = static_cast<std::uint8_t>(static_cast<int>(values[i]) & 0xFF);
  return bytes;
}

}  // namespace

TEST_CASE("A tile decodes to what was encoded, a cut one is refused") {
  const TileFormat format{GENERATE(Codec::deflate, Codec::zstd, Codec::lzw), GENERATE(true, false)};
  const std::vector<std::uint8_t> pixels = sampleTile(format);
  const std::vector<std::uint8_t> encoded = encodeTile(format, pixels, "test");
  CHECK(encoded.size() < pixels.size() / 2);
  std::vector<std::uint8_t> decoded(pixels.size());
  REQUIRE(decodeTile(format, encoded, decoded));
  CHECK(decoded == pixels);
  CHECK(!decodeTile(format, std::span(encoded).first(encoded.size() / 2), decoded));
  CHECK(!decodeTile(format, std::vector<std::uint8_t>(100, 0xFF), decoded));
}

TEST_CASE("A BigTIFF head is read by GDAL") {
  const TileFormat format{Codec::deflate, true};
  const std::vector<std::uint8_t> pixels = sampleTile(format), tile = encodeTile(format, pixels, "test");
  const TiffDirectory directory{
      {longTag(256, kTile), longTag(257, kTile), shortTag(258, 32), shortTag(259, format.compression()),
       shortTag(262, 1), shortTag(277, 1), longTag(322, kTile), longTag(323, kTile), shortTag(339, 3)},
      {{0}, {static_cast<std::uint32_t>(tile.size())}}};
  TemporaryFolder folder;
  {
    TiffFile file = TiffFile::create(folder / "big.tif");
    file.write(tiffHead(std::span(&directory, 1), {}, std::uint64_t{1} << 33U));
    file.write(tile);
  }
  CHECK(readFile(folder / "big.tif")[2] == 43);
  const GdalDataset file = openRaster(folder / "big.tif");
  const Raster<float> read = readBand<float>(GDALGetRasterBand(file.get(), 1));
  CHECK(std::memcmp(read.cells.data(), pixels.data(), pixels.size()) == 0);
}

}  // namespace tanhui
