#include "app/viewer/sheet/MapExport.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <cpl_string.h>
#include <gdal_utils.h>

#include "app/viewer/canvas/RasterAccess.h"
#include "app/viewer/model/Background.h"
#include "geo/base/Error.h"
#include "geo/base/PartFile.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/grid/CellsIn.h"
#include "geo/paint/Maps.h"

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

QImage painted(const std::vector<PreparedLayer>& layers, const ViewState& view, const QColor& ground) {
  QImage image(view.size * view.ratio, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(view.ratio);
  image.fill(ground);
  QPainter painter(&image);
  for (const PreparedLayer& layer : layers) paintLayer(painter, layer, view);
  return image;
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

/// A file in memory with the cells of a live map around a box, all its bands.
class LiveFile {
 public:
  LiveFile(const LiveContent& content, const Box& box, const fs::path& file) {
    const Model& model = *content.model;
    const Grid& grid = model.grid;
    const Window cells = cellsIn(grid, box);
    if (cells.cols <= 0 || cells.rows <= 0)
      throw Error(file.string(), say("viewer.export.outside"), say("viewer.export.outside.remedy"));
    const std::int64_t west = cells.col, north = cells.row, east = west + cells.cols, south = north + cells.rows;
    const FloatMap map = floatMap(content.map, *content.carbon, model.strata.all(), model.ties);
    CPLStringList options;
    options.AddString("TILED=YES");
    const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), path_, cells.cols, cells.rows,
                                         static_cast<int>(map.bands.size()), GDT_Float32, options.List()));
    if (!dataset) failWrite(file);
    std::array<double, 6> transform{grid.x0 + static_cast<double>(west) * grid.dx,  grid.dx, 0,
                                    grid.y0 - static_cast<double>(north) * grid.dy, 0,       -grid.dy};
    GDALSetGeoTransform(dataset.get(), transform.data());
    GDALSetSpatialRef(dataset.get(), grid.crs.handle());
    for (std::size_t band = 0; band < map.bands.size(); ++band) {
      GDALRasterBandH to = GDALGetRasterBand(dataset.get(), static_cast<int>(band) + 1);
      GDALSetRasterNoDataValue(to, kFloatNodata);
      GDALSetDescription(to, std::string(map.bands[band].key).c_str());
      GDALSetRasterUnitType(to, std::string(map.bands[band].unit.name).c_str());
    }
    const CellArea area(grid, model.areaRule);
    Evaluator evaluator(model, area);
    std::vector<std::vector<float>> pixels;
    for (std::int64_t row = north; row < south; row += kTile)
      for (std::int64_t col = west; col < east; col += kTile) {
        const int cols = static_cast<int>(std::min<std::int64_t>(kTile, east - col)),
                  rows = static_cast<int>(std::min<std::int64_t>(kTile, south - row));
        evaluator.evaluate({col, row, cols, rows});
        paint(map, evaluator.strata(), *content.carbon, pixels);
        for (std::size_t band = 0; band < pixels.size(); ++band)
          if (GDALRasterIO(GDALGetRasterBand(dataset.get(), static_cast<int>(band) + 1), GF_Write,
                           static_cast<int>(col - west), static_cast<int>(row - north), cols, rows, pixels[band].data(),
                           cols, rows, GDT_Float32, 0, static_cast<int>(kTile * sizeof(float))) != CE_None)
            failWrite(file);
      }
  }
  ~LiveFile() { VSIUnlink(path_); }
  LiveFile(const LiveFile&) = delete;
  LiveFile& operator=(const LiveFile&) = delete;
  const char* path() const { return path_; }

 private:
  static constexpr const char* path_ = "/vsimem/tanhui-live.tif";
};

}  // namespace

void writePicture(const std::vector<PreparedLayer>& layers, const ViewState& view, const fs::path& file) {
  PartFile part(file);
  if (!painted(layers, view, Qt::white).save(QString::fromStdString(part.path().string()), "PNG"))
    throw cannotWrite(file);
  part.commit();
}

void writePictureTiff(const std::vector<PreparedLayer>& layers, const ViewState& view, const Crs& crs,
                      const fs::path& file) {
  const QImage rgba = painted(layers, view, Qt::transparent).convertToFormat(QImage::Format_RGBA8888);
  PartFile part(file);
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "TILED=YES", "PHOTOMETRIC=RGB", "ALPHA=UNASSOCIATED"})
    options.AddString(option);
  GdalDataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), part.path().c_str(), rgba.width(), rgba.height(), 4,
                                 GDT_Byte, options.List()));
  if (!dataset) failWrite(file);
  const Box box = view.box();
  std::array<double, 6> transform{box.xmin, (box.xmax - box.xmin) / rgba.width(),  0, box.ymax,
                                  0,        -(box.ymax - box.ymin) / rgba.height()};
  std::array<int, 4> bands{1, 2, 3, 4};
  if (GDALSetGeoTransform(dataset.get(), transform.data()) != CE_None ||
      GDALSetSpatialRef(dataset.get(), crs.handle()) != CE_None ||
      GDALDatasetRasterIO(dataset.get(), GF_Write, 0, 0, rgba.width(), rgba.height(),
                          const_cast<uchar*>(rgba.constBits()), rgba.width(), rgba.height(), GDT_Byte, 4, bands.data(),
                          4, static_cast<int>(rgba.bytesPerLine()), 1) != CE_None ||
      !closeWhole(dataset))
    failWrite(file);
  part.commit();
}

void writeClippedTiff(const fs::path& raster, const VectorShapes& shapes, std::size_t shape, const Crs& crs,
                      const fs::path& file) {
  const RasterAccess access = openRasterAccess(raster.string(), 1);
  const CutFile cut(wktOf(shapes, shape), crs, file);
  PartFile part(file);
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
  GdalDataset written(GDALWarp(part.path().c_str(), nullptr, 1, &source, options.get(), &fault));
  if (!written || fault != 0) failWrite(file);
  for (int band = 1; band <= GDALGetRasterCount(source); ++band) {
    GDALRasterBandH from = GDALGetRasterBand(source, band), to = GDALGetRasterBand(written.get(), band);
    GDALSetDescription(to, GDALGetDescription(from));
    GDALSetRasterUnitType(to, GDALGetRasterUnitType(from));
    if (GDALColorTableH table = GDALGetRasterColorTable(from)) GDALSetRasterColorTable(to, table);
  }
  if (!closeWhole(written)) failWrite(file);
  part.commit();
  std::error_code none;
  fs::path style = raster, clippedStyle = file;
  style.replace_extension(".qml");
  clippedStyle.replace_extension(".qml");
  if (fs::exists(style, none)) fs::copy_file(style, clippedStyle, fs::copy_options::overwrite_existing, none);
}

void writeClippedTiff(const LiveContent& content, const VectorShapes& shapes, std::size_t shape, const Crs& crs,
                      const fs::path& file) {
  const LiveFile cells(content, shapes.shapes[shape].box, file);
  writeClippedTiff(fs::path(cells.path()), shapes, shape, crs, file);
}

}  // namespace tanhui::viewer
