#pragma once

#include <optional>
#include <vector>

#include "geo/model/MeasuredStrata.h"

namespace tanhui {

/// What the measured rasters of a model tell of the cells of a window, for one thread.
///
/// In a cell a raster tells the mean of its pixels there, of all land alike: inside a cell a measurement knows no
/// borders. Where pixels without a value take a share of the cell, that share of all its land is as the factors say. Of
/// two rasters of the same carbon the one that comes first in the project holds, the other where the first has no
/// value.
class MeasuredCells {
 public:
  /// `measured` must outlive it. Throws Error as MeanRaster does.
  MeasuredCells(const MeasuredStrata& measured, const Grid& grid);

  bool empty() const { return layers_.empty(); }
  /// Throws Error (kind work) when a block cannot be read.
  void read(const Window& window);
  /// Nothing was measured in a cell of the window.
  bool plain(std::size_t cell) const;

  /// The strata that land of a stratum in a cell is mixed of; valid until the next call. Shares sum to 1.
  const std::vector<AnchorShare>& mix(std::size_t cell, StratumId stratum);

 private:
  struct Layer {
    MeanRaster values;
    std::optional<MeanRaster> errors;
    std::vector<MeanRaster::Cell> value, error;
  };
  void places(std::size_t cell, bool soil, std::vector<MeasuredPlace>& out) const;

  const MeasuredStrata& measured_;
  std::vector<Layer> layers_;
  std::vector<MeasuredPlace> vegetation_, soil_;
  std::vector<AnchorShare> mix_, part_;
};

}  // namespace tanhui
