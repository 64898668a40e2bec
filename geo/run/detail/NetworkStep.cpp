#include "geo/run/detail/NetworkStep.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/cog/WriteRaster.h"
#include "geo/gis/NetworkGpkg.h"
#include "geo/gis/StyleQml.h"
#include "geo/layer/CellShapes.h"
#include "geo/network/Current.h"
#include "geo/report/NetworkTables.h"
#include "geo/run/detail/MapFiles.h"
#include "geo/run/detail/NetworkGround.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// Above this much memory it is told before the work.
constexpr double kMuchMemory = 1e9, kLinkBytes = 40, kFlowBytes = 400;

/// One network in the making.
class NetworkMaker {
 public:
  NetworkMaker(const NetworkSpec& spec, RunLand& land, const LandscapeWork& work)
      : spec_(spec),
        land_(land),
        work_(work),
        where_(fmt::format("{}, line {}", work.project.file.string(), spec.line)),
        ground_(networkGround(spec, work.project, land.model, work.threads, land.warnings, work.stop)),
        surface_(ground_.grid.rows, ground_.grid.cols, ground_.metres, ground_.costs,
                 spec.costs.empty() ? where_ : spec.costs.string()) {
    tellMemory();
    for (const HabitatSource& source : ground_.sources)
      for (const std::int64_t cell : source.cells) isSource_[static_cast<std::size_t>(cell)] = true;
  }

  NetworkFigures make(Landscape& made, NetworkShapes& shapes) {
    const PhaseClock clock("network", work_.progress);
    const LinkRules rules{.neighbours = static_cast<Neighbours>(spec_.neighbours),
                          .allPairs = spec_.allPairs,
                          .corridorCost = spec_.corridorCost,
                          .corridorPercent = spec_.corridorPercent};
    linked_ = linkSources(
        surface_, ground_.sources, rules, where_,
        [&](std::size_t done, std::size_t of) {
          clock.tell(static_cast<std::int64_t>(done), static_cast<std::int64_t>(of));
        },
        &work_.stop);
    NetworkFigures figures = figuresOf();
    writeMap("swath", linked_.swath, Palette::brown, {"cost_above_least", "cost m"}, made);
    if (spec_.current) addCurrent(figures, made);
    tellWhatIsLeftOut();
    addShapes(figures, shapes);
    addZones(figures);
    return figures;
  }

 private:
  void tellMemory() {
    const double bytes = static_cast<double>(surface_.cells()) * kLinkBytes;
    if (bytes > kMuchMemory)
      land_.warnings.push_back({spec_.name, say("run.network_memory", surface_.cells(), std::lround(bytes / 1e6),
                                                static_cast<int>(kFlowBytes))});
  }

  bool ofSource(std::int64_t cell) const { return isSource_[static_cast<std::size_t>(cell)]; }
  double hectaresOf(std::int64_t cell) const {
    return ground_.rowHa[static_cast<std::size_t>(cell / ground_.grid.cols)];
  }

  double meanResistance(const HabitatSource& source) const {
    double sum = 0, cells = 0;
    for (const std::int64_t cell : source.cells)
      if (surface_.passable(cell)) sum += surface_.cost(cell), cells += 1;
    return sum / cells;
  }

  NetworkFigures figuresOf() const {
    NetworkFigures figures;
    figures.name = spec_.name;
    figures.swathFile = spec_.fileName("swath");
    figures.split = linked_.split;
    figures.components = linked_.components;
    figures.landscapeHa = ground_.landscapeHa;
    figures.d50 = spec_.d50;
    figures.cellSize = ground_.metres;
    figures.neighbours = spec_.neighbours;
    figures.corridorCost = spec_.corridorCost;
    figures.corridorPercent = spec_.corridorPercent;
    for (std::size_t s = 0; s < ground_.sources.size(); ++s)
      figures.sources.push_back({.name = ground_.sources[s].name,
                                 .areaHa = ground_.sourceHa[s],
                                 .meanResistance = meanResistance(ground_.sources[s]),
                                 .worth = {},
                                 .component = linked_.component[s]});
    addLinks(figures);
    addIndices(figures);
    return figures;
  }

  void addLinks(NetworkFigures& figures) const {
    double largest = 0;
    for (const Link& link : linked_.links) largest = std::max(largest, link.cost);
    const auto mass = [&](std::size_t s) {
      const NetworkFigures::Source& source = figures.sources[s];
      return GravityMass{source.name, source.areaHa, source.meanResistance};
    };
    for (const Link& link : linked_.links) {
      double corridorHa = 0;
      for (const std::int64_t cell : link.corridor)
        if (!ofSource(cell)) corridorHa += hectaresOf(cell);
      figures.links.push_back({.from = link.from,
                               .to = link.to,
                               .cost = link.cost,
                               .lengthM = link.length,
                               .meanResistance = link.meanResistance(),
                               .corridorHa = corridorHa,
                               .widthM = link.width,
                               .gravity = gravity(mass(link.from), mass(link.to), link.cost, largest, where_),
                               .maxCurrent = std::nan("")});
    }
  }

  void addIndices(NetworkFigures& figures) const {
    std::vector<GraphLink> graph;
    for (const Link& link : linked_.links) graph.push_back({link.from, link.to, link.length});
    figures.shape = shapeOf(figures.sources.size(), linked_.components, graph);
    const GraphConnectivity whole = connectivityOf(ground_.sourceHa, graph, ground_.landscapeHa, spec_.d50);
    figures.pc = whole.pc, figures.ec = whole.ec, figures.iic = whole.iic;
    for (std::size_t s = 0; s < figures.sources.size(); ++s) figures.sources[s].worth = whole.nodes[s];
  }

  void writeMap(const std::string& kind, std::span<const float> cells, Palette palette, const CogBand& band,
                Landscape& made) const {
    const CogSpec file{.grid = ground_.grid,
                       .bands = {band},
                       .codec = work_.project.codec,
                       .metadata = mapMetadata(work_.project),
                       .classes = {}};
    const fs::path target = work_.folder / spec_.fileName(kind);
    const std::vector<BandStatistics> statistics = writeRaster(file, std::array{cells}, target, &work_.stop);
    const fs::path style = fs::path(target).replace_extension(".qml");
    writeStyle(style, palette, statistics.front(), band.unit);
    made.outputs.insert(made.outputs.end(), {target, style});
  }

  /// The sum over the links of the current through each cell.
  void addCurrent(NetworkFigures& figures, Landscape& made) {
    const PhaseClock clock("current", work_.progress);
    std::vector<float> map(linked_.swath.size(), std::nanf(""));
    for (std::size_t i = 0; i < linked_.links.size(); ++i) {
      clock.tell(static_cast<std::int64_t>(i), std::ssize(linked_.links));
      const Link& link = linked_.links[i];
      const std::vector<std::int64_t> cells = conductor(link);
      const CurrentFlow flow =
          flowBetween(surface_, cells, ground_.sources[link.from].cells, ground_.sources[link.to].cells,
                      static_cast<Neighbours>(spec_.neighbours),
                      spec_.meanConductance ? Conductance::meanConductance : Conductance::meanResistance, &work_.stop);
      double& most = figures.links[i].maxCurrent = 0;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        float& sum = map[static_cast<std::size_t>(cells[c])];
        sum = (std::isnan(sum) ? 0 : sum) + static_cast<float>(flow.current[c]);
        if (!ofSource(cells[c])) most = std::max(most, flow.current[c]);
      }
    }
    figures.currentFile = spec_.fileName("current");
    writeMap("current", map, Palette::purple, {"current", "A"}, made);
  }

  /// The corridor with the cells that the path's knight's moves touch, so that it hangs together.
  static std::vector<std::int64_t> conductor(const Link& link) {
    std::vector<std::int64_t> cells = link.corridor;
    cells.insert(cells.end(), link.path.begin(), link.path.end());
    std::ranges::sort(cells);
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    return cells;
  }

  void tellWhatIsLeftOut() {
    const auto name = [&](std::size_t s) { return ground_.sources[s].name; };
    for (const SplitLink& split : linked_.split)
      land_.warnings.push_back(
          {spec_.name, say("run.network_split", name(split.from), name(split.to), name(split.through))});
    if (linked_.components > 1)
      land_.warnings.push_back({spec_.name, say("run.network_apart", ground_.sources.size(), linked_.components)});
  }

  void addShapes(const NetworkFigures& figures, NetworkShapes& shapes) const {
    shapes.crs = ground_.grid.crs;
    for (const HabitatSource& source : ground_.sources)
      shapes.sources.push_back(shapeOfCells(source.cells, ground_.grid, where_));
    for (std::size_t i = 0; i < figures.links.size(); ++i) {
      std::vector<Point> line;
      for (const std::int64_t cell : linked_.links[i].path) line.push_back(middleOf(cell, ground_.grid));
      shapes.links.push_back(std::move(line));
      shapes.corridors.push_back(shapeOfCells(withoutSources(linked_.links[i].corridor), ground_.grid, where_));
    }
  }

  std::vector<std::int64_t> withoutSources(const std::vector<std::int64_t>& cells) const {
    std::vector<std::int64_t> kept;
    std::ranges::copy_if(cells, std::back_inserter(kept), [&](std::int64_t cell) { return !ofSource(cell); });
    return kept;
  }

  /// Corridors cross one another: as zones each cell counts for the link that it is cheapest for.
  void addZones(const NetworkFigures& figures) {
    std::vector<std::vector<std::int64_t>> cells(figures.links.size());
    for (std::size_t i = 0; i < linked_.nearest.size(); ++i)
      if (linked_.nearest[i] >= 0 && !isSource_[i])
        cells[static_cast<std::size_t>(linked_.nearest[i])].push_back(static_cast<std::int64_t>(i));
    ZoneLayer layer{.name = spec_.name, .polygons = {}, .ids = {}, .labels = {}};
    layer.polygons.name = spec_.name;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      const NetworkFigures::Link& link = figures.links[i];
      const std::string &from = figures.sources[link.from].name, &to = figures.sources[link.to].name;
      layer.polygons.fids.push_back(static_cast<std::int64_t>(i) + 1);
      layer.polygons.shapes.push_back(shapeOfCells(cells[i], ground_.grid, where_));
      layer.ids.push_back(from + "-" + to);
      layer.labels.push_back(from + "–" + to);
    }
    for (const ZoneLayer& zones : land_.model.zones) layer.firstZone += static_cast<std::uint32_t>(zones.ids.size());
    land_.model.zones.push_back(std::move(layer));
  }

  const NetworkSpec& spec_;
  RunLand& land_;
  const LandscapeWork& work_;
  std::string where_;
  NetworkGround ground_;
  CostSurface surface_;
  std::vector<bool> isSource_ = std::vector<bool>(ground_.costs.size());
  LinkedSources linked_;
};

}  // namespace

void makeNetworks(RunLand& land, const LandscapeWork& work, Landscape& made) {
  if (work.project.networks.empty()) return;
  std::vector<NetworkShapes> shapes;
  for (const NetworkSpec& spec : work.project.networks) {
    heed(&work.stop);
    shapes.emplace_back();
    made.networks.push_back(NetworkMaker(spec, land, work).make(made, shapes.back()));
  }
  made.outputs.push_back(
      writeNetworkGpkg(made.networks, shapes, work.folder, work.project.language, work.project.synthetic, &work.stop));
  for (DataTable& table : networkTables(made.networks)) made.tables.push_back(std::move(table));
}

std::vector<fs::path> networkFiles(const Project& project) {
  std::vector<fs::path> names;
  for (const NetworkSpec& spec : project.networks)
    for (const std::string kind : {"swath", "current"}) {
      if (kind == "current" && !spec.current) continue;
      const fs::path map = spec.fileName(kind);
      names.insert(names.end(), {map, fs::path(map).replace_extension(".qml")});
    }
  if (!names.empty())
    names.insert(names.end(),
                 {"network.gpkg", "tables/network.csv", "tables/network_sources.csv", "tables/network_indices.csv"});
  return names;
}

}  // namespace tanhui
