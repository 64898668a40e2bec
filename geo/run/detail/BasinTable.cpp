#include "geo/run/detail/BasinTable.h"

#include <algorithm>

#include "geo/layer/PolygonRuler.h"

namespace tanhui {
namespace {

constexpr std::size_t kSea = static_cast<std::size_t>(-1);

/// The basins of one layer.
class BasinTree {
 public:
  BasinTree(const ZoneLayer& layer, const Crs& crs) : layer_(layer) {
    const PolygonRuler ruler(crs, AreaRule::ground);
    for (std::size_t i = 0; i < layer.ids.size(); ++i) {
      const auto found = std::ranges::find(layer.ids, layer.downstream[i]);
      into_.push_back(found == layer.ids.end() ? kSea : static_cast<std::size_t>(found - layer.ids.begin()));
      ownHa_.push_back(ruler.ha(layer.polygons.shapes[i]));
    }
    above_.assign(into_.size(), 0);
    wholeHa_ = ownHa_;
    for (std::size_t i = 0; i < into_.size(); ++i)
      for (std::size_t below = into_[i]; below != kSea; below = into_[below])
        ++above_[below], wholeHa_[below] += ownHa_[i];
  }

  void addTo(DataTable& table) const {
    for (std::size_t i = 0; i < into_.size(); ++i)
      table.rows.push_back({layer_.name, layer_.ids[i], layer_.labels[i], layer_.downstream[i],
                            static_cast<double>(above_[i]), ownHa_[i], wholeHa_[i]});
  }

 private:
  const ZoneLayer& layer_;
  std::vector<std::size_t> into_, above_;
  std::vector<double> ownHa_, wholeHa_;
};

}  // namespace

std::optional<DataTable> basinTable(const Model& model) {
  DataTable table{.name = "basins",
                  .columns = {{"zone_layer"},
                              {"zone_id"},
                              {"zone_label"},
                              {"downstream_id"},
                              {"upstream_basins", 0},
                              {"area_ha"},
                              {"drained_ha"}},
                  .rows = {}};
  for (const ZoneLayer& layer : model.zones)
    if (layer.kind == ZoneKind::basin) BasinTree(layer, model.grid.crs).addTo(table);
  if (table.rows.empty()) return std::nullopt;
  return table;
}

}  // namespace tanhui
