#include "geo/paint/Maps.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "geo/landclass/ClassTable.h"

namespace tanhui {
namespace {

constexpr double kAlike = 1e-12;  // of a cell: shares that differ by less differ by how they were added up

/// What each factor's standard error moves in a cell, added up; kept from one cell to the next.
class FactorMoves {
 public:
  explicit FactorMoves(const FactorTies& ties) : ties_(ties) {}

  void add(std::uint32_t factor, double move) {
    if (factor >= sum_.size()) {
      sum_.resize(factor + 1, 0);
      touched_.resize(factor / 64 + 1, 0);
    }
    sum_[factor] += move;
    touched_[factor / 64] |= std::uint64_t{1} << factor % 64;
  }
  /// The standard error that they make; then empty again.
  double take() {
    order_.clear();
    for (std::size_t word = 0; word < touched_.size(); ++word)
      for (std::uint64_t left = std::exchange(touched_[word], 0); left != 0; left &= left - 1)
        order_.push_back(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(left))));
    const double variance =
        ties_.variance(order_, [this](std::uint32_t factor) { return factor < sum_.size() ? sum_[factor] : 0; });
    for (const std::uint32_t factor : order_) sum_[factor] = 0;
    return std::sqrt(variance);
  }

 private:
  const FactorTies& ties_;
  std::vector<double> sum_;
  std::vector<std::uint64_t> touched_;  ///< a bit for each factor
  std::vector<std::uint32_t> order_;
};

/// A band's figure of each stratum.
std::vector<double> valuesOf(const MapBand& band, std::span<const StratumCarbon> carbon, const FactorTies& ties) {
  FactorMoves moves(ties);
  std::vector<double> values;
  values.reserve(carbon.size());
  for (const StratumCarbon& c : carbon) {
    if (band.error != nullptr)
      for (const Sensitivity& s : c.sensitivities) moves.add(s.factor, s.*band.error);
    values.push_back(band.error != nullptr ? moves.take() : band.value(c.value));
  }
  return values;
}

/// One standard error of a cell of several strata: a factor moves all of them together.
double mixedError(std::span<const StratumPart> parts, std::span<const StratumCarbon> carbon, double Sensitivity::*error,
                  FactorMoves& moves) {
  for (const StratumPart& part : parts)
    for (const Sensitivity& s : carbon[part.stratum].sensitivities) moves.add(s.factor, part.fraction * s.*error);
  return moves.take();
}

bool isUnmapped(const FloatMap& map, StratumId stratum) {
  return stratum == kUnmapped || (map.unmapped.size() > 1 && std::ranges::binary_search(map.unmapped, stratum));
}

bool anyMapped(const FloatMap& map, std::span<const StratumPart> parts) {
  return std::ranges::any_of(parts, [&map](const StratumPart& p) { return !isUnmapped(map, p.stratum); });
}

std::span<const StratumPart> partsOf(const TileStrata& tile, std::size_t mixed) {
  return std::span(tile.parts).subspan(tile.begin[mixed], tile.begin[mixed + 1] - tile.begin[mixed]);
}

std::size_t pixelOf(const TileStrata& tile, std::uint32_t cell) {
  const auto cols = static_cast<std::uint32_t>(tile.window.cols);
  return std::size_t{cell / cols} * kTile + cell % cols;
}

/// Cells that one stratum fills, through a table that ends with nodata for the special values.
template <typename T>
void paintPure(const TileStrata& tile, const std::vector<T>& table, T nodata, std::vector<T>& out) {
  const auto cols = static_cast<std::size_t>(tile.window.cols);
  out.resize(std::size_t{kTile} * kTile);
  if (tile.window.cols < kTile || tile.window.rows < kTile) std::fill(out.begin(), out.end(), nodata);
  const auto count = static_cast<StratumId>(table.size());
  for (std::size_t row = 0; row < static_cast<std::size_t>(tile.window.rows); ++row) {
    const StratumId* cell = tile.cell.data() + row * cols;
    T* to = out.data() + row * kTile;
    for (std::size_t col = 0; col < cols; ++col) to[col] = cell[col] < count ? table[cell[col]] : nodata;
  }
}

}  // namespace

FloatMap floatMap(const MapProduct& map, std::span<const StratumCarbon> carbon, std::span<const Stratum> strata,
                  const FactorTies& ties) {
  FloatMap out{.bands = map.bands, .value = {}, .ties = ties};
  for (const MapBand& band : map.bands) out.value.push_back(valuesOf(band, carbon, ties));
  for (StratumId s = kUnmapped + 1; s < strata.size(); ++s)
    if (strata[s].classKey == strata[kUnmapped].classKey) out.unmapped.push_back(s);
  return out;
}

ClassMap classMap(std::span<const std::string> classOfStratum, std::size_t land) {
  const std::span<const std::string> shown = classOfStratum.first(land == 0 ? classOfStratum.size() : land);
  std::set<std::string> used(shown.begin(), shown.end());
  ClassMap map;
  for (const LandClass& known : landClasses())
    if (used.erase(known.key) > 0) map.classes.push_back(known.key);
  map.classes.insert(map.classes.end(), used.begin(), used.end());
  if (map.classes.size() > kClassNodata)
    throw Error("class.tif", say("run.too_many_classes", map.classes.size()), say("run.too_many_classes.remedy"));
  std::map<std::string, std::uint8_t> value;
  for (std::size_t i = 0; i < map.classes.size(); ++i) value[map.classes[i]] = static_cast<std::uint8_t>(i);
  // No cell holds a stratum of t1 alone: any value does for it.
  for (const std::string& classKey : classOfStratum) map.valueOfStratum.push_back(value[classKey]);
  return map;
}

ClassMap classMap(const StratumTable& strata, std::size_t land) {
  std::vector<std::string> keys;
  for (const Stratum& stratum : strata.all()) keys.push_back(stratum.classKey);
  return classMap(keys, land);
}

void paint(const FloatMap& map, const TileStrata& tile, std::span<const StratumCarbon> carbon,
           std::vector<std::vector<float>>& bands) {
  bands.resize(map.bands.size());
  FactorMoves moves(map.ties);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    const std::vector<double>& value = map.value[b];
    std::vector<float> table(value.begin(), value.end());
    for (const StratumId stratum : map.unmapped) table[stratum] = kFloatNodata;
    paintPure(tile, table, kFloatNodata, bands[b]);
    for (std::size_t m = 0; m < tile.mixed.size(); ++m) {
      const std::span<const StratumPart> parts = partsOf(tile, m);
      if (!anyMapped(map, parts)) continue;
      double mean = 0;
      if (map.bands[b].error == nullptr)
        for (const StratumPart& part : parts)
          mean += isUnmapped(map, part.stratum) ? 0 : part.fraction * value[part.stratum];
      else
        mean = mixedError(parts, carbon, map.bands[b].error, moves);
      bands[b][pixelOf(tile, tile.mixed[m])] = static_cast<float>(mean);
    }
  }
}

void paint(const ClassMap& map, const TileStrata& tile, std::vector<std::uint8_t>& pixels) {
  paintPure(tile, map.valueOfStratum, kClassNodata, pixels);
  std::vector<double> share(map.classes.size());
  for (std::size_t m = 0; m < tile.mixed.size(); ++m) {
    std::fill(share.begin(), share.end(), 0);
    for (const StratumPart& part : partsOf(tile, m)) share[map.valueOfStratum[part.stratum]] += part.fraction;
    const double most = *std::ranges::max_element(share);
    const auto largest = std::ranges::find_if(share, [most](double s) { return s >= most - kAlike; });
    pixels[pixelOf(tile, tile.mixed[m])] = static_cast<std::uint8_t>(largest - share.begin());
  }
}

}  // namespace tanhui
