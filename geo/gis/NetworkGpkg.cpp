#include "geo/gis/NetworkGpkg.h"

#include "geo/gdal/OgrPolygon.h"
#include "geo/gis/detail/GpkgFile.h"
#include "geo/gis/detail/ZoneStyle.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t kSourceColour = 0x2E8B40, kLinkColour = 0x8C4A1F, kCorridorColour = 0xA8C686;

OgrGeometry ogrLine(std::span<const Point> points) {
  OgrGeometry line(OGR_G_CreateGeometry(wkbLineString));
  for (const Point& p : points) OGR_G_AddPoint_2D(line.get(), p.x, p.y);
  return line;
}

void fields(GpkgFile& file, OGRLayerH layer, std::initializer_list<const char*> texts,
            std::initializer_list<const char*> numbers) {
  for (const char* name : texts) file.field(layer, name, OFTString);
  for (const char* name : numbers) file.field(layer, name, OFTReal);
}

void writeSources(GpkgFile& file, const std::string& name, const NetworkFigures& network, const NetworkShapes& shapes) {
  OGRLayerH layer = file.layer(name, shapes.crs, wkbMultiPolygon);
  fields(file, layer, {"source", "label"}, {"area_ha", "mean_resistance", "dPC_pct", "dIIC_pct"});
  for (std::size_t i = 0; i < network.sources.size(); ++i) {
    const NetworkFigures::Source& source = network.sources[i];
    file.add(layer, {source.name, source.name},
             {source.areaHa, source.meanResistance, source.worth.dPC, source.worth.dIIC},
             ogrMultiPolygon(shapes.sources[i]));
  }
}

/// The links, as lines or as corridors.
template <typename Geometry>
void writeLinks(GpkgFile& file, const std::string& name, OGRwkbGeometryType type, const NetworkFigures& network,
                const Crs& crs, const Geometry& geometry) {
  OGRLayerH layer = file.layer(name, crs, type);
  fields(file, layer, {"from", "to", "label"},
         {"cost", "length_m", "mean_resistance", "corridor_ha", "median_width_m", "gravity", "max_current"});
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    const NetworkFigures::Link& link = network.links[i];
    const std::string &from = network.sources[link.from].name, &to = network.sources[link.to].name;
    file.add(
        layer, {from, to, from + "–" + to},
        {link.cost, link.lengthM, link.meanResistance, link.corridorHa, link.widthM, link.gravity, link.maxCurrent},
        geometry(i));
  }
}

}  // namespace

fs::path writeNetworkGpkg(std::span<const NetworkFigures> networks, std::span<const NetworkShapes> shapes,
                          const fs::path& folder, Language language, bool synthetic, const StopFlag* stop) {
  const fs::path path = folder / "network.gpkg";
  GpkgFile file(path, synthetic);
  std::vector<std::pair<std::string, std::string>> styles;
  for (std::size_t n = 0; n < networks.size(); ++n) {
    heed(stop);
    const std::string& name = networks[n].name;
    const NetworkShapes& at = shapes[n];
    writeLinks(file, name + "_corridors", wkbMultiPolygon, networks[n], at.crs,
               [&](std::size_t i) { return ogrMultiPolygon(at.corridors[i]); });
    writeLinks(file, name + "_links", wkbLineString, networks[n], at.crs,
               [&](std::size_t i) { return ogrLine(at.links[i]); });
    writeSources(file, name + "_sources", networks[n], at);
    styles.emplace_back(name + "_corridors", fillStyle(kCorridorColour));
    styles.emplace_back(name + "_links", lineStyle(kLinkColour));
    styles.emplace_back(name + "_sources", fillStyle(kSourceColour));
  }
  file.styles(styles, text("report.network.style", language));
  file.commit();
  return path;
}

}  // namespace tanhui
