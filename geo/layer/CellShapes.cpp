#include "geo/layer/CellShapes.h"

#include <algorithm>
#include <array>

#include <cpl_string.h>
#include <gdal_alg.h>

#include "geo/base/Error.h"
#include "geo/gdal/PolygonParts.h"
#include "geo/layer/Repair.h"
#include "geo/layer/Reproject.h"

namespace tanhui {
namespace {

void require(bool done, const std::string& where) {
  if (!done) throw Error(where, say("layer.cells", takeGdalMessage()), say("layer.cells.remedy"), ErrorKind::work);
}

/// A raster over the labels, which stay where they are; numbers from 1, 0 for none.
GdalDataset rasterOf(std::span<const std::int32_t> numbers, const Grid& grid, const std::string& where) {
  GDALDriverH driver = GDALGetDriverByName("MEM");
  GdalDataset raster(
      GDALCreate(driver, "", static_cast<int>(grid.cols), static_cast<int>(grid.rows), 0, GDT_Int32, nullptr));
  require(raster != nullptr, where);
  CPLStringList options;
  options.SetNameValue("DATAPOINTER", fmt::format("{}", static_cast<const void*>(numbers.data())).c_str());
  std::array<double, 6> transform = {grid.x0, grid.dx, 0, grid.y0, 0, -grid.dy};
  require(GDALAddBand(raster.get(), GDT_Int32, options.List()) == CE_None &&
              GDALSetGeoTransform(raster.get(), transform.data()) == CE_None,
          where);
  return raster;
}

}  // namespace

std::vector<MultiPolygon> shapesOfLabels(std::span<const std::uint32_t> labels, std::size_t count, const Grid& grid,
                                         const Crs& target, const std::string& where) {
  registerGdal();
  std::vector<std::int32_t> numbers;
  numbers.reserve(labels.size());
  for (const std::uint32_t label : labels) numbers.push_back(label < count ? static_cast<std::int32_t>(label) + 1 : 0);
  const GdalDataset raster = rasterOf(numbers, grid, where);
  const GdalDataset vector(GDALCreate(GDALGetDriverByName("Memory"), "", 0, 0, 0, GDT_Unknown, nullptr));
  require(vector != nullptr, where);
  OGRLayerH layer = GDALDatasetCreateLayer(vector.get(), "labels", nullptr, wkbPolygon, nullptr);
  OGRFieldDefnH field = OGR_Fld_Create("number", OFTInteger);
  const bool made = OGR_L_CreateField(layer, field, FALSE) == OGRERR_NONE;
  OGR_Fld_Destroy(field);
  GDALRasterBandH band = GDALGetRasterBand(raster.get(), 1);
  require(made && GDALPolygonize(band, band, layer, 0, nullptr, nullptr, nullptr) == CE_None, where);

  std::vector<PolygonParts> parts(count);
  OGR_L_ResetReading(layer);
  for (FeatureHandle feature(OGR_L_GetNextFeature(layer)); feature != nullptr;
       feature.reset(OGR_L_GetNextFeature(layer)))
    appendPolygons(OGR_F_GetGeometryRef(feature.get()),
                   parts[static_cast<std::size_t>(OGR_F_GetFieldAsInteger(feature.get(), 0) - 1)]);
  Repair repair;
  RepairNote note;
  Reproject reproject(grid.crs, target, where);
  std::vector<MultiPolygon> shapes;
  for (PolygonParts& part : parts) {
    shapes.push_back(repair(part, note));
    if (!reproject(shapes.back())) throw Error(where, say("layer.cells_apart"), say("layer.cells_apart.remedy"));
  }
  return shapes;
}

MultiPolygon shapeOfCells(std::span<const std::int64_t> cells, const Grid& grid, const std::string& where) {
  if (cells.empty()) return {};
  // Of the rectangle that holds them, not of the whole grid.
  std::int64_t west = grid.cols, east = 0, north = grid.rows, south = 0;
  for (const std::int64_t cell : cells) {
    west = std::min(west, cell % grid.cols), east = std::max(east, cell % grid.cols + 1);
    north = std::min(north, cell / grid.cols), south = std::max(south, cell / grid.cols + 1);
  }
  Grid box = grid;
  box.x0 += static_cast<double>(west) * grid.dx, box.y0 -= static_cast<double>(north) * grid.dy;
  box.cols = east - west, box.rows = south - north;
  std::vector<std::uint32_t> labels(static_cast<std::size_t>(box.cols * box.rows), 1);
  for (const std::int64_t cell : cells)
    labels[static_cast<std::size_t>((cell / grid.cols - north) * box.cols + cell % grid.cols - west)] = 0;
  return std::move(shapesOfLabels(labels, 1, box, grid.crs, where).front());
}

Point middleOf(std::int64_t cell, const Grid& grid) {
  return {grid.x0 + (static_cast<double>(cell % grid.cols) + 0.5) * grid.dx,
          grid.y0 - (static_cast<double>(cell / grid.cols) + 0.5) * grid.dy};
}

}  // namespace tanhui
