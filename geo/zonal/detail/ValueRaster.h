#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "geo/coverage/Coverage.h"
#include "geo/gdal/RasterBand.h"

namespace tanhui {

/// One band of a raster of any type as measured values, scale and offset applied, read through its own GDAL handle:
/// one object per thread.
class ValueRaster {
 public:
  /// Throws Error as RasterBand does. `nodata`: further values, as stored, that stand for no data.
  ValueRaster(const std::filesystem::path& path, int band, std::span<const double> nodata = {});

  const RasterBand& band() const { return band_; }
  const Grid& grid() const { return band_.grid(); }
  /// True when float holds every value exactly (8 and 16 bit integers, Float32); otherwise read as double.
  bool fitsFloat() const { return fitsFloat_; }
  /// The size of the pieces that read well: whole blocks, a few megabytes.
  int pieceCols() const { return pieceCols_; }
  int pieceRows() const { return pieceRows_; }

  /// Reads the cells of `piece` that the runs (relative to the piece) lie on, and no block without any, into `out`,
  /// row-major with piece.cols values per row; other cells of `out` keep what they held. Cells without a value become
  /// NaN. T is float (when fitsFloat) or double. Throws Error (kind work) when a block cannot be read.
  template <typename T>
  void read(const Window& piece, std::span<const CoverageRun> runs, std::vector<T>& out);

 private:
  struct Chunk {
    int rowBegin, rowEnd;  ///< rows of the piece that are wanted; none when rowBegin >= rowEnd
  };
  void want(const Window& piece, std::span<const CoverageRun> runs);
  template <typename T>
  void readCells(const Window& piece, const Window& part, T* out);

  RasterBand band_;
  bool fitsFloat_ = false;
  int blockCols_ = 1, pieceCols_ = 1, pieceRows_ = 1;
  std::vector<Chunk> chunks_;
};

}  // namespace tanhui
