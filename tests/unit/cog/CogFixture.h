#pragma once

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "geo/cog/Cog.h"

namespace tanhui {

/// A fresh folder that is removed with this object.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_((std::filesystem::temp_directory_path() / "tanhui_cog_XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  std::filesystem::path operator/(const char* name) const { return std::filesystem::path(path_) / name; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }

 private:
  std::string path_;
};

/// A whole raster in memory, row-major.
template <typename T>
struct Raster {
  int cols = 0, rows = 0;
  std::vector<T> cells;

  T at(int col, int row) const {
    return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col)];
  }
};

template <typename T, typename Make>
Raster<T> makeRaster(int cols, int rows, Make make) {
  Raster<T> raster{cols, rows, {}};
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < cols; ++col) raster.cells.push_back(static_cast<T>(make(col, row)));
  return raster;
}

/// A mix of gradients, patches and holes: no two quarters of a tile are alike. `band` shifts it.
inline float sampleStock(int col, int row, int band) {
  if ((col / 37 + row / 23) % 7 == band % 7) return kFloatNodata;
  return static_cast<float>((col / 5 * 7 + row / 3 * 13 + band * 29) % 211) + 0.25F;
}

inline std::uint8_t sampleClass(int col, int row) {
  if ((col / 41 + row / 29) % 9 == 4) return kClassNodata;
  return static_cast<std::uint8_t>((col * 7 / 11 + row * 5 / 13) % 6);
}

/// One tile of a raster, nodata beyond it.
template <typename T>
std::vector<T> tileOf(const Raster<T>& raster, int tileCol, int tileRow) {
  std::vector<T> tile(kTileCells, kNodata<T>);
  for (int row = 0; row < std::min(kTile, raster.rows - tileRow * kTile); ++row)
    for (int col = 0; col < std::min(kTile, raster.cols - tileCol * kTile); ++col)
      tile[static_cast<std::size_t>(row * kTile + col)] = raster.at(tileCol * kTile + col, tileRow * kTile + row);
  return tile;
}

inline int tilesAcross(int cells) { return (cells + kTile - 1) / kTile; }

/// All tiles of a map, compressed, in order.
inline std::vector<CogWriter::Block> blocksOf(const CogWriter& writer, const std::vector<Raster<float>>& bands) {
  std::vector<CogWriter::Block> blocks;
  for (int row = 0; row < tilesAcross(bands.front().rows); ++row)
    for (int col = 0; col < tilesAcross(bands.front().cols); ++col) {
      std::vector<std::vector<float>> pixels;
      for (const Raster<float>& band : bands) pixels.push_back(tileOf(band, col, row));
      blocks.push_back(writer.compress(pixels));
    }
  return blocks;
}

inline std::vector<CogWriter::Block> blocksOf(const CogWriter& writer, const Raster<std::uint8_t>& classes) {
  std::vector<CogWriter::Block> blocks;
  for (int row = 0; row < tilesAcross(classes.rows); ++row)
    for (int col = 0; col < tilesAcross(classes.cols); ++col)
      blocks.push_back(writer.compress(std::span<const std::uint8_t>(tileOf(classes, col, row))));
  return blocks;
}

inline CogSpec sampleSpec(int cols, int rows, int bands, Codec codec = Codec::deflate) {
  CogSpec spec;
  spec.grid = {Crs::parse("EPSG:4544", "test"), 355000, 3236000, 10, 10, cols, rows};
  for (int band = 0; band < bands; ++band) spec.bands.push_back({"band" + std::to_string(band), "tC/ha"});
  spec.codec = codec;
  spec.metadata = {{"TANHUI_PROJECT", "江津区 2025 <碳汇> & 本底"}, {"TANHUI_VERSION", "0.1"}};
  return spec;
}

inline CogSpec classSpec(int cols, int rows) {
  CogSpec spec = sampleSpec(cols, rows, 1);
  spec.bands = {{"class", ""}};
  spec.classes = {{0x11AA22, "马尾松林"}, {0x334455, "A & B <C>"}, {0x000000, ""},
                  {0xFFFFFF, "水田"},     {0x0A0B0C, "灌木"},      {0xC0FFEE, "水域"}};
  return spec;
}

inline std::vector<Raster<float>> sampleBands(int cols, int rows, int bands) {
  std::vector<Raster<float>> all;
  for (int band = 0; band < bands; ++band)
    all.push_back(makeRaster<float>(cols, rows, [band](int col, int row) { return sampleStock(col, row, band); }));
  return all;
}

inline void writeMap(const CogSpec& spec, const std::vector<Raster<float>>& bands,
                     const std::filesystem::path& target) {
  CogWriter writer(spec, target, target.string() + ".spool");
  for (CogWriter::Block& block : blocksOf(writer, bands)) writer.append(std::move(block));
  writer.finish();
  std::filesystem::remove(target.string() + ".spool");  // stays for a run that is killed before its end
}

inline void writeMap(const CogSpec& spec, const Raster<std::uint8_t>& classes, const std::filesystem::path& target) {
  CogWriter writer(spec, target, target.string() + ".spool");
  for (CogWriter::Block& block : blocksOf(writer, classes)) writer.append(std::move(block));
  writer.finish();
  std::filesystem::remove(target.string() + ".spool");  // stays for a run that is killed before its end
}

inline GdalDataset openRaster(const std::filesystem::path& path) {
  GdalDataset file(GDALOpen(path.c_str(), GA_ReadOnly));
  if (!file) throw std::runtime_error("GDAL cannot open " + path.string());
  return file;
}

/// A metadata item, "(none)" where there is none.
inline std::string metadataItem(GDALMajorObjectH object, const char* key, const char* domain = nullptr) {
  const char* value = GDALGetMetadataItem(object, key, domain);
  return value == nullptr ? "(none)" : value;
}

/// All pixels of a band or of an overview as GDAL reads them.
template <typename T>
Raster<T> readBand(GDALRasterBandH band) {
  Raster<T> raster{GDALGetRasterBandXSize(band), GDALGetRasterBandYSize(band), {}};
  raster.cells.resize(static_cast<std::size_t>(raster.cols) * static_cast<std::size_t>(raster.rows));
  if (GDALRasterIO(band, GF_Read, 0, 0, raster.cols, raster.rows, raster.cells.data(), raster.cols, raster.rows,
                   std::is_same_v<T, float> ? GDT_Float32 : GDT_Byte, 0, 0) != CE_None)
    throw std::runtime_error("GDAL cannot read the pixels");
  return raster;
}

}  // namespace tanhui
