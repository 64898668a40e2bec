#include "geo/cog/detail/TiffGeoTags.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "geo/base/Error.h"
#include "geo/base/Handle.h"
#include "geo/cog/OverviewPixels.h"

namespace tanhui {
namespace {

constexpr std::uint16_t kGdalNodata = 42113;
/// ModelPixelScale, ModelTiepoint, ModelTransformation, GeoKeyDirectory, GeoDoubleParams, GeoAsciiParams,
/// GDAL_METADATA.
constexpr std::array<std::uint16_t, 8> kCopied = {33550, 33922, 34264, 34735, 34736, 34737, 42112, kGdalNodata};

/// A file in GDAL's memory that is removed with this object.
class MemoryName {
 public:
  explicit MemoryName(const void* owner) : name_(fmt::format("/vsimem/tanhui_geotags_{}.tif", owner)) {}
  MemoryName(const MemoryName&) = delete;
  MemoryName& operator=(const MemoryName&) = delete;
  ~MemoryName() { VSIUnlink(name_.c_str()); }
  const char* get() const { return name_.c_str(); }

 private:
  std::string name_;
};

[[noreturn]] void fail(const std::filesystem::path& target) {
  throw Error(target.string(), say("cog.georeference", takeGdalMessage()), say("cog.georeference.remedy"),
              ErrorKind::work);
}

bool setStatistics(GDALRasterBandH band, const BandStatistics& s, std::uint64_t cells) {
  if (s.count == 0) return true;
  const auto set = [band](const char* key, const std::string& value) {
    return GDALSetMetadataItem(band, key, value.c_str(), nullptr) == CE_None;
  };
  const double percent = 100.0 * static_cast<double>(s.count) / static_cast<double>(cells);
  return set("STATISTICS_MINIMUM", fmt::format("{}", s.min)) && set("STATISTICS_MAXIMUM", fmt::format("{}", s.max)) &&
         set("STATISTICS_MEAN", fmt::format("{}", s.mean)) && set("STATISTICS_STDDEV", fmt::format("{}", s.stddev)) &&
         set("STATISTICS_VALID_PERCENT", fmt::format("{:.4g}", percent));
}

bool describeBand(GDALDatasetH file, const CogSpec& spec, std::size_t index) {
  GDALRasterBandH band = GDALGetRasterBand(file, static_cast<int>(index) + 1);
  const double nodata = spec.classes.empty() ? static_cast<double>(kFloatNodata) : kClassNodata;
  GDALSetDescription(band, spec.bands[index].name.c_str());
  return GDALSetRasterNoDataValue(band, nodata) == CE_None &&
         (spec.bands[index].unit.empty() || GDALSetRasterUnitType(band, spec.bands[index].unit.c_str()) == CE_None);
}

/// A file of one cell that carries everything but the pixels.
void writeTemplate(const MemoryName& name, const CogSpec& spec, const std::vector<BandStatistics>& statistics,
                   const std::filesystem::path& target) {
  CPLErrorReset();
  GDALDriverH driver = GDALGetDriverByName("GTiff");
  if (driver == nullptr) fail(target);
  CPLStringList options;
  options.SetNameValue("ENDIANNESS", "LITTLE");
  options.SetNameValue("BIGTIFF", "NO");
  const GdalDataset file(GDALCreate(driver, name.get(), 1, 1, static_cast<int>(spec.bands.size()),
                                    spec.classes.empty() ? GDT_Float32 : GDT_Byte, options.List()));
  if (!file) fail(target);
  const Grid& grid = spec.grid;
  std::array<double, 6> place = {grid.x0, grid.dx, 0, grid.y0, 0, -grid.dy};
  bool ok = GDALSetGeoTransform(file.get(), place.data()) == CE_None;
  if (grid.crs.known()) ok = ok && GDALSetSpatialRef(file.get(), grid.crs.handle()) == CE_None;
  for (const auto& [key, value] : spec.metadata)
    ok = ok && GDALSetMetadataItem(file.get(), key.c_str(), value.c_str(), nullptr) == CE_None;
  const auto cells = static_cast<std::uint64_t>(grid.cols) * static_cast<std::uint64_t>(grid.rows);
  for (std::size_t i = 0; i < spec.bands.size(); ++i) {
    ok = ok && describeBand(file.get(), spec, i);
    if (i < statistics.size())
      ok = ok && setStatistics(GDALGetRasterBand(file.get(), static_cast<int>(i) + 1), statistics[i], cells);
  }
  // GDALClose gives no code in GDAL 3.6: the flush before it does its work and reports.
  GDALFlushCache(file.get());
  if (!ok || CPLGetLastErrorType() >= CE_Failure) fail(target);
}

}  // namespace

std::vector<TiffTag> geoTags(const CogSpec& spec, const std::vector<BandStatistics>& statistics,
                             const std::filesystem::path& target) {
  const MemoryName name(&spec);
  writeTemplate(name, spec, statistics, target);
  vsi_l_offset size = 0;
  const std::uint8_t* bytes = VSIGetMemFileBuffer(name.get(), &size, FALSE);
  if (bytes == nullptr) fail(target);
  try {
    std::vector<TiffTag> tags = firstDirectory(std::span(bytes, static_cast<std::size_t>(size)));
    std::erase_if(tags, [](const TiffTag& tag) { return std::ranges::find(kCopied, tag.id) == kCopied.end(); });
    return tags;
  } catch (const std::out_of_range&) {
    fail(target);
  }
}

TiffTag nodataTag(const std::vector<TiffTag>& geoTags) {
  return *std::ranges::find(geoTags, kGdalNodata, &TiffTag::id);
}

}  // namespace tanhui
