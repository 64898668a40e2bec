#include "geo/gdal/RasterBand.h"

#include <sys/stat.h>

#include <cmath>
#include <functional>
#include <limits>

#include <catch2/catch.hpp>

#include "geo/gdal/RasterFile.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const Grid kOwn{kGk, 600000, 3200020, 10, 10, 3, 2};

using Values = std::vector<double>;

std::filesystem::path raster(const TempFolder& folder, const std::string& name, const Values& values,
                             const RasterOptions& options = {}) {
  makeRaster(folder / name, kOwn, values, options);
  return folder / name;
}

/// Several bands of one type, then what else there is to say of the file.
std::filesystem::path bands(
    const TempFolder& folder, const std::string& name, GDALDataType type, const std::vector<Values>& all,
    const std::function<void(GDALDatasetH)>& more = [](GDALDatasetH) {}) {
  const std::filesystem::path path = folder / name;
  const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), 3, 2, static_cast<int>(all.size()),
                                       type, CPLStringList().List()));
  std::array<double, 6> transform{kOwn.x0, 10, 0, kOwn.y0, 0, -10};
  need(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None, "transform");
  need(GDALSetSpatialRef(dataset.get(), kGk.handle()) == CE_None, "crs");
  more(dataset.get());
  for (std::size_t i = 0; i < all.size(); ++i) {
    Values values = all[i];
    need(GDALRasterIO(GDALGetRasterBand(dataset.get(), static_cast<int>(i) + 1), GF_Write, 0, 0, 3, 2, values.data(), 3,
                      2, GDT_Float64, 0, 0) == CE_None,
         "write");
  }
  return path;
}

void setAlpha(GDALDatasetH dataset) {
  need(GDALSetRasterColorInterpretation(GDALGetRasterBand(dataset, GDALGetRasterCount(dataset)), GCI_AlphaBand) ==
           CE_None,
       "alpha");
}

void addMask(const std::filesystem::path& path, bool inside) {
  CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", inside ? "YES" : "NO");
  const GdalDataset dataset(GDALOpen(path.c_str(), GA_Update));
  need(GDALCreateDatasetMaskBand(dataset.get(), GMF_PER_DATASET) == CE_None, "mask");
  std::array<std::uint8_t, 6> seen{255, 0, 255, 255, 255, 255};
  GDALRasterBandH mask = GDALGetMaskBand(GDALGetRasterBand(dataset.get(), 1));
  need(GDALRasterIO(mask, GF_Write, 0, 0, 3, 2, seen.data(), 3, 2, GDT_Byte, 0, 0) == CE_None, "mask");
  CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
}

/// What a reader of figures gets, NaN as the text "-".
std::string figures(const std::filesystem::path& path, int band = 1) {
  RasterBand raster(path, band);
  Values out(6);
  raster.read({0, 0, 3, 2}, out.data(), 3, kNan);
  std::string text;
  for (const double value : out) text += std::isnan(value) ? "- " : fmt::format("{:.17g} ", value);
  return text;
}

/// What a reader of classes gets.
std::string classes(const std::filesystem::path& path) {
  RasterFile raster(path, 1);
  std::vector<std::int32_t> out(6);
  raster.read({0, 0, 3, 2}, out.data(), 3);
  std::string text;
  for (const std::int32_t value : out) text += value == raster.nodata() ? "- " : fmt::format("{} ", value);
  return text;
}

}  // namespace

TEST_CASE("What a file says has no value has none, for classes and for figures alike") {
  const TempFolder folder;
  const Values values{1, 2, 3, 1, 2, 3}, alpha{255, 0, 255, 255, 1, 255};
  const double two = 2;
  std::vector<std::filesystem::path> oneHidden;
  for (const bool inside : {true, false}) {
    oneHidden.push_back(raster(folder, fmt::format("mask{}.tif", inside), values));
    addMask(oneHidden.back(), inside);
  }
  CHECK(std::filesystem::exists(folder / "maskfalse.tif.msk"));
  oneHidden.push_back(bands(folder, "alpha2.tif", GDT_Byte, {values, alpha}, setAlpha));
  oneHidden.push_back(bands(folder, "alpha3.tif", GDT_Byte, {values, values, alpha}, setAlpha));
  oneHidden.push_back(bands(folder, "alpha16.tif", GDT_UInt16, {values, alpha}, setAlpha));
  for (const std::filesystem::path& path : oneHidden) {
    CAPTURE(path.filename().string());
    CHECK(figures(path) == "1 - 3 1 2 3 ");
    CHECK(classes(path) == "1 - 3 1 2 3 ");
    CHECK(RasterFile(path, 1).hasNodata());
  }

  // Where nodata is declared, GDAL leaves the alpha band aside: both hide.
  const auto both = bands(folder, "both.tif", GDT_Byte, {values, alpha}, [](GDALDatasetH dataset) {
    setAlpha(dataset);
    need(GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, 1), 3) == CE_None, "nodata");
  });
  CHECK(figures(both) == "1 - - 1 2 - ");
  CHECK(classes(both) == "1 - - 1 2 - ");
  CHECK(figures(both, 2) == "255 0 255 255 1 255 ");  // the alpha band itself, asked for

  // A pixel is hidden where all bands hold the values named: the second pixel, not the fifth.
  const auto together = bands(folder, "nv.tif", GDT_Byte, {values, {7, 9, 7, 7, 8, 7}}, [](GDALDatasetH dataset) {
    need(GDALSetMetadataItem(dataset, "NODATA_VALUES", "2 9", nullptr) == CE_None, "metadata");
  });
  CHECK(figures(together) == "1 - 3 1 2 3 ");
  CHECK(classes(together) == "1 - 3 1 2 3 ");

  // Declared in a side file alone, as for formats that have no place for it.
  const auto side = raster(folder, "side.tif", values);
  std::ofstream(folder / "side.tif.aux.xml")
      << "<PAMDataset><PAMRasterBand band=\"1\"><NoDataValue>2</NoDataValue></PAMRasterBand></PAMDataset>";
  CHECK(figures(side) == "1 - 3 1 - 3 ");
  CHECK(classes(side) == "1 - 3 1 - 3 ");

  CHECK(classes(raster(folder, "declared.tif", values, {.nodata = &two})) == "1 - 3 1 - 3 ");
}

TEST_CASE("NaN and the infinities are no value") {
  const TempFolder folder;
  constexpr double inf = std::numeric_limits<double>::infinity();
  for (const GDALDataType type : {GDT_Float32, GDT_Float64}) {
    const auto path = raster(folder, "inf.tif", {1, inf, -inf, kNan, 5, 6}, {.type = type});
    CHECK(figures(path) == "1 - - - 5 6 ");
    CHECK(classes(path) == "1 - - - 5 6 ");
  }
}

TEST_CASE("Nodata of 64-bit integers is told to the last digit") {
  const TempFolder folder;
  for (const GDALDataType type : {GDT_Int64, GDT_UInt64}) {
    const std::filesystem::path path = folder / "wide.tif";
    {
      const GdalDataset dataset(
          GDALCreate(GDALGetDriverByName("GTiff"), path.c_str(), 3, 2, 1, type, CPLStringList().List()));
      std::array<double, 6> transform{kOwn.x0, 10, 0, kOwn.y0, 0, -10};
      need(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None, "transform");
      need(GDALSetSpatialRef(dataset.get(), kGk.handle()) == CE_None, "crs");
      GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
      // 2^60 and its neighbour are one double.
      std::array<std::int64_t, 6> values{1, (1LL << 60) + 1, 1LL << 60, 4, 5, 6};
      if (type == GDT_Int64)
        need(GDALSetRasterNoDataValueAsInt64(band, 1LL << 60) == CE_None, "nodata");
      else
        need(GDALSetRasterNoDataValueAsUInt64(band, 1ULL << 60) == CE_None, "nodata");
      need(GDALRasterIO(band, GF_Write, 0, 0, 3, 2, values.data(), 3, 2, type, 0, 0) == CE_None, "write");
    }
    CHECK(figures(path) == fmt::format("1 {:.17g} - 4 5 6 ", std::ldexp(1.0, 60)));
    CHECK(caught([&] { classes(path); }).id == "layer.raster_not_classes");
  }
  const double two = 2;
  CHECK(classes(raster(folder, "small.tif", {1, 2, 3, 1, 2, 3}, {.type = GDT_UInt32, .nodata = &two})) ==
        "1 - 3 1 - 3 ");
}

TEST_CASE("Signed bytes are read as signed") {
  const TempFolder folder;
  const double least = -128;
  const auto path =
      raster(folder, "signed.tif", {0, 0, 0, 0, 0, 0}, {.nodata = &least, .creation = {"PIXELTYPE=SIGNEDBYTE"}});
  {
    const GdalDataset dataset(GDALOpen(path.c_str(), GA_Update));
    std::array<std::uint8_t, 6> bytes{1, 255, 128, 127, 0, 200};
    need(GDALRasterIO(GDALGetRasterBand(dataset.get(), 1), GF_Write, 0, 0, 3, 2, bytes.data(), 3, 2, GDT_Byte, 0, 0) ==
             CE_None,
         "write");
  }
  CHECK(figures(path) == "1 -1 - 127 0 -56 ");
  CHECK(classes(path) == "1 -1 - 127 0 -56 ");
}

TEST_CASE("A band with scale and offset holds no classes") {
  const TempFolder folder;
  const auto scaled = [&](double scale, double offset) {
    return bands(folder, "scaled.tif", GDT_Int16, {{1, 2, 3, 4, 5, 6}}, [&](GDALDatasetH dataset) {
      GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
      need(GDALSetRasterScale(band, scale) == CE_None && GDALSetRasterOffset(band, offset) == CE_None, "scale");
    });
  };
  CHECK(caught([&] { RasterFile(scaled(0.1, 5), 1); }).id == "layer.raster_scaled");
  CHECK(classes(scaled(1, 0)) == "1 2 3 4 5 6 ");
  const RasterBand band(scaled(0.1, 5), 1);
  CHECK(band.scale().applies());
  CHECK(band.scale().factor == 0.1);
  CHECK(band.scale().offset == 5);
  CHECK(caught([&] { RasterBand(scaled(0, 1), 1); }).id == "layer.raster_scale_unusable");
  CHECK(caught([&] { RasterBand(scaled(kNan, 1), 1); }).id == "layer.raster_scale_unusable");
}

TEST_CASE("A raw file shorter than its header demands is an error, whatever its format, order of bytes or VRT above") {
  const TempFolder folder;
  const Grid own{kGk, 600000, 3200500, 10, 10, 50, 50};
  const std::vector<double> values(2500, 1);
  const auto cut = [&](const char* name, const RasterOptions& options, double share) {
    makeRaster(folder / name, own, values, options);
    const std::filesystem::path data = folder / name;
    std::filesystem::resize_file(
        data, static_cast<std::uintmax_t>(static_cast<double>(std::filesystem::file_size(data)) * share));
    return caught([&] { RasterBand(data, 1); });
  };
  CHECK(cut("whole.img", {.driver = "ENVI"}, 1).id.empty());
  const Caught envi = cut("envi.img", {.driver = "ENVI"}, 0.999);
  CHECK(envi.id == "layer.raster_truncated");
  CHECK(envi.kind == ErrorKind::work);
  CHECK(cut("ehdr.bil", {.driver = "EHdr"}, 0.6).id == "layer.raster_truncated");

  makeRaster(folder / "big.img", own, values, {.type = GDT_Int16, .driver = "ENVI"});
  {
    std::ifstream in(folder / "big.hdr");
    std::string header((std::istreambuf_iterator<char>(in)), {});
    header.replace(header.find("byte order = 0"), 14, "byte order = 1");
    std::ofstream(folder / "big.hdr") << header;
  }
  CHECK(caught([&] { RasterBand(folder / "big.img", 1); }).id.empty());
  std::filesystem::resize_file(folder / "big.img", 4999);
  CHECK(caught([&] { RasterBand(folder / "big.img", 1); }).id == "layer.raster_truncated");

  const std::string head =
      "<VRTDataset rasterXSize=\"50\" rasterYSize=\"50\"><SRS>EPSG:4544</SRS><GeoTransform>600000,10,0,3200500,0,-10"
      "</GeoTransform>";
  std::ofstream(folder / "raw.vrt") << head << R"(<VRTRasterBand dataType="Byte" band="1" subClass="VRTRawRasterBand">
<SourceFilename relativeToVRT="1">envi.img</SourceFilename></VRTRasterBand></VRTDataset>)";
  CHECK(caught([&] { RasterBand(folder / "raw.vrt", 1); }).id == "layer.raster_truncated");
  std::ofstream(folder / "above.vrt") << head << R"(<VRTRasterBand dataType="Byte" band="1"><SimpleSource>
<SourceFilename relativeToVRT="1">envi.img</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>
</VRTDataset>)";
  const Caught above = caught([&] { RasterBand(folder / "above.vrt", 1); });
  CHECK(above.id == "layer.raster_truncated");
  CHECK(above.where == (folder / "envi.img").string());
}

TEST_CASE("The pixel that an error names is the pixel") {
  const TempFolder folder;
  const Grid own{kGk, 600000, 3200900, 10, 10, 400, 900};
  std::vector<double> values(360000, 1);
  values[std::size_t{700} * 400 + 123] = 1.5;
  makeRaster(folder / "n.tif", own, values, {.type = GDT_Float32});
  makeRaster(folder / "s.tif", own, values, {.type = GDT_Float32, .transform = {600000, 10, 0, 3200900 - 9000, 0, 10}});
  const auto named = [&](const std::string& name) {
    RasterFile raster(folder / name, 1);
    std::vector<std::int32_t> out(360000);
    return caught([&] { raster.read({0, 0, 400, 900}, out.data(), 400); }).args;
  };
  CHECK(named("n.tif") == std::vector<std::string>{"1.5", "123", "700", "601235", "3193895"});
  CHECK(named("s.tif") == std::vector<std::string>{"1.5", "123", "700", "601235", "3198905"});  // the file's own row
}

TEST_CASE("A pipe is no raster, and neither is a device") {
  const TempFolder folder;
  REQUIRE(mkfifo((folder / "pipe.tif").c_str(), 0600) == 0);
  CHECK(caught([&] { RasterBand(folder / "pipe.tif", 1); }).id == "file.endless");
  CHECK(caught([&] { RasterBand("/dev/zero", 1); }).id == "file.endless");
  CHECK(caught([&] { RasterBand("/vsizip/" + (folder / "pipe.tif").string() + "/a.tif", 1); }).id == "file.endless");
}

TEST_CASE("Reading leaves no file beside the input") {
  const TempFolder folder;
  figures(raster(folder, "a.tif", {1, 2, 3, 4, 5, 6}));
  CHECK(folder.names() == std::vector<std::string>{"a.tif"});
}
