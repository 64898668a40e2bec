#include "geo/report/NetworkTables.h"

namespace tanhui {
namespace {

DataTable linkTable(std::span<const NetworkFigures> networks) {
  DataTable table{"network",
                  "report.network.sheet",
                  {{"network", "report.network.col.network"},
                   {"from", "report.network.col.from"},
                   {"to", "report.network.col.to"},
                   {"cost", "report.network.col.cost", 0},
                   {"length_m", "report.network.col.length", 0},
                   {"mean_resistance", "report.network.col.resistance"},
                   {"corridor_ha", "report.network.col.corridor"},
                   {"median_width_m", "report.network.col.width", 0},
                   {"gravity", "report.network.col.gravity", 4},
                   {"max_current", "report.network.col.current", 3}},
                  {}};
  for (const NetworkFigures& network : networks)
    for (const NetworkFigures::Link& link : network.links)
      table.rows.push_back({network.name, network.sources[link.from].name, network.sources[link.to].name, link.cost,
                            link.lengthM, link.meanResistance, link.corridorHa, link.widthM, link.gravity,
                            link.maxCurrent});
  return table;
}

DataTable sourceTable(std::span<const NetworkFigures> networks) {
  DataTable table{"network_sources",
                  "report.network.sources.sheet",
                  {{"network", "report.network.col.network"},
                   {"source", "report.network.col.source"},
                   {"area_ha", "report.network.col.area"},
                   {"dPC_pct", "report.network.col.dPC"},
                   {"dPC_intra", "report.network.col.intra"},
                   {"dPC_flux", "report.network.col.flux"},
                   {"dPC_connector", "report.network.col.connector"},
                   {"dIIC_pct", "report.network.col.dIIC"}},
                  {}};
  for (const NetworkFigures& network : networks)
    for (const NetworkFigures::Source& source : network.sources)
      table.rows.push_back({network.name, source.name, source.areaHa, source.worth.dPC, source.worth.intra,
                            source.worth.flux, source.worth.connector, source.worth.dIIC});
  return table;
}

DataTable indexTable(std::span<const NetworkFigures> networks) {
  DataTable table{"network_indices",
                  "report.network.indices.sheet",
                  {{"network", "report.network.col.network"},
                   {"index", "report.network.col.index"},
                   {"value", "report.network.col.value", 6}},
                  {}};
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
