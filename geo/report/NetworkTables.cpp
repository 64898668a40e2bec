#include "geo/report/NetworkTables.h"

namespace tanhui {
namespace {

DataTable linkTable(std::span<const NetworkFigures> networks) {
  DataTable table{"network",
                  {{"network"},
                   {"from"},
                   {"to"},
                   {"cost", 0},
                   {"length_m", 0},
                   {"mean_resistance"},
                   {"corridor_ha"},
                   {"median_width_m", 0},
                   {"gravity", 4},
                   {"max_current", 3}},
                  {}};
  for (const NetworkFigures& network : networks)
    for (const NetworkFigures::Link& link : network.links)
      table.rows.push_back({network.name, network.sources[link.from].name, network.sources[link.to].name, link.cost,
                            link.lengthM, link.meanResistance, link.corridorHa, link.widthM, link.gravity,
                            link.maxCurrent});
  return table;
}

DataTable sourceTable(std::span<const NetworkFigures> networks) {
  DataTable table{
      "network_sources",
      {{"network"}, {"source"}, {"area_ha"}, {"dPC_pct"}, {"dPC_intra"}, {"dPC_flux"}, {"dPC_connector"}, {"dIIC_pct"}},
      {}};
  for (const NetworkFigures& network : networks)
    for (const NetworkFigures::Source& source : network.sources)
      table.rows.push_back({network.name, source.name, source.areaHa, source.worth.dPC, source.worth.intra,
                            source.worth.flux, source.worth.connector, source.worth.dIIC});
  return table;
}

DataTable indexTable(std::span<const NetworkFigures> networks) {
  DataTable table{"network_indices", {{"network"}, {"index"}, {"value", 6}}, {}};
  for (const NetworkFigures& network : networks)
    for (const NetworkIndex& index : indicesOf(network))
      table.rows.push_back({network.name, std::string(index.key), index.value});
  return table;
}

}  // namespace

std::vector<DataTable> networkTables(std::span<const NetworkFigures> networks) {
  return {linkTable(networks), sourceTable(networks), indexTable(networks)};
}

std::vector<NetworkIndex> indicesOf(const NetworkFigures& network) {
  return {{"alpha", network.shape.alpha},
          {"beta", network.shape.beta},
          {"gamma", network.shape.gamma},
          {"cost_ratio", network.shape.costRatio},
          {"PC", network.pc},
          {"EC", network.ec},
          {"IIC", network.iic},
          {"components", static_cast<double>(network.components)}};
}

}  // namespace tanhui
