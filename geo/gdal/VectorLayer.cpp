#include "geo/gdal/VectorLayer.h"

namespace tanhui {

std::string featureWhere(const std::string& layer, std::int64_t fid) {
  return fmt::format("{}, feature {}", layer, fid);
}

std::string VectorLayer::where(std::size_t i) const { return featureWhere(name, fids[i]); }

Box VectorLayer::box() const {
  Box all;
  for (const MultiPolygon& shape : shapes) all.add(shape.box);
  return all;
}

}  // namespace tanhui
