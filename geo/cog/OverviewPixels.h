#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tanhui {

/// Edge length in cells of a GeoTIFF tile, which is also the tile of a run.
constexpr int kTile = 512;
/// Edge of a tile at half the resolution: a quarter of an overview tile.
constexpr int kQuarter = kTile / 2;
constexpr std::size_t kTileCells = std::size_t{kTile} * kTile;
constexpr std::size_t kQuarterCells = std::size_t{kQuarter} * kQuarter;

constexpr float kFloatNodata = -9999.0F;
constexpr std::uint8_t kClassNodata = 255;

template <typename T>
constexpr T kNodata = T{};
template <>
inline constexpr float kNodata<float> = kFloatNodata;
template <>
inline constexpr std::uint8_t kNodata<std::uint8_t> = kClassNodata;

/// A tile at half the resolution, by band: kQuarter x kQuarter, row-major; empty where all is nodata.
template <typename T>
using Quarters = std::vector<std::vector<T>>;

/// Sums over the valid cells of a band. Adding them in tile order gives the same bits on any number of threads.
struct Moments {
  std::uint64_t count = 0;
  std::uint64_t notANumber = 0;  ///< NaN cells, which are not valid
  double sum = 0, squares = 0;
  float min = std::numeric_limits<float>::infinity();
  float max = -std::numeric_limits<float>::infinity();

  void add(const Moments& other);
};

/// Adds the tile's valid cells by value; `counts` has 256 entries. Returns the number of valid cells.
std::uint64_t countClasses(std::span<const std::uint8_t, kTileCells> tile, std::span<std::uint64_t> counts);

/// Mean of the valid cells of each 2 x 2 block; NaN is not valid. Returns what the tile holds, found on the way.
Moments halve(std::span<const float, kTileCells> tile, std::span<float, kQuarterCells> half);

/// Most frequent class of the valid cells of each 2 x 2 block; of equals the lower value.
void halve(std::span<const std::uint8_t, kTileCells> tile, std::span<std::uint8_t, kQuarterCells> half);

}  // namespace tanhui
