#include "geo/project/ProjectMaps.h"

#include <algorithm>

namespace tanhui {

std::optional<MapProduct> mapOf(const Project& project, std::string_view key) {
  const MapProduct* known = findMapProduct(key);
  if (known == nullptr) return std::nullopt;
  MapProduct map = *known;
  if (!map.bandsChosen) return map;
  map.bands.clear();
  for (const std::string& name : project.stockBands)
    if (const auto band = std::ranges::find(known->bands, name, &MapBand::key); band != known->bands.end())
      map.bands.push_back(*band);
  return map;
}

std::vector<MapProduct> mapsOf(const Project& project) {
  std::vector<MapProduct> maps;
  for (const std::string& key : project.maps)
    if (std::optional<MapProduct> map = mapOf(project, key)) maps.push_back(std::move(*map));
  return maps;
}

}  // namespace tanhui
