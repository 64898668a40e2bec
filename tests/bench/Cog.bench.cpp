#include <benchmark/benchmark.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/cog/Cog.h"

// What a map costs: compress, overviews and assembly, in cells per second, for each codec. The pixels are looked-up
// values: land in patches of some dozens of cells, a density per patch class or (parcels) per patch.

namespace tanhui {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSide = 8 * kTile;

double noiseAt(std::int64_t x, std::int64_t y, std::uint64_t seed) {
  std::uint64_t h =
      static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15U ^ static_cast<std::uint64_t>(y) * 0xC2B2AE3D27D4EB4FU;
  h = (h ^ seed) * 0xD6E8FEB86659FD93U;
  h = (h ^ h >> 32U) * 0xD6E8FEB86659FD93U;
  return static_cast<double>(h >> 40U) / static_cast<double>(1U << 24U);
}

/// Smooth noise 0..1 with features of `scale` cells.
double landscape(std::int64_t x, std::int64_t y, std::int64_t scale) {
  const std::int64_t col = x / scale, row = y / scale;
  const double u = static_cast<double>(x % scale) / static_cast<double>(scale);
  const double v = static_cast<double>(y % scale) / static_cast<double>(scale);
  const auto seed = static_cast<std::uint64_t>(scale);
  const double top = std::lerp(noiseAt(col, row, seed), noiseAt(col + 1, row, seed), u);
  const double bottom = std::lerp(noiseAt(col, row + 1, seed), noiseAt(col + 1, row + 1, seed), u);
  return std::lerp(top, bottom, v);
}

int classAt(std::int64_t x, std::int64_t y) {
  const double relief = 0.5 * landscape(x, y, 97) + 0.3 * landscape(x, y, 31) + 0.2 * landscape(x, y, 7);
  return static_cast<int>(relief * 10);
}

/// Thousands of values: each stand of 40 x 40 cells has its own density, cut by the class borders.
float parcelValue(std::int64_t x, std::int64_t y) {
  const int landClass = classAt(x, y);
  if (landClass == 2) return kFloatNodata;
  return static_cast<float>(10.0 * landClass + 40.0 * noiseAt(x / 40, y / 40, 5));
}

float coverValue(std::int64_t x, std::int64_t y) { return static_cast<float>(classAt(x, y)) * 17.3F; }

using Pixel = float (*)(std::int64_t, std::int64_t);

std::vector<std::vector<float>> tiles(Pixel pixel) {
  std::vector<std::vector<float>> all;
  for (std::int64_t row = 0; row < kSide; row += kTile)
    for (std::int64_t col = 0; col < kSide; col += kTile) {
      std::vector<float>& tile = all.emplace_back();
      tile.reserve(kTileCells);
      for (int y = 0; y < kTile; ++y)
        for (int x = 0; x < kTile; ++x) tile.push_back(pixel(col + x, row + y));
    }
  return all;
}

fs::path freshFolder() {
  std::string name = (fs::temp_directory_path() / "tanhui_bench_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  return name;
}

CogSpec spec(Codec codec) {
  CogSpec s;
  s.grid = {Crs::parse("EPSG:4544", "bench"), 400000, 3240000, 10, 10, kSide, kSide};
  s.bands = {{"total", "tC/ha"}};
  s.codec = codec;
  return s;
}

void writeFloatMap(benchmark::State& state, Codec codec, Pixel pixel) {
  registerGdal();
  const std::vector<std::vector<float>> source = tiles(pixel);
  const fs::path folder = freshFolder();
  for (auto _ : state) {
    CogWriter writer(spec(codec), folder / "stock.tif", folder / "stock.spool");
    for (const std::vector<float>& tile : source) writer.append(writer.compress(std::span(&tile, 1)));
    writer.finish();
  }
  state.SetItemsProcessed(state.iterations() * kSide * kSide);
  state.counters["bytes_per_cell"] =
      static_cast<double>(fs::file_size(folder / "stock.tif")) / static_cast<double>(kSide * kSide);
  fs::remove_all(folder);
}

void writeClassMap(benchmark::State& state, Codec codec) {
  registerGdal();
  std::vector<std::vector<std::uint8_t>> source;
  for (const std::vector<float>&tile :
       tiles([](std::int64_t x, std::int64_t y) { return static_cast<float>(classAt(x, y)); }))
    source.emplace_back(tile.begin(), tile.end());
  const fs::path folder = freshFolder();
  CogSpec classes = spec(codec);
  classes.classes.assign(11, {0x123456, "class"});
  for (auto _ : state) {
    CogWriter writer(classes, folder / "class.tif", folder / "class.spool");
    for (const std::vector<std::uint8_t>& tile : source) writer.append(writer.compress(tile));
    writer.finish();
  }
  state.SetItemsProcessed(state.iterations() * kSide * kSide);
  fs::remove_all(folder);
}

void statisticsAndHalf(benchmark::State& state) {
  const std::vector<float> tile = tiles(parcelValue).front();
  std::vector<float> half(kQuarterCells);
  for (auto _ : state) {
    benchmark::DoNotOptimize(halve(std::span<const float, kTileCells>(tile), std::span<float, kQuarterCells>(half)));
    benchmark::DoNotOptimize(half.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kTileCells));
}

BENCHMARK_CAPTURE(writeFloatMap, cover_zstd, Codec::zstd, coverValue)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeFloatMap, cover_deflate, Codec::deflate, coverValue)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeFloatMap, cover_lzw, Codec::lzw, coverValue)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeFloatMap, parcels_zstd, Codec::zstd, parcelValue)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeFloatMap, parcels_deflate, Codec::deflate, parcelValue)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeFloatMap, parcels_lzw, Codec::lzw, parcelValue)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeClassMap, zstd, Codec::zstd)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(writeClassMap, deflate, Codec::deflate)->Unit(benchmark::kMillisecond);
BENCHMARK(statisticsAndHalf);

}  // namespace
}  // namespace tanhui
