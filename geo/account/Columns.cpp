#include "geo/account/Columns.h"

#include <cmath>

#include "geo/account/PlusMinus.h"

namespace tanhui {

const std::array<TotalsColumn, kTotalsColumns>& totalsColumns() {
  static constexpr std::array<TotalsColumn, kTotalsColumns> kColumns{{
      {"area_ha", [](const Totals& t) { return t.areaHa; }},
      {"stock_tC", [](const Totals& t) { return t.carbon.total(); }},
      {"stock_se_tC", [](const Totals& t) { return t.stockSe; }},
      {"above_tC", [](const Totals& t) { return t.carbon.stock[0]; }},
      {"below_tC", [](const Totals& t) { return t.carbon.stock[1]; }},
      {"deadwood_tC", [](const Totals& t) { return t.carbon.stock[2]; }},
      {"litter_tC", [](const Totals& t) { return t.carbon.stock[3]; }},
      {"soil_tC", [](const Totals& t) { return t.carbon.stock[4]; }},
      {"flux_tC_per_yr", [](const Totals& t) { return t.carbon.flux(); }},
      {"flux_se_tC_per_yr", [](const Totals& t) { return t.fluxSe; }},
      {"non_co2_tCO2e_per_yr", [](const Totals& t) { return t.carbon.nonCo2; }},
      {"net_tCO2e_per_yr", [](const Totals& t) { return t.carbon.net(); }},
      {"non_co2_se_tCO2e_per_yr", [](const Totals& t) { return t.nonCo2Se; }},
      {"net_se_tCO2e_per_yr", [](const Totals& t) { return t.netSe; }},
      {"agriculture_tCO2e_per_yr", [](const Totals& t) { return t.carbon.agriculture; }},
      {"agriculture_se_tCO2e_per_yr", [](const Totals& t) { return t.agricultureSe; }},
      {"lulucf_net_tCO2e_per_yr", [](const Totals& t) { return t.carbon.lulucf(); }},
      {"lulucf_net_se_tCO2e_per_yr", [](const Totals& t) { return t.lulucfSe; }},
  }};
  return kColumns;
}

std::string scoped(std::string_view id, Scope scope) {
  return fmt::format("{}.{}", id, scope == Scope::sink ? "sink" : "all");
}

std::string_view verdictOf(const Totals& totals, Scope scope) {
  const double net = totals.carbon.net(scope);
  if (std::abs(net) < kRange95 * totals.netSeIn(scope)) return "report.lead.unsure";
  return net >= 0 ? "report.lead.sink" : "report.lead.source";
}

std::uint32_t poolColour(std::size_t pool) {
  static constexpr std::array<std::uint32_t, kPools> kColours = {0x41AB5D, 0xA6761D, 0x7F6A5A, 0xD8B365, 0x5E4B3C};
  return kColours.at(pool);
}

}  // namespace tanhui
