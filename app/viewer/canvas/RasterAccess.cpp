#include "app/viewer/canvas/RasterAccess.h"

#include <cpl_string.h>
#include <gdal_utils.h>

#include "geo/base/Error.h"
#include "geo/base/GdalOption.h"
#include "geo/gdal/RasterBand.h"

namespace tanhui::viewer {
namespace {

GdalDataset openReadOnly(const std::string& source) {
  registerGdal();
  const SideFiles nodataToo;
  GdalDataset dataset(
      GDALOpenEx(source.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (!dataset) failRead(source);
  for (int i = 1; i <= GDALGetRasterCount(dataset.get()); ++i)  // some drivers read side files when first asked
    GDALGetRasterNoDataValue(GDALGetRasterBand(dataset.get(), i), nullptr);
  return dataset;
}

struct FreeOptions {
  void operator()(GDALWarpAppOptions* options) const { GDALWarpAppOptionsFree(options); }
  void operator()(GDALTranslateOptions* options) const { GDALTranslateOptionsFree(options); }
};

void addGrid(CPLStringList& words, const Grid& grid) {
  const Box box = grid.box();
  words.AddString("-te");
  for (const double edge : {box.xmin, box.ymin, box.xmax, box.ymax})
    words.AddString(fmt::format("{:.17g}", edge).c_str());
  words.AddString("-ts");
  words.AddString(std::to_string(grid.cols).c_str());
  words.AddString(std::to_string(grid.rows).c_str());
}

/// The number of the band among those of the dataset; 0: it is none of them.
int numberOf(GDALRasterBandH band, GDALDatasetH dataset) {
  for (int i = 1; i <= GDALGetRasterCount(dataset); ++i)
    if (GDALGetRasterBand(dataset, i) == band) return i;
  return 0;
}

/// GDAL 3.6 warps all bands or none: one is picked by a VRT in between, with the alpha band as its mask.
void pickBand(WarpedRaster& out, const std::string& source, int band, bool classes) {
  CPLStringList words;
  for (const char* word : {"-of", "VRT", "-b"}) words.AddString(word);
  words.AddString(std::to_string(band).c_str());
  const std::vector<GDALRasterBandH> masks = masksOf(out.source.get(), band);
  for (GDALRasterBandH mask : masks) {
    int alpha = numberOf(mask, out.source.get());
    if (alpha == 0 && (GDALGetMaskFlags(GDALGetRasterBand(out.source.get(), band)) & GMF_ALPHA) != 0)
      alpha = GDALGetRasterCount(out.source.get());
    if (alpha == 0) continue;
    words.AddString("-mask");
    words.AddString(std::to_string(alpha).c_str());
    break;
  }
  if (!classes && scaleOf(GDALGetRasterBand(out.source.get(), band)).applies())
    for (const char* word : {"-unscale", "-ot", "Float32"}) words.AddString(word);
  const std::unique_ptr<GDALTranslateOptions, FreeOptions> options(GDALTranslateOptionsNew(words.List(), nullptr));
  int fault = 0;
  out.picked.reset(GDALTranslate("", out.source.get(), options.get(), &fault));
  if (!out.picked || fault != 0) failRead(source);
}

Grid gridOf(GDALDatasetH dataset, const Crs& crs) {
  std::array<double, 6> t{};
  GDALGetGeoTransform(dataset, t.data());
  return {crs, t[0], t[3], t[1], -t[5], GDALGetRasterXSize(dataset), GDALGetRasterYSize(dataset)};
}

}  // namespace

void failRead(const std::string& source) {
  throw Error(source, say("viewer.unreadable", takeGdalMessage()), say("viewer.raster_unreadable.remedy"),
              ErrorKind::work);
}

Grid RasterAccess::grid() const { return gridOf(dataset.get(), crs); }

bool RasterAccess::hasOverviews() const { return GDALGetOverviewCount(GDALGetRasterBand(dataset.get(), 1)) > 0; }

RasterAccess openRasterAccess(const std::string& source, int band) {
  RasterAccess access{source, openReadOnly(source), {}, {}};
  if (GDALGetRasterCount(access.dataset.get()) < band)
    throw Error(source, say("viewer.no_band", band), say("viewer.no_band.remedy"));
  if (GDALGetGeoTransform(access.dataset.get(), access.transform.data()) != CE_None)
    throw Error(source, say("viewer.no_georeference"), say("viewer.no_georeference.remedy"));
  access.crs = Crs::fromHandle(GDALGetSpatialRef(access.dataset.get()));
  if (!access.crs.known()) throw Error(source, say("viewer.no_crs"), say("viewer.no_crs.remedy"));
  return access;
}

WarpedRaster warpRaster(const std::string& source, int band, const Crs& crs, const Grid& grid, bool picture,
                        bool classes) {
  WarpedRaster out{openReadOnly(source), nullptr, nullptr, {}};
  CPLStringList words;
  for (const char* word : {"-of", "VRT", "-t_srs"}) words.AddString(word);
  words.AddString(crs.wkt().c_str());
  words.AddString("-r");
  words.AddString(classes ? "near" : "bilinear");
  if (picture) {
    words.AddString("-dstalpha");
  } else {
    for (const char* word : {"-ot", "Float32", "-dstnodata", "nan"}) words.AddString(word);
    pickBand(out, source, band, classes);
  }
  if (grid.cols > 0) addGrid(words, grid);
  const std::unique_ptr<GDALWarpAppOptions, FreeOptions> options(GDALWarpAppOptionsNew(words.List(), nullptr));
  if (!options) failRead(source);
  GDALDatasetH from = out.picked ? out.picked.get() : out.source.get();
  int fault = 0;
  out.dataset.reset(GDALWarp("", nullptr, 1, &from, options.get(), &fault));
  if (!out.dataset || fault != 0) failRead(source);
  out.grid = gridOf(out.dataset.get(), crs);
  return out;
}

}  // namespace tanhui::viewer
