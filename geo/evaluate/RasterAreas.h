#pragma once

#include <optional>
#include <vector>

#include "geo/layer/PixelMosaic.h"
#include "geo/model/LandLayers.h"

namespace tanhui {

/// What land of a raster's value is.
struct RasterLand {
  StratumId stratum;                    ///< kUnmapped for a value without a class
  std::optional<std::int32_t> unknown;  ///< that value
};

/// A class raster of a model that does not lie on its grid, as a layer of the overlay: values of one stratum are one
/// area. For one thread.
class RasterAreas {
 public:
  /// `layer` must outlive it.
  RasterAreas(const LandLayer& layer, const Grid& grid);

  std::int64_t pixelsIn(const Window& window) const { return pixels_.pixelsIn(window); }
  /// Throws Error as PixelMosaic does.
  void read(const Window& window);

  const Mosaic& mosaic() const { return pixels_.mosaic(); }
  const RasterLand& landOf(std::uint32_t area) const { return lands_[area]; }
  double cells() const { return pixels_.cells(); }

 private:
  std::int32_t alike(std::int32_t value) const;

  const ValueTable& table_;
  std::vector<std::pair<StratumId, std::int32_t>> firstOf_;  ///< the first value of each stratum, by stratum
  PixelMosaic pixels_;
  std::vector<RasterLand> lands_;  ///< of the areas
};

}  // namespace tanhui
