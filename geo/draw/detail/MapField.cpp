#include "geo/draw/detail/MapField.h"

#include <gdal.h>

#include <cmath>
#include <limits>

#include "geo/base/Error.h"
#include "geo/base/GdalOption.h"

namespace tanhui {
namespace {

[[noreturn]] void failRead(const std::filesystem::path& raster) {
  throw Error(raster.string(), say("report.map_unreadable", takeGdalMessage()), say("report.map_unreadable.remedy"),
              ErrorKind::work);
}

std::map<int, MapField::Class> classesOf(GDALRasterBandH band) {
  std::map<int, MapField::Class> out;
  if (GDALColorTableH table = GDALGetRasterColorTable(band); table != nullptr) {
    for (int value = 0; value < GDALGetColorEntryCount(table); ++value) {
      const GDALColorEntry* entry = GDALGetColorEntry(table, value);
      out[value].colour =
          static_cast<std::uint32_t>((entry->c1 & 0xFF) << 16 | (entry->c2 & 0xFF) << 8 | (entry->c3 & 0xFF));
    }
  }
  int value = 0;
  for (char** name = GDALGetRasterCategoryNames(band); name != nullptr && *name != nullptr; ++name)
    out[value++].name = *name;
  return out;
}

}  // namespace

MapField readMapField(const std::filesystem::path& raster, int band, bool classes, int most) {
  registerGdal();
  const SideFiles names;
  const GdalDataset dataset(
      GDALOpenEx(raster.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  double transform[6];
  if (!dataset || band > GDALGetRasterCount(dataset.get()) || GDALGetGeoTransform(dataset.get(), transform) != CE_None)
    failRead(raster);
  const int cols = GDALGetRasterXSize(dataset.get()), rows = GDALGetRasterYSize(dataset.get());

  MapField field;
  field.grid = {Crs::fromHandle(GDALGetSpatialRef(dataset.get())),
                transform[0],
                transform[3],
                transform[1],
                -transform[5],
                cols,
                rows};
  const double shrink = std::min(1.0, static_cast<double>(most) / std::max(cols, rows));
  field.width = std::max(1, static_cast<int>(std::lround(cols * shrink)));
  field.height = std::max(1, static_cast<int>(std::lround(rows * shrink)));
  field.values.resize(static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height));

  GDALRasterBandH source = GDALGetRasterBand(dataset.get(), band);
  GDALRasterIOExtraArg how;
  INIT_RASTERIO_EXTRA_ARG(how);
  how.eResampleAlg = classes ? GRIORA_Mode : GRIORA_Average;
  if (GDALRasterIOEx(source, GF_Read, 0, 0, cols, rows, field.values.data(), field.width, field.height, GDT_Float32, 0,
                     0, &how) != CE_None)
    failRead(raster);
  int hasNodata = 0;
  const auto nodata = static_cast<float>(GDALGetRasterNoDataValue(source, &hasNodata));
  if (hasNodata != 0)
    for (float& value : field.values)
      if (value == nodata) value = std::numeric_limits<float>::quiet_NaN();
  if (classes) field.classes = classesOf(source);
  return field;
}

}  // namespace tanhui
