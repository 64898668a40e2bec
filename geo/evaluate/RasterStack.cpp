#include "geo/evaluate/RasterStack.h"

#include <algorithm>
#include <limits>

#include "geo/coverage/Overlay.h"

namespace tanhui {
namespace {

constexpr StratumId kNoClass = 0xFFFFFFFDu;    // of a raster value: no class was given for it
constexpr std::int64_t kDenseLimit = 1 << 16;  // values of a table that are looked up in an array

/// Without the value that means no data, though the table may give it a class.
std::vector<StratumId> denseLookup(const ValueTable& table, const RasterLayer& reader, std::int32_t& first) {
  if (table.all().empty()) return {};
  first = table.all().begin()->first;
  const std::int64_t range = std::int64_t{table.all().rbegin()->first} - first + 1;
  if (range > kDenseLimit) return {};
  std::vector<StratumId> dense(static_cast<std::size_t>(range), kNoClass);
  for (const auto& [value, stratum] : table.all()) dense[static_cast<std::size_t>(value - first)] = stratum;
  const std::int64_t nothing = std::int64_t{reader.nodata()} - first;
  if (reader.hasNodata() && nothing >= 0 && nothing < range) dense[static_cast<std::size_t>(nothing)] = kNoClass;
  return dense;
}

}  // namespace

void RasterStack::add(std::uint32_t layer, const Grid& grid, bool picture) {
  const LandLayer& land = layers_[layer];
  if (!land.isRaster() || (!picture && !sameCells(land.rasterGrid, grid))) return;
  Raster raster{.layer = layer, .reader = RasterLayer(land.raster, grid), .dense = {}, .values = {}, .fractions = {}};
  raster.dense = denseLookup(land.values, raster.reader, raster.firstValue);
  rasters_.push_back(std::move(raster));
}

void RasterStack::read(const Window& window) {
  for (Raster& raster : rasters_) {
    if (raster.reader.onGrid())
      raster.reader.values(window, raster.values);
    else
      raster.reader.fractions(window, raster.fractions);
  }
}

std::optional<RasterShare> RasterStack::shareOf(const Raster& raster, std::int32_t value, double fraction) const {
  const bool nothing =
      raster.reader.hasNodata() ? value == raster.reader.nodata() : value == std::numeric_limits<std::int32_t>::min();
  if (nothing) return std::nullopt;
  if (const StratumId* stratum = layers_[raster.layer].values.find(value))
    return RasterShare{raster.layer, *stratum, fraction, std::nullopt};
  return RasterShare{raster.layer, kUnmapped, fraction, value};
}

RasterShare RasterStack::of(std::int32_t value, StratumId rest) const {
  const Raster& raster = rasters_[0];
  const auto offset = static_cast<std::uint32_t>(value) - static_cast<std::uint32_t>(raster.firstValue);
  if (offset < raster.dense.size() && raster.dense[offset] != kNoClass)
    return {raster.layer, raster.dense[offset], 1.0, std::nullopt};
  return shareOf(raster, value, 1.0).value_or(RasterShare{kNoOwner, rest, 1.0, std::nullopt});
}

void RasterStack::share(std::size_t cell, std::uint32_t owner, StratumId rest, double whole,
                        std::vector<RasterShare>& out) const {
  out.clear();
  double left = whole;
  for (const Raster& raster : rasters_) {
    if (raster.layer >= owner) break;
    double taken = 0;
    const auto take = [&](std::int32_t value, double fraction) {
      const std::optional<RasterShare> share = shareOf(raster, value, left * fraction);
      if (!share) return;
      out.push_back(*share);
      taken += fraction;
    };
    if (raster.reader.onGrid()) {
      take(raster.values[cell], 1.0);
    } else {
      const ClassFractions& classes = raster.fractions;
      for (std::uint32_t i = classes.begin[cell]; i < classes.begin[cell + 1]; ++i)
        take(classes.parts[i].value, classes.parts[i].fraction);
    }
    left *= std::max(0.0, 1 - taken);
    if (left <= whole * 1e-12) return;
  }
  out.push_back({kNoOwner, rest, left, std::nullopt});
}

}  // namespace tanhui
