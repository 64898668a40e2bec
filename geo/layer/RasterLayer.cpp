#include "geo/layer/RasterLayer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "geo/coverage/Coverage.h"
#include "geo/gdal/RasterFile.h"
#include "geo/layer/PixelCorners.h"
#include "geo/layer/detail/FractionSum.h"
#include "geo/layer/detail/PixelOverlap.h"

namespace tanhui {
namespace {

/// Pixels read at once: bounds the memory of a window whose pixels are far finer than its cells.
constexpr std::int64_t kPixelsAtOnce = std::int64_t{1} << 22;

/// A raster this near to the grid is on it, in cells.
constexpr double kSameCell = 1e-4;

bool nearlyWhole(double value) { return std::abs(value - std::round(value)) <= kSameCell; }

/// Rows of a column range of a raster, read ahead in strips.
class SourceRows {
 public:
  SourceRows(RasterFile& file, std::int64_t col, int cols, std::int64_t endRow)
      : file_(file), col_(col), cols_(cols), endRow_(endRow) {}

  const std::int32_t* at(std::int64_t row) {
    if (row < firstRow_ || row >= lastRow_) readFrom(row);
    return buffer_.data() + static_cast<std::size_t>((row - firstRow_) * cols_);
  }

 private:
  void readFrom(std::int64_t row) {
    firstRow_ = row;
    lastRow_ = std::min(endRow_, row + std::max<std::int64_t>(1, kPixelsAtOnce / cols_));
    buffer_.resize(static_cast<std::size_t>((lastRow_ - firstRow_) * cols_));
    file_.read({col_, firstRow_, cols_, static_cast<int>(lastRow_ - firstRow_)}, buffer_.data(),
               static_cast<std::size_t>(cols_));
  }

  RasterFile& file_;
  std::int64_t col_;
  int cols_;
  std::int64_t endRow_, firstRow_ = 0, lastRow_ = 0;
  std::vector<std::int32_t> buffer_;
};

/// The parts of one cell while it is added up: few values, found by looking through them.
class CellParts {
 public:
  void clear() { parts_.clear(); }
  void add(std::int32_t value, double fraction) {
    for (ClassFractions::Part& part : parts_)
      if (part.value == value) {
        part.fraction += fraction;
        return;
      }
    parts_.push_back({value, fraction});
  }
  void appendTo(std::vector<ClassFractions::Part>& out) {
    std::ranges::sort(parts_, {}, &ClassFractions::Part::value);
    double sum = 0;
    for (const ClassFractions::Part& part : parts_) sum += part.fraction;
    const double scale = sum > 1 ? 1 / sum : 1;
    for (const ClassFractions::Part& part : parts_) out.push_back({part.value, part.fraction * scale});
  }

 private:
  std::vector<ClassFractions::Part> parts_;
};

}  // namespace

struct RasterLayer::State {
  RasterFile file;
  Grid grid;
  std::string where;
  bool sameCrs = false, onGrid = false;
  std::optional<PixelCorners> corners;
  Coverage coverage;
  FractionSum sum;
  std::vector<CellParts> cells;

  State(const std::filesystem::path& path, const Grid& wanted, int band)
      : file(path, band), grid(wanted), where(path.string()) {
    sameCrs = file.grid().crs.sameAs(grid.crs);
    onGrid = sameCells(file.grid(), grid);
    if (!sameCrs) corners.emplace(file.grid(), grid.crs, where);
  }

  /// Where the raster's north-west corner lies on the grid, in cells.
  double offsetX() const { return (file.grid().x0 - grid.x0) / grid.dx; }
  double offsetY() const { return (grid.y0 - file.grid().y0) / grid.dy; }

  void values(const Window& window, std::vector<std::int32_t>& out);
  void onGridFractions(const Window& window, ClassFractions& out);
  void rectangleFractions(const Window& window, ClassFractions& out);
  void addRow(SourceRows& source, std::int64_t row, double weight, std::span<const PixelOverlap> across,
              std::int64_t firstPixel);
  void quadrilateralFractions(const Window& window, ClassFractions& out);
  void addRuns(const std::int32_t* values, const Window& pixels, std::span<const Point> north,
               std::span<const Point> south, const Window& window);
};

void RasterLayer::State::values(const Window& window, std::vector<std::int32_t>& out) {
  out.assign(static_cast<std::size_t>(window.cells()), file.nodata());
  // The window in the raster's own columns and rows, cut to the raster.
  const std::int64_t col = window.col - std::llround(offsetX()), row = window.row - std::llround(offsetY());
  const std::int64_t west = std::max<std::int64_t>(col, 0), east = std::min(col + window.cols, file.grid().cols);
  const std::int64_t north = std::max<std::int64_t>(row, 0), south = std::min(row + window.rows, file.grid().rows);
  if (west >= east || north >= south) return;
  const auto stride = static_cast<std::size_t>(window.cols);
  file.read({west, north, static_cast<int>(east - west), static_cast<int>(south - north)},
            out.data() + static_cast<std::size_t>(north - row) * stride + static_cast<std::size_t>(west - col), stride);
}

void RasterLayer::State::onGridFractions(const Window& window, ClassFractions& out) {
  std::vector<std::int32_t> cellValues;
  values(window, cellValues);
  const std::int32_t none = file.nodata();
  out.begin.assign(1, 0);
  out.parts.clear();
  for (const std::int32_t value : cellValues) {
    if (value != none) out.parts.push_back({value, 1.0});
    out.begin.push_back(static_cast<std::uint32_t>(out.parts.size()));
  }
}

void RasterLayer::State::addRow(SourceRows& source, std::int64_t row, double weight,
                                std::span<const PixelOverlap> across, std::int64_t firstPixel) {
  const std::int32_t* pixels = source.at(row);
  const std::int32_t none = file.nodata();
  for (std::size_t i = 0; i < across.size(); ++i) {
    const PixelOverlap& o = across[i];
    for (std::int64_t c = o.begin; c < o.end;) {
      const std::int32_t value = pixels[c - firstPixel];
      double share = 0;
      for (; c < o.end && pixels[c - firstPixel] == value; ++c) share += o.weight(c);
      if (value != none) cells[i].add(value, share * weight);
    }
  }
}

void RasterLayer::State::rectangleFractions(const Window& window, ClassFractions& out) {
  const Grid& own = file.grid();
  const std::vector<PixelOverlap> across =
      pixelOverlaps(window.col, window.cols, offsetX(), own.dx / grid.dx, own.cols);
  const std::vector<PixelOverlap> down = pixelOverlaps(window.row, window.rows, offsetY(), own.dy / grid.dy, own.rows);
  std::int64_t west = own.cols, east = 0, south = 0;
  for (const PixelOverlap& o : across)
    if (o.begin < o.end) west = std::min(west, o.begin), east = std::max(east, o.end);
  for (const PixelOverlap& o : down) south = std::max(south, o.end);

  out.begin.assign(1, 0);
  out.parts.clear();
  cells.resize(static_cast<std::size_t>(window.cols));
  SourceRows source(file, west, static_cast<int>(std::max<std::int64_t>(east - west, 1)), south);
  for (const PixelOverlap& o : down) {
    for (CellParts& cell : cells) cell.clear();
    if (west < east)
      for (std::int64_t row = o.begin; row < o.end; ++row) addRow(source, row, o.weight(row), across, west);
    for (CellParts& cell : cells) {
      cell.appendTo(out.parts);
      out.begin.push_back(static_cast<std::uint32_t>(out.parts.size()));
    }
  }
}

void RasterLayer::State::addRuns(const std::int32_t* row, const Window& pixels, std::span<const Point> north,
                                 std::span<const Point> south, const Window& window) {
  const std::int32_t none = file.nodata();
  for (int begin = 0, end = 0; begin < pixels.cols; begin = end) {
    while (end < pixels.cols && row[end] == row[begin]) ++end;
    if (row[begin] == none) continue;
    MultiPolygon run;
    const auto first = static_cast<std::size_t>(begin), last = static_cast<std::size_t>(end);
    run.points.assign(south.begin() + begin, south.begin() + end + 1);
    for (std::size_t i = last + 1; i-- > first;) run.points.push_back(north[i]);
    run.points.push_back(Point(run.points.front()));
    run.ringEnds = {static_cast<std::uint32_t>(run.points.size())};
    for (const Point p : run.points) run.box.add(p);
    if (planarArea(run) < 0) std::ranges::reverse(run.points);  // a CRS that mirrors
    for (const CoverageRun& part : coverage(run, grid, window))
      for (int col = part.colBegin; col < part.colEnd; ++col)
        sum.add(
            static_cast<std::size_t>(part.row) * static_cast<std::size_t>(window.cols) + static_cast<std::size_t>(col),
            row[begin], part.fraction);
  }
}

void RasterLayer::State::quadrilateralFractions(const Window& window, ClassFractions& out) {
  sum.begin(static_cast<std::size_t>(window.cells()));
  const Window pixels = corners->pixelsIn(grid.box(window));
  if (pixels.cells() > 0) {
    corners->prepare(pixels);
    SourceRows source(file, pixels.col, pixels.cols, pixels.row + pixels.rows);
    std::vector<Point> north, south;
    corners->row(0, south);
    for (int r = 0; r < pixels.rows; ++r) {
      std::swap(north, south);
      corners->row(r + 1, south);
      addRuns(source.at(pixels.row + r), pixels, north, south, window);
    }
  }
  sum.finish(out);
}

RasterLayer::RasterLayer(const std::filesystem::path& path, const Grid& grid, int band)
    : state_(std::make_unique<State>(path, grid, band)) {}

RasterLayer::~RasterLayer() = default;
RasterLayer::RasterLayer(RasterLayer&&) noexcept = default;

const Grid& RasterLayer::ownGrid() const { return state_->file.grid(); }

bool RasterLayer::onGrid() const { return state_->onGrid; }

bool RasterLayer::hasNodata() const { return state_->file.hasNodata(); }

std::int32_t RasterLayer::nodata() const { return state_->file.nodata(); }

void RasterLayer::values(const Window& window, std::vector<std::int32_t>& out) { state_->values(window, out); }

void RasterLayer::fractions(const Window& window, ClassFractions& out) {
  if (state_->onGrid) {
    state_->onGridFractions(window, out);
  } else if (state_->sameCrs) {
    state_->rectangleFractions(window, out);
  } else {
    state_->quadrilateralFractions(window, out);
  }
}

std::vector<RasterLayer::ValueCount> RasterLayer::histogram(const CellArea* area) {
  const Grid& own = ownGrid();
  const int cols = static_cast<int>(own.cols);
  SourceRows source(state_->file, 0, cols, own.rows);
  std::map<std::int32_t, ValueCount> counts;
  std::vector<ValueCount> low(65536);  // the values of nearly all class rasters
  std::vector<double> pixelHa(static_cast<std::size_t>(cols), 0.0);
  for (std::int64_t r = 0; r < own.rows; ++r) {
    const std::int32_t* row = source.at(r);
    if (area != nullptr) area->row({0, r, cols, 1}, 0, pixelHa);
    for (std::size_t c = 0; c < pixelHa.size(); ++c) {
      ValueCount& count = row[c] >= 0 && row[c] < 65536 ? low[static_cast<std::size_t>(row[c])] : counts[row[c]];
      ++count.pixels;
      count.areaHa += pixelHa[c];
    }
  }
  for (std::int32_t v = 0; v < 65536; ++v)
    if (low[static_cast<std::size_t>(v)].pixels > 0) counts[v] = low[static_cast<std::size_t>(v)];
  counts.erase(nodata());
  std::vector<ValueCount> out;
  for (auto& [value, count] : counts) {
    count.value = value;
    out.push_back(count);
  }
  return out;
}

bool sameCells(const Grid& raster, const Grid& grid) {
  const auto drift = [](double a, double b, std::int64_t count) {
    return std::abs(a - b) / b * static_cast<double>(count);
  };
  return nearlyWhole((raster.x0 - grid.x0) / grid.dx) && nearlyWhole((grid.y0 - raster.y0) / grid.dy) &&
         drift(raster.dx, grid.dx, raster.cols) <= kSameCell && drift(raster.dy, grid.dy, raster.rows) <= kSameCell &&
         raster.crs.sameAs(grid.crs);
}

Grid rasterGrid(const std::filesystem::path& path) { return RasterBand(path, 1).grid(); }

}  // namespace tanhui
