#include "app/viewer/model/RasterLook.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include <gdal.h>

#include "app/viewer/model/BandView.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Handle.h"
#include "geo/base/RoundNumbers.h"
#include "geo/init/InitGuess.h"
#include "geo/landclass/ClassTable.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr int kSample = 512;              // pixels a side of a look at a raster that has overviews
constexpr int kSampledBlocks = 8;         // blocks a side of a look at one that has none
constexpr std::size_t kMostClasses = 64;  // distinct whole values that still count as classes

/// Colours of classes without one of their own (Okabe and Ito 2008, then tints of them).
constexpr std::array<std::uint32_t, 8> kClassColours{0x009E73, 0xE69F00, 0x56B4E9, 0xF0E442,
                                                     0x0072B2, 0xD55E00, 0xCC79A7, 0x999999};

[[noreturn]] void failRead(const std::string& source) {
  throw Error(source, say("report.map_unreadable", takeGdalMessage()), say("viewer.raster_unreadable.remedy"),
              ErrorKind::work);
}

GdalDataset openRaster(const std::string& source) {
  GdalDataset dataset(
      GDALOpenEx(source.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (!dataset || GDALGetRasterCount(dataset.get()) == 0) failRead(source);
  return dataset;
}

MapFrame frameOf(GDALDatasetH dataset, const std::string& source) {
  std::array<double, 6> t{};
  if (GDALGetGeoTransform(dataset, t.data()) != CE_None)
    throw Error(source, say("viewer.no_georeference"), say("viewer.no_georeference.remedy"));
  MapFrame frame{Crs::fromHandle(GDALGetSpatialRef(dataset)), {}};
  if (!frame.crs.known()) throw Error(source, say("viewer.no_crs"), say("viewer.no_crs.remedy"));
  const double cols = GDALGetRasterXSize(dataset), rows = GDALGetRasterYSize(dataset);
  for (const auto& [col, row] : {std::pair{0.0, 0.0}, {cols, 0.0}, {0.0, rows}, {cols, rows}})
    frame.extent.add(Point{t[0] + col * t[1] + row * t[2], t[3] + col * t[4] + row * t[5]});
  return frame;
}

void readInto(const BandView& band, const std::string& source, const QRect& from, int outCols, int outRows,
              std::vector<float>& values) {
  const std::size_t start = values.size();
  values.resize(start + static_cast<std::size_t>(outCols) * static_cast<std::size_t>(outRows));
  if (!band.read(from, {0, 0, outCols, outRows}, values.data() + start, outCols)) failRead(source);
}

bool wholeNumbers(GDALDataType type) { return GDALDataTypeIsInteger(type) != 0; }

/// Valid values of a band: all of its overview, or of blocks spread evenly where it has none.
std::vector<float> sample(GDALDatasetH dataset, int bandNumber, const std::string& source) {
  GDALRasterBandH band = GDALGetRasterBand(dataset, bandNumber);
  if (band == nullptr) failRead(source);
  const BandView view(dataset, bandNumber, wholeNumbers(GDALGetRasterDataType(band)) && !scaleOf(band).applies());
  const int cols = GDALGetRasterBandXSize(band), rows = GDALGetRasterBandYSize(band);
  std::vector<float> values;
  int blockCols = 0, blockRows = 0;
  GDALGetBlockSize(band, &blockCols, &blockRows);
  const bool small = std::int64_t{cols} * rows <= std::int64_t{16} * kSample * kSample;
  if (small || GDALGetOverviewCount(band) > 0 || blockRows == 1) {
    const double shrink = std::min(1.0, static_cast<double>(kSample) / std::max(cols, rows));
    readInto(view, source, {0, 0, cols, rows}, std::max(1, static_cast<int>(cols * shrink)),
             std::max(1, static_cast<int>(rows * shrink)), values);
  } else {
    const int across = (cols + blockCols - 1) / blockCols, down = (rows + blockRows - 1) / blockRows;
    const int stepX = std::max(1, across / kSampledBlocks), stepY = std::max(1, down / kSampledBlocks);
    for (int y = stepY / 2; y < down; y += stepY) {
      for (int x = stepX / 2; x < across; x += stepX) {
        const int w = std::min(blockCols, cols - x * blockCols), h = std::min(blockRows, rows - y * blockRows);
        readInto(view, source, {x * blockCols, y * blockRows, w, h}, std::max(1, w / 4), std::max(1, h / 4), values);
      }
    }
  }
  std::erase_if(values, [](float v) { return std::isnan(v); });
  return values;
}

std::optional<ClassStyle> colourTableStyle(GDALRasterBandH band) {
  GDALColorTableH table = GDALGetRasterColorTable(band);
  if (table == nullptr) return std::nullopt;
  std::vector<std::string> names;
  for (char** name = GDALGetRasterCategoryNames(band); name != nullptr && *name != nullptr; ++name)
    names.emplace_back(*name);
  ClassStyle style;
  for (int value = 0; value < GDALGetColorEntryCount(table); ++value) {
    const GDALColorEntry* entry = GDALGetColorEntry(table, value);
    const std::string name =
        static_cast<std::size_t>(value) < names.size() ? names[static_cast<std::size_t>(value)] : "";
    if (entry->c4 == 0 || (!names.empty() && name.empty())) continue;
    const auto colour =
        static_cast<std::uint32_t>((entry->c1 & 0xFF) << 16 | (entry->c2 & 0xFF) << 8 | (entry->c3 & 0xFF));
    const std::string shown = name.empty() ? std::to_string(value) : name;
    style.classes.push_back({value, colour, {}, shown, shown});
  }
  return style;
}

/// Of the values of a land-cover product, by the table that knows it; else of each value that occurs.
ClassStyle valueStyle(const std::vector<float>& values, const std::string& source) {
  std::set<int> distinct;
  for (const float value : values) distinct.insert(static_cast<int>(value));
  const std::string table = guessRaster(source).classTable;
  const ClassTable classes = table.empty() ? ClassTable() : ClassTable::load(table, fs::path(source).parent_path());
  const LandClasses land;
  ClassStyle style;
  for (const int value : distinct) {
    const std::string* key = classes.find(std::to_string(value));
    const LandClass* known = key == nullptr ? nullptr : land.find(*key);
    const std::string number = std::to_string(value);
    if (known != nullptr)
      style.classes.push_back({value, known->colour, known->key, known->nameZh, known->nameEn});
    else
      style.classes.push_back({value, kClassColours[style.classes.size() % kClassColours.size()], {}, number, number});
  }
  return style;
}

bool fewValues(const std::vector<float>& values) {
  std::set<float> distinct;
  for (const float value : values) {
    distinct.insert(value);
    if (distinct.size() > kMostClasses) return false;
  }
  return !distinct.empty();
}

bool isPicture(GDALDatasetH dataset) {
  const int bands = GDALGetRasterCount(dataset);
  if (bands < 3) return false;
  return GDALGetRasterColorInterpretation(GDALGetRasterBand(dataset, 1)) == GCI_RedBand &&
         GDALGetRasterDataType(GDALGetRasterBand(dataset, 1)) == GDT_Byte;
}

BandStatistics statisticsOf(std::vector<float> values) {
  BandStatistics s;
  s.count = values.size();
  if (values.empty()) return s;
  std::ranges::sort(values);
  const auto at = [&](double share) {
    return static_cast<double>(values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
  };
  s.min = values.front(), s.max = values.back(), s.p02 = at(0.02), s.p98 = at(0.98);
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  s.mean = sum / static_cast<double>(values.size());
  for (const double value : values) squares += (value - s.mean) * (value - s.mean);
  s.stddev = std::sqrt(squares / static_cast<double>(values.size()));
  return s;
}

/// Figures of a foreign raster: from the least to the greatest of what is usual in it.
RampStyle figures(const BandStatistics& statistics, const std::string& unit) {
  RampStyle style;
  style.hasQuantity = false;
  style.unit = QString::fromStdString(unit);
  style.ramp = statistics.p02 < 0 && statistics.p98 > 0 ? Palette::purpleGreen : Palette::green;
  style.range = {statistics.p02, statistics.p98};
  if (isDiverging(style.ramp)) {
    const double most = std::max(-statistics.p02, statistics.p98);
    style.range = {-most, most};
  }
  // One value all over: a scale from it upwards, wide enough that a double tells its ends apart.
  if (!farApart(style.range.low, style.range.high))
    style.range.high = style.range.low + std::max(1.0, std::abs(style.range.low));
  return style;
}

}  // namespace

MapFrame frameOf(const fs::path& raster) { return frameOf(openRaster(raster.string()).get(), raster.string()); }

BandStatistics sampleStatistics(const fs::path& raster, int band) {
  return statisticsOf(sample(openRaster(raster.string()).get(), band, raster.string()));
}

ClassStyle classStyle(const fs::path& raster) {
  const SideFiles names;
  const GdalDataset dataset = openRaster(raster.string());
  if (std::optional<ClassStyle> style = colourTableStyle(GDALGetRasterBand(dataset.get(), 1))) return *style;
  return valueStyle(sample(dataset.get(), 1, raster.string()), raster.string());
}

FoundLayer rasterLayer(const std::string& source) {
  const SideFiles names;
  const GdalDataset dataset = openRaster(source);
  FoundLayer found;
  found.frame = frameOf(dataset.get(), source);
  const bool isFile = fs::exists(source) || source.starts_with("/vsi");
  found.layer.name = QString::fromStdString(isFile ? fs::path(source).filename().string() : std::string());
  if (!isFile) found.layer.nameId = "viewer.layer.base_map";
  if (isPicture(dataset.get())) {
    found.layer.content = PictureContent{source};
    found.layer.style = PictureStyle{};
    return found;
  }
  found.layer.content = RasterContent{source, 1};
  GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  if (std::optional<ClassStyle> style = colourTableStyle(band)) {
    found.layer.style = std::move(*style);
    return found;
  }
  const std::vector<float> values = sample(dataset.get(), 1, source);
  if (wholeNumbers(GDALGetRasterDataType(band)) && !scaleOf(band).applies() && fewValues(values)) {
    found.layer.style = valueStyle(values, source);
    return found;
  }
  const int bands = GDALGetRasterCount(dataset.get());
  for (int i = 1; i <= std::min(bands, 32); ++i) {
    GDALRasterBandH each = GDALGetRasterBand(dataset.get(), i);
    const std::string name = GDALGetDescription(each);
    found.layer.bands.push_back(
        {name.empty() ? std::to_string(i) : name,
         figures(statisticsOf(i == 1 ? values : sample(dataset.get(), i, source)), GDALGetRasterUnitType(each))});
  }
  found.layer.style = found.layer.bands.front().style;
  return found;
}

}  // namespace tanhui::viewer
