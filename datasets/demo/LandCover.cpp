#include <cmath>
#include <memory>

#include "datasets/demo/Files.h"
#include "datasets/demo/Layers.h"
#include "datasets/demo/Noise.h"
#include "geo/base/Error.h"

namespace tanhui::demo {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kLandCoverSeed = 0x2015;

/// Codes of the annual China land cover data set (Yang and Huang 2021).
enum class Cover : std::uint8_t { none, cropland, forest, shrub, grass, water, snow, barren, impervious, wetland };

Cover coverOf(Use use) {
  using enum Cover;
  switch (use) {
    case Use::outside:
      return none;
    case Use::arbor:
    case Use::bamboo:
    case Use::young:
      return forest;
    case Use::shrub:
      return shrub;
    case Use::grass:
      return grass;
    case Use::river:
    case Use::reservoir:
    case Use::pond:
      return water;
    case Use::marsh:
      return wetland;
    case Use::bareSoil:
    case Use::bareRock:
    case Use::mine:
    case Use::flat:
      return barren;
    default:
      return isTown(use) || use == Use::hamlet || use == Use::highway ? impervious : cropland;
  }
}

/// Ten years earlier, and as a classifier of satellite pictures saw it: smaller towns, no hamlets, confusion between
/// neighbouring classes.
Cover seenIn2015(const County& county, Point p) {
  using enum Cover;
  const Use use = county.use[county.use.indexAt(p)];
  Cover cover = coverOf(use);
  const double doubt =
      noise(kLandCoverSeed, p.x / 140, p.y / 140) + 0.5 * noise(kLandCoverSeed + 1, p.x / 45, p.y / 45);
  if (cover == impervious) {
    bool thereIn2015 = use == Use::hamlet && doubt > 0.35;
    for (const Town& town : county.settlement.towns) thereIn2015 |= townReach(town, p) < 0.72;
    if (!thereIn2015) cover = cropland;
  }
  if (doubt > 0.85) return cover == cropland ? forest : cover == forest ? cropland : cover;
  if (doubt < -0.85 && cover == forest) return shrub;
  if (doubt < -1.05 && cover == cropland) return grass;
  return cover;
}

struct CloseTransformation {
  void operator()(OGRCoordinateTransformationH h) const { OCTDestroyCoordinateTransformation(h); }
};

/// Transforms the corners of a lattice; between them the projection is as good as straight (below 0.1 m over 600 m).
class Lattice {
 public:
  Lattice(const RasterFile& file, int step) : step_(step), cols_(file.cols / step + 2) {
    const SpatialReferenceHandle from(OSRNewSpatialReference(nullptr)), to(OSRNewSpatialReference(nullptr));
    bool ok = OSRSetFromUserInput(from.get(), file.crs.c_str()) == OGRERR_NONE;
    ok = ok && OSRSetFromUserInput(to.get(), kCrs) == OGRERR_NONE;
    for (OGRSpatialReferenceH crs : {from.get(), to.get()}) OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    const std::unique_ptr<void, CloseTransformation> transform(ok ? OCTNewCoordinateTransformation(from.get(), to.get())
                                                                  : nullptr);
    for (int row = 0; row < file.rows / step + 2; ++row)
      for (int col = 0; col < cols_; ++col) {
        x_.push_back(file.west + col * step * file.cell);
        y_.push_back(file.north - row * step * file.cell);
      }
    if (!transform || !OCTTransform(transform.get(), static_cast<int>(x_.size()), x_.data(), y_.data(), nullptr))
      throw Error(file.path.string(), say("demo.cannot_write", takeGdalMessage()), say("demo.cannot_write.remedy"),
                  ErrorKind::work);
  }

  /// In the square's own metres.
  Point at(double col, double row) const {
    const int i = static_cast<int>(col) / step_, j = static_cast<int>(row) / step_;
    const double u = col / step_ - i, v = row / step_ - j;
    const auto k = static_cast<std::size_t>(j) * static_cast<std::size_t>(cols_) + static_cast<std::size_t>(i),
               n = k + static_cast<std::size_t>(cols_);
    const auto mean = [&](const std::vector<double>& t) {
      return (1 - v) * ((1 - u) * t[k] + u * t[k + 1]) + v * ((1 - u) * t[n] + u * t[n + 1]);
    };
    return {mean(x_) - kWest, mean(y_) - kSouth};
  }

 private:
  int step_, cols_;
  std::vector<double> x_, y_;
};

}  // namespace

void writeLandCover(const County& county, const fs::path& folder) {
  constexpr double kDegrees = 0.00027;  // 30 m
  const RasterFile file{folder / "土地覆盖2015.tif",
                        "EPSG:4326",
                        106.040,
                        29.395,
                        kDegrees,
                        1600,
                        1410,
                        0,
                        "land cover 2015, codes as CLCD; synthetic data"};
  const Lattice lattice(file, 20);
  std::vector<std::uint8_t> cover;
  cover.reserve(static_cast<std::size_t>(file.cols) * static_cast<std::size_t>(file.rows));
  for (int row = 0; row < file.rows; ++row)
    for (int col = 0; col < file.cols; ++col) {
      const Point p = lattice.at(col + 0.5, row + 0.5);
      const bool inSquare = p.x >= 0 && p.y >= 0 && p.x < kSide && p.y < kSide;
      cover.push_back(static_cast<std::uint8_t>(inSquare ? seenIn2015(county, p) : Cover::none));
    }
  writeRaster(file, cover);
}

}  // namespace tanhui::demo
