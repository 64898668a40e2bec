#include <algorithm>
#include <cmath>

#include "geo/account/Columns.h"
#include "geo/draw/MapPicture.h"
#include "geo/report/Composer.h"
#include "geo/report/NetworkTables.h"

namespace tanhui {
namespace {

/// Rows of a table that a page is given.
constexpr std::size_t kMostNetworkRows = 40;

Inlines networkFigure(double value, int digits = 4) {
  return {std::isfinite(value) ? significant(value, digits) : std::string("–")};
}

/// Indices of `of`, the largest value first.
template <typename Item, typename Value>
std::vector<std::size_t> byValue(const std::vector<Item>& of, const Value& value) {
  std::vector<std::size_t> order(of.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return value(of[i]); });
  if (order.size() > kMostNetworkRows) order.resize(kMostNetworkRows);
  return order;
}

void addNetworkMap(Composer& c, const NetworkFigures& network, const std::string& file, Palette palette,
                   std::string_view caption, std::string_view legend) {
  MapSpec spec;
  spec.map = MapProduct{.key = "network", .palette = palette, .bands = {}, .classes = false};
  spec.raster = findOutput(c.report, file);
  spec.language = c.report.language;
  spec.title = network.name;
  spec.legendTitle = c.word(legend);
  spec.synthetic = c.report.synthetic;
  spec.width = kPictureWidth;
  c.add(block::Picture{mapPicture(spec), c.say(caption, {{network.name}})});
}

void addNetworkLinks(Composer& c, const NetworkFigures& network) {
  block::Table table;
  table.caption = c.say("report.network.links", {{network.name}});
  table.columns = {{c.say("report.network.col.link"), false},    {c.say("report.network.col.cost"), true},
                   {c.say("report.network.col.length"), true},   {c.say("report.network.col.resistance"), true},
                   {c.say("report.network.col.corridor"), true}, {c.say("report.network.col.width"), true},
                   {c.say("report.network.col.gravity"), true},  {c.say("report.network.col.current"), true}};
  for (const std::size_t i : byValue(network.links, [](const auto& link) { return link.gravity; })) {
    const NetworkFigures::Link& link = network.links[i];
    table.rows.push_back({{{network.sources[link.from].name + "–" + network.sources[link.to].name},
                           networkFigure(link.cost),
                           networkFigure(link.lengthM),
                           networkFigure(link.meanResistance),
                           networkFigure(link.corridorHa),
                           networkFigure(link.widthM),
                           networkFigure(link.gravity),
                           networkFigure(link.maxCurrent, 3)}});
  }
  c.add(std::move(table));
}

void addNetworkSources(Composer& c, const NetworkFigures& network) {
  block::Table table;
  table.caption = c.say("report.network.sources", {{network.name}});
  table.columns = {{c.say("report.network.col.source"), false}, {c.say("report.network.col.area"), true},
                   {c.say("report.network.col.dPC"), true},     {c.say("report.network.col.intra"), true},
                   {c.say("report.network.col.flux"), true},    {c.say("report.network.col.connector"), true},
                   {c.say("report.network.col.dIIC"), true}};
  for (const std::size_t i : byValue(network.sources, [](const auto& source) { return source.worth.dPC; })) {
    const NetworkFigures::Source& source = network.sources[i];
    table.rows.push_back({{{source.name},
                           networkFigure(source.areaHa),
                           networkFigure(source.worth.dPC),
                           networkFigure(source.worth.intra),
                           networkFigure(source.worth.flux),
                           networkFigure(source.worth.connector),
                           networkFigure(source.worth.dIIC)}});
  }
  c.add(std::move(table));
}

void addNetworkIndices(Composer& c, const NetworkFigures& network) {
  block::Table table;
  table.caption = c.say("report.network.indices", {{network.name}});
  table.columns = {{c.say("report.network.col.index"), false},
                   {c.say("report.network.col.value"), true},
                   {c.say("report.network.col.meaning"), false}};
  for (const NetworkIndex& index : indicesOf(network))
    table.rows.push_back({{{index.key},
                           networkFigure(index.value),
                           c.say(fmt::format("report.network.{}", index.key), {{fmt::format("{:g}", network.d50)}})}});
  c.add(std::move(table));
}

void addNetworkRule(Composer& c, const NetworkFigures& network) {
  const bool byCost = network.corridorCost > 0;
  c.paragraph(byCost ? "report.network.how_cost" : "report.network.how_percent",
              {{std::to_string(network.sources.size())},
               {std::to_string(network.links.size())},
               {std::to_string(network.neighbours)},
               {fmt::format("{:g}", network.cellSize)},
               {fmt::format("{:g}", byCost ? network.corridorCost : network.corridorPercent)}});
  if (network.components > 1)
    c.paragraph("report.network.parts", {{std::to_string(network.components)}}, block::Tone::warning);
}

}  // namespace

void addNetworks(Composer& c) {
  if (c.landscape.networks.empty()) return;
  c.chapter("report.network");
  c.paragraph("report.network.text");
  for (const NetworkFigures& network : c.landscape.networks) {
    c.section(network.name);
    addNetworkRule(c, network);
    addNetworkMap(c, network, network.swathFile, Palette::brown, "report.network.map", "report.network.legend");
    if (!network.currentFile.empty())
      addNetworkMap(c, network, network.currentFile, Palette::purple, "report.network.current_map",
                    "report.network.legend_current");
    addNetworkLinks(c, network);
    addNetworkSources(c, network);
    addNetworkIndices(c, network);
    if (const std::size_t rows = std::max(network.links.size(), network.sources.size()); rows > kMostNetworkRows)
      c.paragraph("report.network.more", {{std::to_string(rows - kMostNetworkRows)}}, block::Tone::note);
    c.paragraph("report.network.zones", {{network.name}}, block::Tone::note);
  }
}

}  // namespace tanhui
