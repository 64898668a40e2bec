#include "app/viewer/canvas/TileSource.h"

#include "app/viewer/canvas/Colouring.h"
#include "app/viewer/canvas/DifferenceTiles.h"
#include "app/viewer/canvas/LiveTiles.h"
#include "app/viewer/canvas/RasterTiles.h"

namespace tanhui::viewer {

std::size_t bytesOf(const TileData& data) {
  if (const auto* figures = std::get_if<FloatPixels>(&data)) return figures->values.size() * sizeof(float);
  if (const auto* picture = std::get_if<QImage>(&data)) return static_cast<std::size_t>(picture->sizeInBytes());
  const auto& strata = std::get<TileStrata>(data);
  return strata.cell.size() * sizeof(StratumId) + strata.mixed.size() * 2 * sizeof(std::uint32_t) +
         strata.parts.size() * sizeof(StratumPart);
}

QImage TileSource::colour(const TileData& data, const Style& style) const {
  if (const auto* picture = std::get_if<QImage>(&data)) return *picture;
  const auto& figures = std::get<FloatPixels>(data);
  if (const auto* classes = std::get_if<ClassStyle>(&style)) return colourClasses(figures, *classes);
  if (const auto* ramp = std::get_if<RampStyle>(&style)) return colourFigures(figures, *ramp);
  return {};
}

std::shared_ptr<const TileSource> makeTileSource(const Content& content, const Style& style, const Crs& crs) {
  if (const auto* raster = std::get_if<RasterContent>(&content))
    return makeRasterTiles(*raster, std::holds_alternative<ClassStyle>(style), crs);
  if (const auto* picture = std::get_if<PictureContent>(&content)) return makePictureTiles(*picture, crs);
  if (const auto* live = std::get_if<LiveContent>(&content)) return makeLiveTiles(*live);
  if (const auto* difference = std::get_if<DifferenceContent>(&content)) return makeDifferenceTiles(*difference, crs);
  return nullptr;
}

}  // namespace tanhui::viewer
