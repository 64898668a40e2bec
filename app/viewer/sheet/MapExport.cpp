#include "app/viewer/sheet/MapExport.h"

#include <array>

#include <cpl_string.h>
#include <gdal_utils.h>

#include "app/viewer/canvas/RasterAccess.h"
#include "geo/base/Error.h"
#include "geo/base/File.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

struct FreeOptions {
  void operator()(GDALWarpAppOptions* options) const { GDALWarpAppOptionsFree(options); }
};

[[noreturn]] void failWrite(const fs::path& file) {
  throw Error(file.string(), say("viewer.cannot_write_why", takeGdalMessage()), say("viewer.cannot_write.remedy"),
              ErrorKind::work);
}

/// The outline in WKT: rings by even-odd, as the shapes are drawn, so each ring is a part of its own.
std::string wktOf(const VectorShapes& shapes, std::size_t shape) {
  std::string wkt = "MULTIPOLYGON (((";
  const VectorShapes::Shape& s = shapes.shapes[shape];
  for (std::uint32_t part = s.firstPart; part < s.endPart; ++part) {
    const auto [first, end] = shapes.part(part);
    if (part > s.firstPart) wkt += ")),((";
    for (std::uint32_t i = first; i < end; ++i)
      wkt += fmt::format("{}{:.10g} {:.10g}", i == first ? "" : ",", shapes.points[i].x, shapes.points[i].y);
  }
  return wkt + ")))";
}

/// A polygon file in memory for the cut.
class CutFile {
 public:
  CutFile(const std::string& wkt, const Crs& crs, const fs::path& file) {
    const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GPKG"), path_, 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) failWrite(file);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset.get(), "cut", crs.handle(), wkbMultiPolygon, nullptr);
    OGRGeometryH parsed = nullptr;
    char* text = const_cast<char*>(wkt.c_str());
    if (layer == nullptr || OGR_G_CreateFromWkt(&text, nullptr, &parsed) != OGRERR_NONE) failWrite(file);
    // Rings that lie inside others are holes: sorted out by GEOS.
    const OgrGeometry rings(parsed);
    const OgrGeometry valid(OGR_G_MakeValid(rings.get()));
    const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    if (!valid || OGR_F_SetGeometry(feature.get(), valid.get()) != OGRERR_NONE ||
        OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE)
      failWrite(file);
  }
  ~CutFile() { VSIUnlink(path_); }
  CutFile(const CutFile&) = delete;
  CutFile& operator=(const CutFile&) = delete;
  const char* path() const { return path_; }

 private:
  static constexpr const char* path_ = "/vsimem/tanhui-cut.gpkg";
};

}  // namespace

void writePictureTiff(const std::vector<PreparedLayer>& layers, const ViewState& view, const Crs& crs,
                      const fs::path& file) {
  QImage image(view.size * view.ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(view.ratio);
  image.fill(Qt::transparent);
  {
    QPainter painter(&image);
    for (const PreparedLayer& layer : layers) paintLayer(painter, layer, view);
  }
  const QImage rgba = image.convertToFormat(QImage::Format_RGBA8888);
  const fs::path part = partialPath(file);
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "TILED=YES", "PHOTOMETRIC=RGB", "ALPHA=UNASSOCIATED"})
    options.AddString(option);
  {
    const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), part.c_str(), rgba.width(), rgba.height(), 4,
                                         GDT_Byte, options.List()));
    if (!dataset) failWrite(file);
    const Box box = view.box();
    std::array<double, 6> transform{box.xmin, (box.xmax - box.xmin) / rgba.width(),  0, box.ymax,
                                    0,        -(box.ymax - box.ymin) / rgba.height()};
    std::array<int, 4> bands{1, 2, 3, 4};
    if (GDALSetGeoTransform(dataset.get(), transform.data()) != CE_None ||
        GDALSetSpatialRef(dataset.get(), crs.handle()) != CE_None ||
        GDALDatasetRasterIO(dataset.get(), GF_Write, 0, 0, rgba.width(), rgba.height(),
                            const_cast<uchar*>(rgba.constBits()), rgba.width(), rgba.height(), GDT_Byte, 4,
                            bands.data(), 4, static_cast<int>(rgba.bytesPerLine()), 1) != CE_None)
      failWrite(file);
    GDALFlushCache(dataset.get());
  }
  commitFile(part, file);
}

void writeClippedTiff(const fs::path& raster, const VectorShapes& shapes, std::size_t shape, const Crs& crs,
                      const fs::path& file) {
  const RasterAccess access = openRasterAccess(raster.string(), 1);
  const CutFile cut(wktOf(shapes, shape), crs, file);
  const fs::path part = partialPath(file);
  std::error_code none;
  fs::remove(part, none);
  const Grid grid = access.grid();
  // Whole cells of the raster around the shape: neither shifted nor resampled.
  const Box& box = shapes.shapes[shape].box;
  Window w;
  w.col = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor((box.xmin - grid.x0) / grid.dx)));
  w.row = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor((grid.y0 - box.ymax) / grid.dy)));
  w.cols =
      static_cast<int>(std::min<double>(static_cast<double>(grid.cols), std::ceil((box.xmax - grid.x0) / grid.dx)) -
                       static_cast<double>(w.col));
  w.rows =
      static_cast<int>(std::min<double>(static_cast<double>(grid.rows), std::ceil((grid.y0 - box.ymin) / grid.dy)) -
                       static_cast<double>(w.row));
  if (w.cols <= 0 || w.rows <= 0)
    throw Error(file.string(), say("viewer.export.outside"), say("viewer.export.outside.remedy"));
  const Box cells = grid.box(w);
  CPLStringList words;
  for (const char* word :
       {"-of", "GTiff", "-co", "COMPRESS=DEFLATE", "-co", "TILED=YES", "-r", "near", "-cutline", cut.path(), "-te"})
    words.AddString(word);
  for (const double edge : {cells.xmin, cells.ymin, cells.xmax, cells.ymax})
    words.AddString(fmt::format("{:.17g}", edge).c_str());
  for (const std::string& word : {std::string("-ts"), std::to_string(w.cols), std::to_string(w.rows)})
    words.AddString(word.c_str());
  const std::unique_ptr<GDALWarpAppOptions, FreeOptions> options(GDALWarpAppOptionsNew(words.List(), nullptr));
  GDALDatasetH source = access.dataset.get();
  int fault = 0;
  {
    const GdalDataset written(GDALWarp(part.c_str(), nullptr, 1, &source, options.get(), &fault));
    if (!written || fault != 0) failWrite(file);
    for (int band = 1; band <= GDALGetRasterCount(source); ++band) {
      GDALRasterBandH from = GDALGetRasterBand(source, band), to = GDALGetRasterBand(written.get(), band);
      GDALSetDescription(to, GDALGetDescription(from));
      GDALSetRasterUnitType(to, GDALGetRasterUnitType(from));
      if (GDALColorTableH table = GDALGetRasterColorTable(from)) GDALSetRasterColorTable(to, table);
    }
  }
  commitFile(part, file);
  fs::path style = raster, clippedStyle = file;
  style.replace_extension(".qml");
  clippedStyle.replace_extension(".qml");
  if (fs::exists(style, none)) fs::copy_file(style, clippedStyle, fs::copy_options::overwrite_existing, none);
}

}  // namespace tanhui::viewer
