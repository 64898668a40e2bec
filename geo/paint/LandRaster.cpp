#include "geo/paint/LandRaster.h"

#include <limits>
#include <span>

#include "geo/evaluate/TileJobs.h"
#include "geo/paint/Maps.h"

namespace tanhui {
namespace {

constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

/// Evaluates the whole grid; `take` is called on many threads at once, each with a tile of its own.
template <typename Take>
void eachTile(const Model& model, int threads, const StopFlag& stop, const Take& take) {
  const TilePainter painter = [&](const TileStrata& tile) {
    take(tile);
    return std::vector<CogWriter::Block>();
  };
  evaluateTiles(
      {model, {Tiling(model.grid).all()}, threads}, painter, [](std::vector<TileResult>) {}, stop);
}

/// What a stratum adds to a share: nothing that is mapped, mapped land of other classes, or land of these.
enum class Counts : std::uint8_t { nothing, other, these };

std::vector<Counts> countsOf(const Model& model, const std::set<std::string>& classes) {
  std::vector<Counts> counts;
  const std::string& unmapped = model.strata[kUnmapped].classKey;
  for (const Stratum& stratum : model.strata.all())
    counts.push_back(stratum.classKey == unmapped         ? Counts::nothing
                     : classes.contains(stratum.classKey) ? Counts::these
                                                          : Counts::other);
  return counts;
}

float shareOf(Counts counts) { return counts == Counts::nothing ? kNothing : counts == Counts::these ? 1.0F : 0.0F; }

float shareOf(std::span<const StratumPart> parts, const std::vector<Counts>& counts) {
  double mapped = 0, these = 0;
  for (const StratumPart& part : parts) {
    if (counts[part.stratum] != Counts::nothing) mapped += part.fraction;
    if (counts[part.stratum] == Counts::these) these += part.fraction;
  }
  return mapped > 0 ? static_cast<float>(these / mapped) : kNothing;
}

std::size_t placeOf(const Grid& grid, const Window& window, std::size_t cell) {
  const auto width = static_cast<std::size_t>(window.cols);
  return (static_cast<std::size_t>(window.row) + cell / width) * static_cast<std::size_t>(grid.cols) +
         static_cast<std::size_t>(window.col) + cell % width;
}

}  // namespace

ClassRaster leadingClasses(const Model& model, int threads, const StopFlag& stop) {
  const Grid& grid = model.grid;
  const ClassMap map = classMap(model.strata, model.landStrata);
  ClassRaster raster{map.classes, std::vector<std::uint8_t>(static_cast<std::size_t>(grid.cols * grid.rows))};
  // What is not mapped is a class of the map of classes; here it is nothing.
  const std::string& unmapped = model.strata[kUnmapped].classKey;
  eachTile(model, threads, stop, [&](const TileStrata& tile) {
    std::vector<std::uint8_t> pixels;
    paint(map, tile, pixels);
    for (int row = 0; row < tile.window.rows; ++row)
      for (int col = 0; col < tile.window.cols; ++col) {
        const std::uint8_t value = pixels[static_cast<std::size_t>(row) * kTile + static_cast<std::size_t>(col)];
        const bool known = value != kClassNodata && map.classes[value] != unmapped;
        const auto cell = static_cast<std::size_t>((tile.window.row + row) * grid.cols + tile.window.col + col);
        raster.cells[cell] = known ? value : kClassNodata;
      }
  });
  return raster;
}

std::vector<float> shareOfClasses(const Model& model, const std::set<std::string>& classes, int threads,
                                  const StopFlag& stop) {
  std::vector<float> share(static_cast<std::size_t>(model.grid.cols * model.grid.rows), kNothing);
  const std::vector<Counts> counts = countsOf(model, classes);
  eachTile(model, threads, stop, [&](const TileStrata& tile) {
    for (std::size_t i = 0; i < tile.cell.size(); ++i)
      if (tile.cell[i] < counts.size()) share[placeOf(model.grid, tile.window, i)] = shareOf(counts[tile.cell[i]]);
    for (std::size_t m = 0; m < tile.mixed.size(); ++m) {
      const std::span parts(tile.parts.data() + tile.begin[m], tile.begin[m + 1] - tile.begin[m]);
      share[placeOf(model.grid, tile.window, tile.mixed[m])] = shareOf(parts, counts);
    }
  });
  return share;
}

}  // namespace tanhui
