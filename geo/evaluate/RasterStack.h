#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/layer/RasterLayer.h"
#include "geo/model/LandLayers.h"

namespace tanhui {

/// What a raster holds of a cell.
struct RasterShare {
  std::uint32_t layer;                  ///< index of the layer in its stack; kNoOwner: what the rasters leave
  StratumId stratum;                    ///< kUnmapped for a value without a class
  double fraction;                      ///< of the cell
  std::optional<std::int32_t> unknown;  ///< a value that no class was given for
};

/// The class rasters of a stack of land layers whose cells are those of the grid, opened for one thread and read window
/// by window.
class RasterStack {
 public:
  /// `layers` must outlive it; `grid`: of the windows. `picture`: rasters on other grids, too, spread evenly in each
  /// cell; of no use for figures, since inside a cell such a raster then knows no geometry.
  /// `wanted`: only the layers for which it is true.
  template <typename Wanted>
  RasterStack(std::span<const LandLayer> layers, const Grid& grid, bool picture, const Wanted& wanted)
      : layers_(layers) {
    for (std::uint32_t i = 0; i < layers.size(); ++i)
      if (wanted(i)) add(i, grid, picture);
  }
  RasterStack(std::span<const LandLayer> layers, const Grid& grid, bool picture)
      : RasterStack(layers, grid, picture, [](std::uint32_t) { return true; }) {}

  bool empty() const { return rasters_.empty(); }
  /// Throws Error (kind work) when a block cannot be read.
  void read(const Window& window);

  /// A raster comes before the polygon layer of that index (kNoOwner: where no polygon lies).
  bool before(std::uint32_t layer) const { return !rasters_.empty() && rasters_.front().layer < layer; }

  /// Shares out `whole` of a cell of the window between the rasters that come before the polygon layer `owner`, in
  /// their order; `rest` takes what they leave. On the grid one value fills the cell.
  void share(std::size_t cell, std::uint32_t owner, StratumId rest, double whole, std::vector<RasterShare>& out) const;

  /// One raster, on the grid, whose table is quick to look up: cells can be taken in runs of one value.
  bool simple() const { return rasters_.size() == 1 && rasters_[0].reader.onGrid() && !rasters_[0].dense.empty(); }
  /// simple(): the values of the window's cells, and what a cell of a value is.
  std::span<const std::int32_t> values() const { return rasters_[0].values; }
  RasterShare of(std::int32_t value, StratumId rest) const;

 private:
  struct Raster {
    std::uint32_t layer;
    RasterLayer reader;
    std::int32_t firstValue = 0;
    std::vector<StratumId> dense;  ///< stratum of firstValue + i; for tables with a sane range of values
    std::vector<std::int32_t> values;
    ClassFractions fractions;
  };
  /// Unless it is of polygons, or off the grid.
  void add(std::uint32_t layer, const Grid& grid, bool picture);
  /// Nothing for nodata.
  std::optional<RasterShare> shareOf(const Raster& raster, std::int32_t value, double fraction) const;

  std::span<const LandLayer> layers_;
  std::vector<Raster> rasters_;
};

}  // namespace tanhui
