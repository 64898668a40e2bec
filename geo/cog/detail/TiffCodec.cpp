#include "geo/cog/detail/TiffCodec.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>

#include "geo/base/Error.h"
#include "geo/cog/detail/TiffHead.h"

namespace tanhui {
namespace {

// The settings by measurement, libtiff 4.5 with libdeflate 1.14 and zstd 1.5.4, million cells per CPU second and bytes
// per cell, for densities looked up from land-cover patches | from thousands of stands:
//   ZSTD 1       174, 0.174 | 201, 0.176        DEFLATE 1       107, 0.185 | 113, 0.244
//   ZSTD 3       164, 0.174 | 181, 0.175        DEFLATE 3        53, 0.176 |  55, 0.216
//   ZSTD 9        25, 0.137 |  25, 0.135        DEFLATE 6        19, 0.119 |  21, 0.145
//   ZSTD 1, predictor 3  37, 0.322 | 66, 0.281  DEFLATE 1, predictor 3  36, 0.360 | 42, 0.316
// So no predictor, which breaks up the runs of equal 4-byte values and costs time and size alike, and the lowest level:
// a higher one costs five times the time for a quarter of the size.
constexpr int kZstdLevel = 1;
constexpr int kDeflateLevel = 1;

/// A TIFF in memory, as libtiff's input and output.
struct MemoryFile {
  std::vector<std::uint8_t> bytes;
  std::size_t at = 0;
  std::string fault;
};

tmsize_t readMemory(thandle_t handle, void* to, tmsize_t size) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t left = file.at < file.bytes.size() ? file.bytes.size() - file.at : 0;
  const std::size_t got = std::min(left, static_cast<std::size_t>(size));
  if (got > 0) std::memcpy(to, file.bytes.data() + file.at, got);
  file.at += got;
  return static_cast<tmsize_t>(got);
}

tmsize_t writeMemory(thandle_t handle, void* from, tmsize_t size) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const auto count = static_cast<std::size_t>(size);
  if (file.bytes.size() < file.at + count) file.bytes.resize(file.at + count);
  std::memcpy(file.bytes.data() + file.at, from, count);
  file.at += count;
  return size;
}

toff_t seekMemory(thandle_t handle, toff_t offset, int whence) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.at : file.bytes.size();
  file.at = base + offset;
  return file.at;
}

int closeMemory(thandle_t) { return 0; }
toff_t sizeOfMemory(thandle_t handle) { return static_cast<MemoryFile*>(handle)->bytes.size(); }
int mapNothing(thandle_t, void**, toff_t*) { return 0; }
void unmapNothing(thandle_t, void*, toff_t) {}

/// Keeps the message for our own error; libtiff must not print.
int keepFault(TIFF*, void* user, const char*, const char* format, va_list arguments) {
  std::array<char, 512> text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  static_cast<MemoryFile*>(user)->fault = text.data();
  return 1;
}
int ignoreWarning(TIFF*, void*, const char*, const char*, va_list) { return 1; }

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffHandle = std::unique_ptr<TIFF, CloseTiff>;

TiffHandle openMemory(MemoryFile& file, const char* mode) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 TIFFOpenOptionsFree);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepFault, &file);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignoreWarning, &file);
  return TiffHandle(TIFFClientOpenExt("tile", mode, &file, readMemory, writeMemory, seekMemory, closeMemory,
                                      sizeOfMemory, mapNothing, unmapNothing, options.get()));
}

bool setLayout(TIFF* tiff, const TileFormat& format) {
  const auto edge = static_cast<std::uint32_t>(kTile);
  bool ok = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, edge) == 1 && TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, edge) == 1 &&
            TIFFSetField(tiff, TIFFTAG_TILEWIDTH, edge) == 1 && TIFFSetField(tiff, TIFFTAG_TILELENGTH, edge) == 1 &&
            TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, format.isFloat ? 32 : 8) == 1 &&
            TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, format.isFloat ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT) == 1 &&
            TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) == 1 &&
            TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK) == 1 &&
            TIFFSetField(tiff, TIFFTAG_COMPRESSION, static_cast<int>(format.compression())) == 1;
  if (format.codec == Codec::zstd) ok = ok && TIFFSetField(tiff, TIFFTAG_ZSTD_LEVEL, kZstdLevel) == 1;
  if (format.codec == Codec::deflate) ok = ok && TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, kDeflateLevel) == 1;
  return ok;
}

/// The head of a TIFF that holds one tile of `size` bytes right behind it.
std::vector<std::uint8_t> headOfOneTile(const TileFormat& format, std::uint32_t size) {
  const auto edge = static_cast<std::uint32_t>(kTile);
  const TiffDirectory directory{
      {longTag(TIFFTAG_IMAGEWIDTH, edge), longTag(TIFFTAG_IMAGELENGTH, edge), longTag(TIFFTAG_TILEWIDTH, edge),
       longTag(TIFFTAG_TILELENGTH, edge), shortTag(TIFFTAG_BITSPERSAMPLE, format.isFloat ? 32 : 8),
       shortTag(TIFFTAG_SAMPLEFORMAT, format.isFloat ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT),
       shortTag(TIFFTAG_SAMPLESPERPIXEL, 1), shortTag(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK),
       shortTag(TIFFTAG_COMPRESSION, format.compression())},
      {{0}, {size}}};
  return tiffHead(std::span(&directory, 1), {}, size);
}

}  // namespace

std::uint16_t TileFormat::compression() const {
  switch (codec) {
    case Codec::zstd:
      return COMPRESSION_ZSTD;
    case Codec::lzw:
      return COMPRESSION_LZW;
    case Codec::deflate:
      break;
  }
  return COMPRESSION_ADOBE_DEFLATE;
}

std::vector<std::uint8_t> encodeTile(const TileFormat& format, std::span<const std::uint8_t> pixels,
                                     const std::string& where) {
  MemoryFile file;
  const TiffHandle tiff = openMemory(file, "wl");
  // libtiff takes a mutable pointer, but changes the pixels only to swap bytes or to predict.
  auto* source = const_cast<std::uint8_t*>(pixels.data());
  const auto size = static_cast<tmsize_t>(pixels.size());
  if (!tiff || !setLayout(tiff.get(), format) || TIFFWriteEncodedTile(tiff.get(), 0, source, size) != size ||
      TIFFFlushData(tiff.get()) != 1)
    throw Error(where, say("cog.encode", file.fault), say("cog.encode.remedy"), ErrorKind::work);
  const auto from = static_cast<std::ptrdiff_t>(TIFFGetStrileOffset(tiff.get(), 0));
  const auto count = static_cast<std::ptrdiff_t>(TIFFGetStrileByteCount(tiff.get(), 0));
  return {file.bytes.begin() + from, file.bytes.begin() + from + count};
}

bool decodeTile(const TileFormat& format, std::span<const std::uint8_t> bytes, std::span<std::uint8_t> pixels) {
  MemoryFile file;
  file.bytes = headOfOneTile(format, static_cast<std::uint32_t>(bytes.size()));
  file.bytes.insert(file.bytes.end(), bytes.begin(), bytes.end());
  const TiffHandle tiff = openMemory(file, "r");
  const auto size = static_cast<tmsize_t>(pixels.size());
  return tiff && TIFFReadEncodedTile(tiff.get(), 0, pixels.data(), size) == size && file.fault.empty();
}

}  // namespace tanhui
