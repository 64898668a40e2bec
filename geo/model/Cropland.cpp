#include "geo/model/Cropland.h"

#include <array>

#include "geo/layer/PixelStrips.h"
#include "geo/layer/PolygonOverlay.h"

namespace tanhui {
namespace {

/// What a layer says of an area: all that it covers, and what of that is fields.
struct Covered {
  std::vector<MultiPolygon> all, fields;
};

class CroplandCut {
 public:
  CroplandCut(const StratumTable& strata, const LandClasses& classes, const Crs& crs)
      : strata_(strata), classes_(classes), crs_(crs) {}

  /// Layer by layer: what a layer covers keeps what of it is no field; the rest is for those below.
  MultiPolygon operator()(MultiPolygon area, std::span<const LandLayer> layers) const {
    std::vector<MultiPolygon> kept;
    for (const LandLayer& layer : layers) {
      if (area.empty()) break;
      const Covered covered = coveredBy(layer, area);
      MultiPolygon below = takeOut(area, covered.all, layer.name);
      const std::array<MultiPolygon, 1> others = {below};
      kept.push_back(takeOut(takeOut(area, covered.fields, layer.name), others, layer.name));
      area = std::move(below);
    }
    kept.push_back(std::move(area));
    std::erase_if(kept, [](const MultiPolygon& part) { return part.empty(); });
    return kept.empty() ? MultiPolygon() : unionOf(kept, layers.empty() ? std::string() : layers.front().name);
  }

 private:
  bool isField(StratumId stratum) const { return classes_.traits(strata_[stratum].classKey).tillable; }

  Covered coveredBy(const LandLayer& layer, const MultiPolygon& area) const {
    Covered covered;
    if (layer.isRaster()) {
      const auto fieldValue = [&](std::int32_t value) {
        const StratumId* stratum = layer.values.find(value);
        return stratum != nullptr && isField(*stratum);
      };
      covered.all = pixelStrips(layer.raster, crs_, area, [](std::int32_t) { return true; });
      covered.fields = pixelStrips(layer.raster, crs_, area, fieldValue);
      return covered;
    }
    for (std::size_t i = 0; i < layer.polygons.shapes.size(); ++i) {
      const MultiPolygon& shape = layer.polygons.shapes[i];
      if (!shape.box.meets(area.box)) continue;
      covered.all.push_back(shape);
      if (isField(layer.strata[i])) covered.fields.push_back(shape);
    }
    return covered;
  }

  const StratumTable& strata_;
  const LandClasses& classes_;
  const Crs& crs_;
};

}  // namespace

MultiPolygon withoutCropland(const MultiPolygon& area, std::span<const LandLayer> layers, const StratumTable& strata,
                             const LandClasses& classes, const Crs& crs) {
  return CroplandCut(strata, classes, crs)(area, layers);
}

}  // namespace tanhui
