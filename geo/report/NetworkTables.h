#pragma once

#include <span>
#include <vector>

#include "geo/base/DataTable.h"
#include "geo/network/NetworkFigures.h"

namespace tanhui {

/// tables/network.csv, network_sources.csv and network_indices.csv: the links, the sources and the indices of all
/// networks of a run.
std::vector<DataTable> networkTables(std::span<const NetworkFigures> networks);

/// An index of a network: key and value, in the order of the tables.
struct NetworkIndex {
  const char* key;
  double value;
};
std::vector<NetworkIndex> indicesOf(const NetworkFigures& network);

}  // namespace tanhui
