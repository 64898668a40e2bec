#include "geo/zonal/detail/ValueRaster.h"

#include <algorithm>
#include <limits>

#include <cpl_conv.h>

namespace tanhui {
namespace {

/// Cells of a piece: 2 MB as float, which stays near the processor while many small zones visit it.
constexpr std::int64_t kPieceCells = 1 << 19;
constexpr int kChunkCols = 1024;  ///< width in which a raster of strips is wanted or not
constexpr int kTallStrip = 512;   ///< strips higher than this are read in parts
constexpr int kTallTile = 4096;
constexpr int kWidePiece = 65536;

constexpr bool floatHolds(GDALDataType type) {
  return type == GDT_Byte || type == GDT_UInt16 || type == GDT_Int16 || type == GDT_Float32;
}

}  // namespace

ValueRaster::ValueRaster(const std::filesystem::path& path, int band, std::span<const double> nodata)
    : band_(path, band, RasterBand::Access::direct),  // a third of the time
      fitsFloat_(floatHolds(band_.type()) && !band_.scale().applies()) {
  for (const double value : nodata) band_.addNodata(value);
  int blockCols = 1, blockRows = 1;
  GDALGetBlockSize(band_.handle(), &blockCols, &blockRows);
  const auto cols = static_cast<int>(grid().cols);
  const bool strips = blockCols >= cols;
  blockCols_ = strips ? std::min(kChunkCols, cols) : blockCols;
  const int low = blockRows > (strips ? kTallStrip : kTallTile) ? 1 : blockRows;
  const auto multiple = [](std::int64_t wanted, int of) {
    return static_cast<int>(std::max<std::int64_t>(1, wanted / of) * of);
  };
  pieceCols_ = std::min(cols, multiple(strips ? kWidePiece : kPieceCells / low, blockCols_));
  pieceRows_ = multiple(std::min<std::int64_t>(kPieceCells / pieceCols_, grid().rows), low);
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
  T* first = out + (part.row - piece.row) * piece.cols + (part.col - piece.col);
  band_.read(part, first, static_cast<std::size_t>(piece.cols), std::numeric_limits<T>::quiet_NaN());
  if (!band_.scale().applies()) return;
  const auto scale = static_cast<T>(band_.scale().factor), offset = static_cast<T>(band_.scale().offset);
  for (int r = 0; r < part.rows; ++r) {
    T* row = first + static_cast<std::ptrdiff_t>(r) * piece.cols;
    for (int c = 0; c < part.cols; ++c) row[c] = row[c] * scale + offset;
  }
}

template <typename T>
void ValueRaster::read(const Window& piece, std::span<const CoverageRun> runs, std::vector<T>& out) {
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
