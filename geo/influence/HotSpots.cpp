#include "geo/influence/HotSpots.h"

#include <cmath>

#include "geo/influence/GetisOrd.h"
#include "geo/influence/Significance.h"
#include "geo/influence/Tail.h"

namespace tanhui {
namespace {

/// What has a figure.
struct GivenZones {
  std::vector<std::string> names;
  std::vector<PlanePoint> middles;
  std::vector<double> values;
};

GivenZones givenZones(std::span<const std::string> zones, std::span<const PlanePoint> middles,
                      std::span<const double> values) {
  GivenZones given;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    given.names.push_back(zones[i]);
    given.middles.push_back(middles[i]);
    given.values.push_back(values[i]);
  }
  return given;
}

}  // namespace

HotSpotMap hotSpots(std::span<const std::string> zones, std::span<const PlanePoint> middles,
                    std::span<const double> values, double band, bool adjusted) {
  HotSpotMap map;
  map.adjusted = adjusted;
  const GivenZones given = givenZones(zones, middles, values);
  map.bandM = band > 0 ? band : bandThatJoinsAll(given.middles).value_or(0);
  const SpatialWeights weights = bandNeighbours(given.middles, map.bandM);
  map.moran = moranIndex(given.values, weights);
  if (!map.moran) return map;
  const GatheringZ z = *gatheringZ(given.values, weights);
  const std::vector<LocalMoran> local = *localMoran(given.values, weights);
  std::vector<double> p;
  for (const double one : z.giStar) p.push_back(normalTwoSided(one));
  if (adjusted) p = adjustedForFalseFinds(p);
  for (std::size_t i = 0; i < given.values.size(); ++i)
    map.zones.push_back({given.names[i], given.values[i], z.gi[i], z.giStar[i], local[i].z, p[i],
                         adjusted ? spotClass(z.giStar[i], p[i]) : spotClass(z.giStar[i])});
  return map;
}

DataTable hotSpotTable(std::span<const HotSpotMap> maps) {
  const auto figure = [](std::string key) { return DataTable::Column{key, 4, 14}; };
  const auto text = [](std::string key) { return DataTable::Column{key, 0, 16}; };
  DataTable table{"hotspots",
                  {text("zone_layer"), text("zone_id"), figure("value"), figure("gi_star_z"), figure("moran_local_z"),
                   text("class"), figure("gi_z"), figure("p"), text("name"), figure("band_m")},
                  {}};
  for (const HotSpotMap& map : maps)
    for (const HotSpot& zone : map.zones)
      table.rows.push_back({map.layer, zone.zone, zone.value, zone.giStarZ, zone.moranZ, std::string(zone.spot),
                            zone.giZ, zone.p, map.name, map.bandM});
  return table;
}

}  // namespace tanhui
