#include "geo/evaluate/MeasuredCells.h"

#include <algorithm>

namespace tanhui {

MeasuredCells::MeasuredCells(const MeasuredStrata& measured, const Grid& grid) : measured_(measured) {
  if (measured.empty()) return;
  for (const MeasuredLayer& layer : measured.layers()) {
    const MeasureSpec& spec = layer.spec;
    layers_.push_back({MeanRaster(spec.path, grid, spec.band), std::nullopt, {}, {}});
    if (spec.errorBand > 0) layers_.back().errors.emplace(spec.path, grid, spec.errorBand);
  }
}

void MeasuredCells::read(const Window& window) {
  for (Layer& layer : layers_) {
    layer.values.means(window, layer.value);
    if (layer.errors) layer.errors->means(window, layer.error);
  }
}

bool MeasuredCells::plain(std::size_t cell) const {
  return std::ranges::none_of(layers_, [cell](const Layer& layer) { return layer.value[cell].share > 0; });
}

/// Of the living carbon, or of the soil: what each raster holds of the cell, and the rest without one.
void MeasuredCells::places(std::size_t cell, bool soil, std::vector<MeasuredPlace>& out) const {
  out.clear();
  double left = 1;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const MeasuredLayer& layer = measured_.layers()[i];
    const MeanRaster::Cell& value = layers_[i].value[cell];
    if ((layer.spec.of == Measures::soil30) != soil || !(value.share > 0)) continue;
    const double carbon = value.mean * layer.toCarbon;
    const double se = layers_[i].errors ? layers_[i].error[cell].mean * layer.toCarbon : layer.seOf(carbon);
    const double share = left * std::min(value.share, 1.0);
    out.push_back({share, static_cast<std::uint8_t>(i), carbon, se});
    left -= share;
    if (!(left > 0)) return;
  }
  out.push_back({left, std::nullopt});
}

const std::vector<AnchorShare>& MeasuredCells::mix(std::size_t cell, StratumId stratum) {
  places(cell, false, vegetation_);
  places(cell, true, soil_);
  mix_.clear();
  for (const MeasuredPlace& vegetation : vegetation_)
    for (const MeasuredPlace& soil : soil_) {
      part_.clear();
      measured_.mix(stratum, vegetation, soil, part_);
      for (const AnchorShare& anchor : part_)
        mix_.push_back({anchor.stratum, anchor.share * vegetation.share * soil.share});
    }
  return mix_;
}

}  // namespace tanhui
