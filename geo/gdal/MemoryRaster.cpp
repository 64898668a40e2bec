#include "geo/gdal/MemoryRaster.h"

#include <array>
#include <atomic>

#include <cpl_string.h>
#include <cpl_vsi.h>

#include "geo/base/Error.h"
#include "geo/base/Handle.h"

namespace tanhui {

MemoryRaster::MemoryRaster(const Grid& grid, std::span<const std::uint16_t> values, const std::string& name) {
  static std::atomic<unsigned> made = 0;
  path_ = fmt::format("/vsimem/tanhui-{}/{}.tif", ++made, name);
  try {
    write(grid, values);
  } catch (const Error&) {
    VSIUnlink(path_.c_str());
    throw;
  }
}

MemoryRaster::~MemoryRaster() { VSIUnlink(path_.c_str()); }

void MemoryRaster::write(const Grid& grid, std::span<const std::uint16_t> values) const {
  registerGdal();
  const auto check = [this](bool done) {
    if (!done)
      throw Error(path_.string(), say("layer.memory_raster", takeGdalMessage()), say("layer.memory_raster.remedy"),
                  ErrorKind::work);
  };
  const int cols = static_cast<int>(grid.cols), rows = static_cast<int>(grid.rows);
  CPLStringList options;
  options.SetNameValue("TILED", "YES");
  options.SetNameValue("BIGTIFF", "IF_SAFER");
  GdalDataset dataset(
      GDALCreate(GDALGetDriverByName("GTiff"), path_.c_str(), cols, rows, 1, GDT_UInt16, options.List()));
  check(dataset != nullptr);
  std::array<double, 6> transform = {grid.x0, grid.dx, 0, grid.y0, 0, -grid.dy};
  GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  check(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None &&
        GDALSetSpatialRef(dataset.get(), grid.crs.handle()) == CE_None &&
        GDALSetRasterNoDataValue(band, double{kNone}) == CE_None &&
        GDALRasterIO(band, GF_Write, 0, 0, cols, rows, const_cast<std::uint16_t*>(values.data()), cols, rows,
                     GDT_UInt16, 0, 0) == CE_None &&
        closeWhole(dataset));
}

}  // namespace tanhui
