#include "geo/cog/WriteRaster.h"

#include <algorithm>

#include "geo/base/Error.h"
#include "geo/cog/Cog.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// Gone with the writer, also after a fault: nothing resumes from it.
struct Spool {
  explicit Spool(fs::path target) : path(std::move(target += ".spool")) {}
  ~Spool() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  fs::path path;
};

/// One tile of a band, kTile x kTile, nodata beyond the grid.
template <typename T>
void cutTile(std::span<const T> cells, const Grid& grid, std::int64_t row0, std::int64_t col0, T nodata,
             std::vector<T>& tile) {
  tile.assign(kTileCells, nodata);
  const std::int64_t rows = std::min<std::int64_t>(kTile, grid.rows - row0);
  const std::int64_t cols = std::min<std::int64_t>(kTile, grid.cols - col0);
  for (std::int64_t row = 0; row < rows; ++row)
    std::copy_n(cells.data() + (row0 + row) * grid.cols + col0, cols, tile.data() + row * kTile);
}

template <typename Visit>
void eachTile(const Grid& grid, const StopFlag* stop, Visit visit) {
  for (std::int64_t row = 0; row < grid.rows; row += kTile)
    for (std::int64_t col = 0; col < grid.cols; col += kTile) {
      heed(stop);
      visit(row, col);
    }
}

}  // namespace

std::vector<BandStatistics> writeRaster(const CogSpec& spec, std::span<const std::span<const float>> bands,
                                        const fs::path& target, const StopFlag* stop) {
  const Spool spool(target);
  CogWriter writer(spec, target, spool.path);
  std::vector<std::vector<float>> tile(bands.size());
  eachTile(spec.grid, stop, [&](std::int64_t row, std::int64_t col) {
    for (std::size_t b = 0; b < bands.size(); ++b) cutTile(bands[b], spec.grid, row, col, kFloatNodata, tile[b]);
    writer.append(writer.compress(tile));
  });
  writer.finish(stop);
  std::vector<BandStatistics> statistics;
  for (std::size_t b = 0; b < bands.size(); ++b) statistics.push_back(writer.statistics(b));
  return statistics;
}

std::vector<std::uint64_t> writeRaster(const CogSpec& spec, std::span<const std::uint8_t> classes,
                                       const fs::path& target, const StopFlag* stop) {
  const Spool spool(target);
  CogWriter writer(spec, target, spool.path);
  std::vector<std::uint8_t> tile;
  eachTile(spec.grid, stop, [&](std::int64_t row, std::int64_t col) {
    cutTile<std::uint8_t>(classes, spec.grid, row, col, kClassNodata, tile);
    writer.append(writer.compress(tile));
  });
  writer.finish(stop);
  return writer.classCounts();
}

}  // namespace tanhui
