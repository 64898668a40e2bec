#include "app/viewer/model/MapLayer.h"

namespace tanhui::viewer {

VectorSource sourceOf(const std::filesystem::path& file, const std::string& sublayer) {
  VectorSource source;
  source.path = file;
  source.sublayer = sublayer;
  return source;
}

int bandOf(const Content& content) {
  if (const auto* raster = std::get_if<RasterContent>(&content)) return raster->band;
  if (const auto* live = std::get_if<LiveContent>(&content)) return live->band;
  return 0;
}

Content withBand(Content content, int band) {
  if (auto* raster = std::get_if<RasterContent>(&content)) raster->band = band;
  if (auto* live = std::get_if<LiveContent>(&content)) live->band = band;
  return content;
}

}  // namespace tanhui::viewer
