#include "geo/zonal/ValueRaster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <type_traits>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_virtualmem.h>

#include "geo/base/Error.h"
#include "geo/layer/RasterLayer.h"

namespace tanhui {
namespace {

constexpr long long kBlockCacheBytes = 32LL << 20;
/// Cells of a piece: 2 MB as float, which stays near the processor while many small zones visit it.
constexpr std::int64_t kPieceCells = 1 << 19;
constexpr int kChunkCols = 1024;  ///< width in which a raster of strips is wanted or not
constexpr int kTallStrip = 512;   ///< strips higher than this are read in parts
constexpr int kTallTile = 4096;
constexpr int kWidePiece = 65536;

/// Sets a GDAL option on this thread while it lives.
class ThreadOption {
 public:
  ThreadOption(const char* key, const char* value) : key_(key) {
    if (const char* before = CPLGetThreadLocalConfigOption(key, nullptr)) before_ = before;
    CPLSetThreadLocalConfigOption(key, value);
  }
  ~ThreadOption() { CPLSetThreadLocalConfigOption(key_, before_.empty() ? nullptr : before_.c_str()); }
  ThreadOption(const ThreadOption&) = delete;
  ThreadOption& operator=(const ThreadOption&) = delete;

 private:
  const char* key_;
  std::string before_;
};

constexpr bool floatHolds(GDALDataType type) {
  return type == GDT_Byte || type == GDT_UInt16 || type == GDT_Int16 || type == GDT_Float32;
}

/// The nodata value as the pixels carry it: in a float band, GDAL gives a float's value as a double with more digits
/// (-3.4028234663852886e38), or the decimal number from which the float was made.
double nodataAsRead(GDALRasterBandH band, GDALDataType type) {
  int has = 0;
  double value = 0;
  if (type == GDT_Int64) {
    value = static_cast<double>(GDALGetRasterNoDataValueAsInt64(band, &has));
  } else if (type == GDT_UInt64) {
    value = static_cast<double>(GDALGetRasterNoDataValueAsUInt64(band, &has));
  } else {
    value = GDALGetRasterNoDataValue(band, &has);
  }
  if (!has) return std::numeric_limits<double>::quiet_NaN();
  if (!floatHolds(type) || !std::isfinite(value)) return value;
  constexpr double largest = std::numeric_limits<float>::max();
  if (std::abs(value) > largest * (1 + 1e-6)) return std::numeric_limits<double>::quiet_NaN();  // no pixel can hold it
  return static_cast<double>(static_cast<float>(std::clamp(value, -largest, largest)));
}

const char* itemOr(GDALRasterBandH band, const char* key, const char* domain) {
  const char* item = GDALGetMetadataItem(band, key, domain);
  return item != nullptr ? item : "";
}

}  // namespace

SmallBlockCache::SmallBlockCache() {
  if (CPLGetConfigOption("GDAL_CACHEMAX", nullptr) != nullptr) return;
  before_ = GDALGetCacheMax64();
  GDALSetCacheMax64(std::min(before_, kBlockCacheBytes));
}

SmallBlockCache::~SmallBlockCache() {
  if (before_ >= 0) GDALSetCacheMax64(before_);
}

ValueRaster::ValueRaster(const std::filesystem::path& path, int band) : path_(path), grid_(rasterGrid(path)) {
  // Uncompressed TIFF goes straight from the file to the piece, past the block cache: a third of the time.
  const ThreadOption direct("GTIFF_DIRECT_IO", "YES");
  dataset_.reset(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  if (!dataset_)
    throw Error(path.string(), say("zonal.cannot_open", takeGdalMessage()), say("zonal.cannot_open.remedy"));
  std::array<double, 6> transform{};
  if (GDALGetGeoTransform(dataset_.get(), transform.data()) == CE_None) southUp_ = transform[5] > 0;
  const int bands = GDALGetRasterCount(dataset_.get());
  if (band < 1 || band > bands)
    throw Error(path.string(), say("zonal.no_band", band, bands), say("zonal.no_band.remedy", bands));
  band_ = GDALGetRasterBand(dataset_.get(), band);
  const GDALDataType type = GDALGetRasterDataType(band_);
  if (GDALDataTypeIsComplex(type))
    throw Error(path.string(), say("zonal.complex", GDALGetDataTypeName(type)), say("zonal.complex.remedy"));
  if (EQUAL(itemOr(band_, "PIXELTYPE", "IMAGE_STRUCTURE"), "SIGNEDBYTE"))
    throw Error(path.string(), say("zonal.signed_byte"), say("zonal.signed_byte.remedy"));
  fitsFloat_ = floatHolds(type);
  nodata_ = nodataAsRead(band_, type);
  if ((GDALGetMaskFlags(band_) & GMF_PER_DATASET) != 0) mask_ = GDALGetMaskBand(band_);

  int blockCols = 1, blockRows = 1;
  GDALGetBlockSize(band_, &blockCols, &blockRows);
  const auto cols = static_cast<int>(grid_.cols);
  const bool strips = blockCols >= cols;
  blockCols_ = strips ? std::min(kChunkCols, cols) : blockCols;
  const int low = blockRows > (strips ? kTallStrip : kTallTile) ? 1 : blockRows;
  const auto multiple = [](std::int64_t wanted, int of) {
    return static_cast<int>(std::max<std::int64_t>(1, wanted / of) * of);
  };
  pieceCols_ = std::min(cols, multiple(strips ? kWidePiece : kPieceCells / low, blockCols_));
  pieceRows_ = multiple(std::min<std::int64_t>(kPieceCells / pieceCols_, grid_.rows), low);
  checkLength();
}

/// GDAL fills the missing end of a raw file (ENVI and the like) with zeros and reports nothing. Mapping the band, which
/// reads no pixel, does notice. Bands that cannot be mapped are of formats that report what is missing.
void ValueRaster::checkLength() const {
  const CPLStringList options(CSLSetNameValue(nullptr, "USE_DEFAULT_IMPLEMENTATION", "NO"));
  int pixelSpace = 0;
  GIntBig lineSpace = 0;
  CPLErrorReset();
  const std::unique_ptr<CPLVirtualMem, decltype(&CPLVirtualMemFree)> mapped(
      GDALGetVirtualMemAuto(band_, GF_Read, &pixelSpace, &lineSpace, options.List()), CPLVirtualMemFree);
  const std::string message = takeGdalMessage();
  if (!mapped && message.find("outside of the file") != std::string::npos)
    throw Error(path_.string(), say("zonal.truncated"), say("zonal.unreadable.remedy"), ErrorKind::work);
}

void ValueRaster::failRead(const Window& part) const {
  throw Error(path_.string(),
              say("zonal.unreadable", part.row, part.row + part.rows - 1, part.col, part.col + part.cols - 1,
                  takeGdalMessage()),
              say("zonal.unreadable.remedy"), ErrorKind::work);
}

void ValueRaster::want(const Window& piece, std::span<const CoverageRun> runs) {
  chunks_.assign(static_cast<std::size_t>((piece.cols + blockCols_ - 1) / blockCols_), {piece.rows, 0});
  for (const CoverageRun& run : runs) {
    for (int chunk = run.colBegin / blockCols_; chunk <= (run.colEnd - 1) / blockCols_; ++chunk) {
      Chunk& c = chunks_[static_cast<std::size_t>(chunk)];
      c.rowBegin = std::min(c.rowBegin, run.row);
      c.rowEnd = std::max(c.rowEnd, run.row + 1);
    }
  }
}

template <typename T>
void ValueRaster::readCells(const Window& piece, const Window& part, T* out) {
  const auto col = static_cast<int>(part.col);
  const auto row = static_cast<int>(southUp_ ? grid_.rows - part.row - part.rows : part.row);
  T* first = out + (part.row - piece.row) * piece.cols + (part.col - piece.col);
  const auto line = [&](int r) { return first + static_cast<std::ptrdiff_t>(r) * piece.cols; };
  constexpr GDALDataType type = std::is_same_v<T, float> ? GDT_Float32 : GDT_Float64;
  CPLErrorReset();
  if (GDALRasterIOEx(band_, GF_Read, col, row, part.cols, part.rows, first, part.cols, part.rows, type, 0,
                     static_cast<GSpacing>(sizeof(T)) * piece.cols, nullptr) != CE_None)
    failRead(part);
  if (southUp_)
    for (int r = 0; r < part.rows / 2; ++r) std::swap_ranges(line(r), line(r) + part.cols, line(part.rows - 1 - r));
  if (mask_ == nullptr) return;
  hidden_.resize(static_cast<std::size_t>(part.cells()));
  if (GDALRasterIO(mask_, GF_Read, col, row, part.cols, part.rows, hidden_.data(), part.cols, part.rows, GDT_Byte, 0,
                   0) != CE_None)
    failRead(part);
  for (int r = 0; r < part.rows; ++r) {
    const std::uint8_t* seen = hidden_.data() + static_cast<std::ptrdiff_t>(r) * part.cols;
    T* values = line(southUp_ ? part.rows - 1 - r : r);
    for (int c = 0; c < part.cols; ++c)
      if (seen[c] == 0) values[c] = std::numeric_limits<T>::quiet_NaN();
  }
}

template <typename T>
void ValueRaster::read(const Window& piece, std::span<const CoverageRun> runs, std::vector<T>& out) {
  const ThreadOption honest("GTIFF_IGNORE_READ_ERRORS", "NO");
  out.resize(static_cast<std::size_t>(piece.cells()));
  want(piece, runs);
  const auto wanted = [&](std::size_t chunk) { return chunks_[chunk].rowBegin < chunks_[chunk].rowEnd; };
  for (std::size_t begin = 0; begin < chunks_.size();) {
    if (!wanted(begin)) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    Chunk rows{piece.rows, 0};
    for (; end < chunks_.size() && wanted(end); ++end)
      rows = {std::min(rows.rowBegin, chunks_[end].rowBegin), std::max(rows.rowEnd, chunks_[end].rowEnd)};
    const int colBegin = static_cast<int>(begin) * blockCols_;
    const int colEnd = std::min(piece.cols, static_cast<int>(end) * blockCols_);
    readCells(piece, {piece.col + colBegin, piece.row + rows.rowBegin, colEnd - colBegin, rows.rowEnd - rows.rowBegin},
              out.data());
    begin = end;
  }
}

template void ValueRaster::read<float>(const Window&, std::span<const CoverageRun>, std::vector<float>&);
template void ValueRaster::read<double>(const Window&, std::span<const CoverageRun>, std::vector<double>&);

}  // namespace tanhui
