#include "geo/cog/Cog.h"

#include <cpl_conv.h>
#include <sys/resource.h>
#include <tiffio.h>
#include <catch2/catch.hpp>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <memory>
#include <thread>

#include "geo/base/Error.h"
#include "tests/unit/cog/CogFixture.h"

namespace tanhui {
namespace {

/// An overview by its definition, cell by cell in double.
Raster<float> meanOf(const Raster<float>& fine) {
  return makeRaster<float>((fine.cols + 1) / 2, (fine.rows + 1) / 2, [&](int col, int row) {
    double sum = 0;
    int count = 0;
    for (int y = 2 * row; y < std::min(2 * row + 2, fine.rows); ++y)
      for (int x = 2 * col; x < std::min(2 * col + 2, fine.cols); ++x)
        if (fine.at(x, y) != kFloatNodata) sum += static_cast<double>(fine.at(x, y)), ++count;
    return count > 0 ? sum / count : static_cast<double>(kFloatNodata);
  });
}

Raster<std::uint8_t> modeOf(const Raster<std::uint8_t>& fine) {
  return makeRaster<std::uint8_t>((fine.cols + 1) / 2, (fine.rows + 1) / 2, [&](int col, int row) {
    std::map<int, int> count;
    for (int y = 2 * row; y < std::min(2 * row + 2, fine.rows); ++y)
      for (int x = 2 * col; x < std::min(2 * col + 2, fine.cols); ++x)
        if (fine.at(x, y) != kClassNodata) ++count[fine.at(x, y)];
    int best = kClassNodata, most = 0;
    for (const auto& [value, cells] : count)
      if (cells > most) best = value, most = cells;
    return best;
  });
}

double greatestDifference(const Raster<float>& a, const Raster<float>& b) {
  REQUIRE(a.cols == b.cols);
  REQUIRE(a.rows == b.rows);
  double worst = 0;
  for (std::size_t i = 0; i < a.cells.size(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(a.cells[i]) - static_cast<double>(b.cells[i])));
  return worst;
}

/// First data offset of each directory, as libtiff reads the file, in the order of the directories.
struct Layout {
  std::vector<std::uint64_t> directories, firstTile, lastTileEnd;
};

Layout layoutOf(const std::filesystem::path& path) {
  Layout layout;
  const std::unique_ptr<TIFF, decltype(&TIFFClose)> file(TIFFOpen(path.c_str(), "r"), TIFFClose);
  REQUIRE(file);
  do {
    layout.directories.push_back(TIFFCurrentDirOffset(file.get()));
    std::uint64_t first = UINT64_MAX, end = 0;
    for (std::uint32_t tile = 0; tile < TIFFNumberOfTiles(file.get()); ++tile) {
      const std::uint64_t offset = TIFFGetStrileOffset(file.get(), tile);
      first = std::min(first, offset);
      end = std::max(end, offset + TIFFGetStrileByteCount(file.get(), tile));
    }
    layout.firstTile.push_back(first);
    layout.lastTileEnd.push_back(end);
  } while (TIFFReadDirectory(file.get()) == 1);
  return layout;
}

/// GDAL reads .aux.xml while this object lives, though the core turned it off.
class WithSideFiles {
 public:
  WithSideFiles() { CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", "YES"); }
  WithSideFiles(const WithSideFiles&) = delete;
  WithSideFiles& operator=(const WithSideFiles&) = delete;
  ~WithSideFiles() { CPLSetThreadLocalConfigOption("GDAL_PAM_ENABLED", nullptr); }
};

struct Size {
  int cols, rows, overviews;
};

}  // namespace

TEST_CASE("A float map reads back as it was written, overviews included") {
  const Size size = GENERATE(Size{1, 1, 0}, Size{512, 512, 0}, Size{513, 40, 1}, Size{1300, 700, 2}, Size{30, 2100, 3});
  const int bands = GENERATE(1, 6);
  CAPTURE(size.cols, size.rows, bands);
  TemporaryFolder folder;
  const std::vector<Raster<float>> source = sampleBands(size.cols, size.rows, bands);
  writeMap(sampleSpec(size.cols, size.rows, bands), source, folder / "stock.tif");
  CHECK(folder.files() == 1);

  const GdalDataset file = openRaster(folder / "stock.tif");
  REQUIRE(GDALGetRasterCount(file.get()) == bands);
  for (int b = 0; b < bands; ++b) {
    GDALRasterBandH band = GDALGetRasterBand(file.get(), b + 1);
    Raster<float> level = source[static_cast<std::size_t>(b)];
    CHECK(readBand<float>(band).cells == level.cells);
    REQUIRE(GDALGetOverviewCount(band) == size.overviews);
    for (int overview = 0; overview < size.overviews; ++overview) {
      const Raster<float> read = readBand<float>(GDALGetOverview(band, overview));
      CHECK(greatestDifference(read, meanOf(level)) < 1e-4);
      level = read;
    }
  }
}

TEST_CASE("Every codec gives the same pixels") {
  const Codec codec = GENERATE(Codec::deflate, Codec::zstd, Codec::lzw);
  TemporaryFolder folder;
  const std::vector<Raster<float>> source = sampleBands(700, 520, 2);
  writeMap(sampleSpec(700, 520, 2, codec), source, folder / "stock.tif");
  const GdalDataset file = openRaster(folder / "stock.tif");
  const std::map<Codec, std::string> names = {{Codec::deflate, "DEFLATE"}, {Codec::zstd, "ZSTD"}, {Codec::lzw, "LZW"}};
  CHECK(metadataItem(file.get(), "COMPRESSION", "IMAGE_STRUCTURE") == names.at(codec));
  CHECK(readBand<float>(GDALGetRasterBand(file.get(), 1)).cells == source[0].cells);
  CHECK(readBand<float>(GDALGetRasterBand(file.get(), 2)).cells == source[1].cells);
}

TEST_CASE("A float map carries its place, its bands and its metadata") {
  TemporaryFolder folder;
  CogSpec spec = sampleSpec(600, 300, 2);
  spec.bands = {{"total", "tC/ha"}, {"net", "tCO2e/ha/yr"}};
  writeMap(spec, sampleBands(600, 300, 2), folder / "flux.tif");
  const GdalDataset file = openRaster(folder / "flux.tif");

  CHECK(std::string(OSRGetAuthorityCode(GDALGetSpatialRef(file.get()), nullptr)) == "4544");
  double place[6] = {};
  REQUIRE(GDALGetGeoTransform(file.get(), place) == CE_None);
  CHECK(std::vector<double>(place, place + 6) == std::vector<double>{355000, 10, 0, 3236000, 0, -10});
  CHECK(metadataItem(file.get(), "TANHUI_PROJECT") == spec.metadata.at("TANHUI_PROJECT"));
  CHECK(metadataItem(file.get(), "LAYOUT", "IMAGE_STRUCTURE") == "COG");
  for (int b = 0; b < 2; ++b) {
    GDALRasterBandH band = GDALGetRasterBand(file.get(), b + 1);
    int given = 0;
    CHECK(GDALGetRasterNoDataValue(band, &given) == -9999);
    CHECK(given == 1);
    CHECK(GDALGetDescription(band) == spec.bands[static_cast<std::size_t>(b)].name);
    CHECK(GDALGetRasterUnitType(band) == spec.bands[static_cast<std::size_t>(b)].unit);
    CHECK(GDALGetRasterNoDataValue(GDALGetOverview(band, 0), nullptr) == -9999);
    int tileCols = 0, tileRows = 0;
    GDALGetBlockSize(band, &tileCols, &tileRows);
    CHECK(tileCols == 512);
    CHECK(tileRows == 512);
  }
}

TEST_CASE("A geographic grid keeps EPSG:4490 and its place in degrees") {
  TemporaryFolder folder;
  CogSpec spec = sampleSpec(40, 30, 1);
  spec.grid = {Crs::parse("EPSG:4490", "test"), 105.9, 29.5, 1.0 / 3600, 1.0 / 3600, 40, 30};
  writeMap(spec, sampleBands(40, 30, 1), folder / "stock.tif");
  const GdalDataset file = openRaster(folder / "stock.tif");
  CHECK(std::string(OSRGetAuthorityCode(GDALGetSpatialRef(file.get()), nullptr)) == "4490");
  double place[6] = {};
  REQUIRE(GDALGetGeoTransform(file.get(), place) == CE_None);
  CHECK(place[0] == 105.9);
  CHECK(place[1] == 1.0 / 3600);
  CHECK(place[3] == 29.5);
}

TEST_CASE("A class map has colours, names, counts and overviews by the most frequent class") {
  TemporaryFolder folder;
  const auto source = makeRaster<std::uint8_t>(1300, 700, sampleClass);
  writeMap(classSpec(1300, 700), source, folder / "class.tif");
  CHECK(folder.files() == 2);

  // The names are in the side file; the core reads without side files, a GIS with.
  const WithSideFiles asInGis;
  const GdalDataset file = openRaster(folder / "class.tif");
  GDALRasterBandH band = GDALGetRasterBand(file.get(), 1);
  CHECK(GDALGetRasterDataType(band) == GDT_Byte);
  CHECK(GDALGetRasterNoDataValue(band, nullptr) == 255);
  CHECK(GDALGetRasterColorInterpretation(band) == GCI_PaletteIndex);
  const GDALColorEntry* colour = GDALGetColorEntry(GDALGetRasterColorTable(band), 5);
  REQUIRE(colour != nullptr);
  CHECK(colour->c1 == 0xC0);
  CHECK(colour->c2 == 0xFF);
  CHECK(colour->c3 == 0xEE);
  REQUIRE(GDALGetRasterCategoryNames(band) != nullptr);
  CHECK(std::string(GDALGetRasterCategoryNames(band)[1]) == "A & B <C>");

  GDALRasterAttributeTableH table = GDALGetDefaultRAT(band);
  REQUIRE(table != nullptr);
  CHECK(GDALRATGetRowCount(table) == 5);  // class 2 has no name
  CHECK(GDALRATGetColOfUsage(table, GFU_Name) == 2);
  CHECK(std::string(GDALRATGetValueAsString(table, 0, 2)) == "马尾松林");
  CHECK(GDALRATGetValueAsInt(table, 4, GDALRATGetColOfUsage(table, GFU_Blue)) == 0xEE);
  const auto waters = std::count(source.cells.begin(), source.cells.end(), std::uint8_t{5});
  CHECK(GDALRATGetValueAsInt(table, 4, GDALRATGetColOfUsage(table, GFU_PixelCount)) == waters);

  Raster<std::uint8_t> level = source;
  CHECK(readBand<std::uint8_t>(band).cells == level.cells);
  REQUIRE(GDALGetOverviewCount(band) == 2);
  for (int overview = 0; overview < 2; ++overview) {
    level = modeOf(level);
    CHECK(readBand<std::uint8_t>(GDALGetOverview(band, overview)).cells == level.cells);
  }
}

TEST_CASE("The file is laid out as a COG: directories first, then tiles from the coarsest level to the finest") {
  const int bands = GENERATE(1, 3);
  TemporaryFolder folder;
  writeMap(sampleSpec(2100, 1100, bands), sampleBands(2100, 1100, bands), folder / "stock.tif");
  const Layout layout = layoutOf(folder / "stock.tif");
  REQUIRE(layout.directories.size() == 4);
  CHECK(std::is_sorted(layout.directories.begin(), layout.directories.end()));
  CHECK(layout.directories.back() < layout.firstTile.back());
  for (std::size_t level = 1; level < 4; ++level) CHECK(layout.lastTileEnd[level] < layout.firstTile[level - 1]);

  const std::string bytes = readFile(folder / "stock.tif");
  CHECK(bytes.substr(8, 30) == "GDAL_STRUCTURAL_METADATA_SIZE=");
  const std::size_t ghost = 43 + std::stoul(bytes.substr(38, 6));
  CHECK(layout.directories.front() == (8 + ghost + 1) / 2 * 2);
  // The last tile, its repeated last bytes, and nothing behind.
  CHECK(layout.lastTileEnd.front() + 4 == bytes.size());
  CHECK(bytes.substr(bytes.size() - 4) == bytes.substr(bytes.size() - 8, 4));
}

TEST_CASE("The same pixels give the same bytes") {
  TemporaryFolder folder;
  const std::vector<Raster<float>> source = sampleBands(1300, 700, 2);
  writeMap(sampleSpec(1300, 700, 2), source, folder / "a.tif");
  writeMap(sampleSpec(1300, 700, 2), source, folder / "b.tif");
  CHECK(readFile(folder / "a.tif") == readFile(folder / "b.tif"));
}

TEST_CASE("Tiles compressed on several threads are those of one") {
  TemporaryFolder folder;
  const std::vector<Raster<float>> source = sampleBands(1300, 1100, 2);
  const CogWriter writer(sampleSpec(1300, 1100, 2, Codec::zstd), folder / "stock.tif", folder / "spool");
  const std::vector<CogWriter::Block> expected = blocksOf(writer, source);
  std::vector<CogWriter::Block> blocks(expected.size());
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int i = next++; i < 9; i = next++)
      blocks[static_cast<std::size_t>(i)] =
          writer.compress(std::vector{tileOf(source[0], i % 3, i / 3), tileOf(source[1], i % 3, i / 3)});
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(blocks[i].record == expected[i].record);
    CHECK(blocks[i].half == expected[i].half);
  }
}

TEST_CASE("Statistics are those of the valid cells, in the writer and in the file") {
  TemporaryFolder folder;
  const Raster<float> source = sampleBands(1300, 700, 1).front();
  double sum = 0, squares = 0, low = 1e9, high = -1e9, count = 0;
  for (const float cell : source.cells) {
    if (cell == kFloatNodata) continue;
    const auto value = static_cast<double>(cell);
    sum += value, squares += value * value, count += 1;
    low = std::min(low, value), high = std::max(high, value);
  }
  CogWriter writer(sampleSpec(1300, 700, 1), folder / "stock.tif", folder / "spool");
  for (CogWriter::Block& block : blocksOf(writer, {source})) writer.append(std::move(block));
  const BandStatistics s = writer.statistics(0);
  CHECK(static_cast<double>(s.count) == count);
  CHECK(s.min == low);
  CHECK(s.max == high);
  CHECK(s.mean == Approx(sum / count).epsilon(1e-12));
  CHECK(s.stddev == Approx(std::sqrt(squares / count - sum / count * (sum / count))).epsilon(1e-9));
  CHECK(s.min <= s.p02);
  CHECK(s.p02 < s.p98);
  CHECK(s.p98 <= s.max);
  writer.finish();
  const GdalDataset file = openRaster(folder / "stock.tif");
  double readLow = 0, readHigh = 0, mean = 0, deviation = 0;
  REQUIRE(GDALGetRasterStatistics(GDALGetRasterBand(file.get(), 1), FALSE, FALSE, &readLow, &readHigh, &mean,
                                  &deviation) == CE_None);
  CHECK(readLow == s.min);
  CHECK(readHigh == s.max);
  CHECK(mean == s.mean);
  CHECK(deviation == s.stddev);
}

TEST_CASE("A map of nothing but nodata, and NaN, come out as nodata") {
  TemporaryFolder folder;
  Raster<float> source = makeRaster<float>(1100, 600, [](int, int) { return kFloatNodata; });
  const Raster<float> expected = source;
  source.cells[7] = std::nanf("");
  writeMap(sampleSpec(1100, 600, 1), {source}, folder / "empty.tif");
  CHECK(readBand<float>(GDALGetRasterBand(openRaster(folder / "empty.tif").get(), 1)).cells == expected.cells);
  CHECK(std::filesystem::file_size(folder / "empty.tif") < 100'000);

  source.cells[8] = 5.0F;
  writeMap(sampleSpec(1100, 600, 1), {source}, folder / "one.tif");
  const GdalDataset file = openRaster(folder / "one.tif");
  GDALRasterBandH band = GDALGetRasterBand(file.get(), 1);
  const Raster<float> read = readBand<float>(band);
  CHECK(read.cells[7] == kFloatNodata);
  CHECK(read.cells[8] == 5.0F);
  CHECK(readBand<float>(GDALGetOverview(band, 1)).cells[2] == 5.0F);
}

TEST_CASE("Side files of the map that is replaced are removed") {
  TemporaryFolder folder;
  writeFileWhole(folder / "stock.tif.aux.xml", "<PAMDataset/>");
  writeFileWhole(folder / "stock.tif.ovr", "old");
  writeMap(sampleSpec(10, 10, 1), sampleBands(10, 10, 1), folder / "stock.tif");
  CHECK(folder.files() == 1);
}

TEST_CASE("Faults are errors of kind work and leave nothing under the final name") {
  TemporaryFolder folder;
  const CogSpec spec = sampleSpec(600, 600, 1);
  const std::vector<Raster<float>> source = sampleBands(600, 600, 1);
  const auto kindOf = [](const auto& action) {
    try {
      action();
    } catch (const Error& error) {
      CHECK(!error.where().empty());
      for (const Language language : {Language::zh, Language::en}) {
        CHECK(text(error.problem(), language).find(error.problem().id) == std::string::npos);
        CHECK(text(error.remedy(), language).find(error.remedy().id) == std::string::npos);
      }
      return error.kind();
    }
    FAIL("no error");
    return ErrorKind::project;
  };

  SECTION("no folder") {
    CHECK(kindOf([&] { CogWriter(spec, folder / "none/stock.tif", folder / "spool"); }) == ErrorKind::work);
  }
  SECTION("the folder is a file") {
    writeFileWhole(folder / "file", "x");
    CHECK(kindOf([&] { CogWriter(spec, folder / "file/stock.tif", folder / "spool"); }) == ErrorKind::work);
  }
  SECTION("the spool cannot be made") {
    CogWriter writer(spec, folder / "stock.tif", folder / "none/spool");
    CHECK(kindOf([&] { writer.append(blocksOf(writer, source).front()); }) == ErrorKind::work);
  }
  SECTION("a tile is missing") {
    CogWriter writer(spec, folder / "stock.tif", folder / "spool");
    writer.append(blocksOf(writer, source).front());
    CHECK(kindOf([&] { writer.finish(); }) == ErrorKind::work);
  }
  SECTION("a tile too many") {
    CogWriter writer(spec, folder / "stock.tif", folder / "spool");
    for (const CogWriter::Block& block : blocksOf(writer, source)) writer.append(block);
    CHECK(kindOf([&] { writer.append(blocksOf(writer, source).front()); }) == ErrorKind::work);
  }
  SECTION("the disk is full") {
    // A limit on the size of files stands for the full disk: write() fails the same way, with another code.
    CogWriter writer(spec, folder / "stock.tif", folder / "spool");
    for (const CogWriter::Block& block : blocksOf(writer, source)) writer.append(block);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{writer.spoolSize() / 2, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
    const ErrorKind kind = kindOf([&] { writer.finish(); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    CHECK(kind == ErrorKind::work);
    CHECK(!std::filesystem::exists(folder / "stock.tif"));
    writer.finish();  // with room again it goes on
    CHECK(std::filesystem::exists(folder / "stock.tif"));
    std::filesystem::remove(folder / "stock.tif");
  }
  CHECK(!std::filesystem::exists(folder / "stock.tif"));
  // Neither a half-written file: the spool is what a later run takes up.
  for (const auto& entry : std::filesystem::directory_iterator(folder / "."))
    CHECK((entry.path().filename() == "spool" || entry.path().filename() == "file"));
}

}  // namespace tanhui
