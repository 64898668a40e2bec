#include "geo/product/MapProduct.h"

#include <algorithm>

namespace tanhui {
namespace {

constexpr MapUnit kStock{"tC/ha", "吨碳/公顷", Quantity::stockDensity};
constexpr MapUnit kFlux{"tC/ha/yr", "吨碳/公顷·年", Quantity::fluxDensity};
constexpr MapUnit kCo2eFlux{"tCO2e/ha/yr", "吨CO2e/公顷·年", Quantity::co2eFluxDensity};

template <Pool pool>
double stockOf(const Carbon& c) {
  return c.stock[static_cast<std::size_t>(pool)];
}
double allPools(const Carbon& c) { return c.total(); }
double biomass(const Carbon& c) { return stockOf<Pool::above>(c) + stockOf<Pool::below>(c); }
double biomassFlux(const Carbon& c) { return c.biomassFlux; }
double deadOrganicFlux(const Carbon& c) { return c.deadOrganicFlux; }
double soilFlux(const Carbon& c) { return c.soilFlux; }
double carbonFlux(const Carbon& c) { return c.flux(); }
double nonCo2(const Carbon& c) { return c.nonCo2; }
double net(const Carbon& c) { return c.net(); }

const std::vector<MapProduct>& table() {
  static const std::vector<MapProduct> maps = {
      {.key = "stock",
       .bands = {{"total", kStock, allPools},
                 {"above", kStock, stockOf<Pool::above>},
                 {"below", kStock, stockOf<Pool::below>},
                 {"deadwood", kStock, stockOf<Pool::deadwood>},
                 {"litter", kStock, stockOf<Pool::litter>},
                 {"soil", kStock, stockOf<Pool::soil>}},
       .bandsChosen = true},
      {.key = "flux",
       .palette = Palette::purpleGreen,
       .bands = {{"biomass", kFlux, biomassFlux},
                 {"dead_organic", kFlux, deadOrganicFlux},
                 {"soil", kFlux, soilFlux},
                 {"carbon_total", kFlux, carbonFlux, nullptr, Scope::sink},
                 {"non_co2", kCo2eFlux, nonCo2},
                 {"net", kCo2eFlux, net, nullptr, Scope::all}}},
      {.key = "uncertainty",
       .palette = Palette::purple,
       .bands = {{"stock_se", kStock, nullptr, &Sensitivity::stock}, {"flux_se", kFlux, nullptr, &Sensitivity::flux}},
       .ofYears = false},
      {.key = "class", .bands = {}, .classes = true},
      {.key = "biomass", .bands = {{"biomass", kStock, biomass}}, .usual = false},
      {.key = "deadwood",
       .palette = Palette::brown,
       .bands = {{"deadwood", kStock, stockOf<Pool::deadwood>}},
       .usual = false},
      {.key = "litter",
       .palette = Palette::brown,
       .bands = {{"litter", kStock, stockOf<Pool::litter>}},
       .usual = false},
      {.key = "soil", .palette = Palette::brown, .bands = {{"soil", kStock, stockOf<Pool::soil>}}, .usual = false},
  };
  return maps;
}

}  // namespace

std::span<const MapProduct> mapProducts() { return table(); }

const MapProduct* findMapProduct(std::string_view key) {
  const auto found = std::ranges::find(table(), key, &MapProduct::key);
  return found == table().end() ? nullptr : &*found;
}

std::vector<std::string> usualMaps() {
  std::vector<std::string> keys;
  for (const MapProduct& map : table())
    if (map.usual) keys.emplace_back(map.key);
  return keys;
}

std::vector<std::string> choosableBands() {
  std::vector<std::string> keys;
  for (const MapProduct& map : table())
    if (map.bandsChosen)
      for (const MapBand& band : map.bands) keys.emplace_back(band.key);
  return keys;
}

std::size_t leadingBand(const MapProduct& map, Scope scope) {
  const auto leader = std::ranges::find(map.bands, std::optional(scope), &MapBand::leads);
  return leader == map.bands.end() ? 0 : static_cast<std::size_t>(leader - map.bands.begin());
}

}  // namespace tanhui
