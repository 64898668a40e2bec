#include "geo/model/MeasuredLayers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/carbon/Uncertainty.h"

namespace tanhui {
namespace {

/// No land holds more, tC/ha: the densest forests measured have less than 1,900 above ground (H. Keith et al. 2009,
/// PNAS 106:11635), the top 30 cm of pure peat less than 300.
constexpr double kMostVegetation = 2000, kMostSoil = 500;

class MeasuredReader {
 public:
  MeasuredReader(const MeasureSpec& spec, const Grid& grid, const Box& within, const StopFlag* stop)
      : box_(within.empty() ? grid.box() : within),
        mayLack_(!within.empty()),
        stop_(stop),
        values_(spec.path, grid, spec.band) {
    layer_.spec = spec;
    layer_.toCarbon = spec.dryMatter ? kCarbonFraction : 1;
    layer_.low = std::numeric_limits<double>::infinity();
    layer_.high = -layer_.low;
    if (spec.errorBand > 0) {
      errors_.emplace(spec.path, grid, spec.errorBand);
    } else {
      layer_.percentSe = spec.errorPercent / 100 / kRange95;
    }
  }

  MeasuredLayer read() {
    const Window pixels = values_.pixelsIn(box_);
    for (int row = 0; row < pixels.rows; ++row) {
      heed(stop_);
      readRow({pixels.col, pixels.row + row, pixels.cols, 1});
    }
    if (layer_.low <= layer_.high) return std::move(layer_);
    if (!mayLack_)
      throw Error(layer_.spec.path.string(), say("model.measured_nowhere", layer_.spec.name),
                  say("model.measured_nowhere.remedy"));
    layer_.low = layer_.high = 0;
    return std::move(layer_);
  }

 private:
  void readRow(const Window& pixels) {
    values_.values(pixels, row_);
    if (errors_) errors_->values(pixels, errorRow_);
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (std::isnan(row_[i])) continue;
      const std::int64_t col = pixels.col + static_cast<std::int64_t>(i);
      takeValue(row_[i], col, pixels.row);
      if (errors_) takeError(errorRow_[i], col, pixels.row);
    }
  }

  void takeValue(double value, std::int64_t col, std::int64_t row) {
    const double carbon = value * layer_.toCarbon;
    const double most = layer_.spec.of == Measures::soil30 ? kMostSoil : kMostVegetation;
    if (!(carbon >= 0)) throw fault("model.measured_negative", value, col, row);
    if (carbon > most) throw fault("model.measured_too_large", value, col, row);
    layer_.low = std::min(layer_.low, carbon);
    layer_.high = std::max(layer_.high, carbon);
  }

  void takeError(double error, std::int64_t col, std::int64_t row) {
    if (!(error >= 0)) throw fault("model.measured_bad_error", error, col, row);
    layer_.highestSe = std::max(layer_.highestSe, error * layer_.toCarbon);
  }

  Error fault(std::string_view problem, double value, std::int64_t col, std::int64_t row) const {
    const RasterBand::Place place = values_.placeOf(col, row);
    return Error(layer_.spec.path.string(),
                 say(problem, layer_.spec.name, fmt::format("{:.6g}", value), place.col, place.row,
                     fmt::format("{:.9g}", place.x), fmt::format("{:.9g}", place.y)),
                 say(fmt::format("{}.remedy", problem)));
  }

  const Box box_;
  const bool mayLack_;
  const StopFlag* stop_;
  MeanRaster values_;
  std::optional<MeanRaster> errors_;
  MeasuredLayer layer_;
  std::vector<double> row_, errorRow_;
};

}  // namespace

MeasuredLayer readMeasured(const MeasureSpec& spec, const Grid& grid, const Box& within, const StopFlag* stop) {
  return MeasuredReader(spec, grid, within, stop).read();
}

}  // namespace tanhui
