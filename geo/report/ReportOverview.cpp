#include <algorithm>
#include <cmath>

#include "geo/account/Columns.h"
#include "geo/draw/Chart.h"
#include "geo/draw/MapPicture.h"
#include "geo/product/MapProduct.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

namespace fs = std::filesystem;

double unmappedHa(const RunReport& report) {
  for (const ClassTotals& line : report.account.classes)
    if (line.classKey == "unmapped") return line.totals.areaHa;
  return 0;
}

/// A figure with its range above the detail.
block::KeyFigures::Item keyFigure(const Composer& c, std::string_view label, Quantity quantity, double value,
                                  double standardError, const Inlines& detail) {
  const Inlines half = halfRange(quantity, value, standardError, c.report.language);
  return {c.word(label),
          rangedValue(quantity, value, standardError),
          {UnitOf{quantity}},
          c.say(rangeIsKnown(value, standardError) ? "report.key.range" : "report.key.no_range", {half, detail})};
}

/// The zone layer whose outlines help on a map without hiding it: the first with a few zones.
const ZoneShapes* outlinesFor(std::span<const ZoneShapes> zones) {
  constexpr std::size_t kMost = 200;
  for (const ZoneShapes& layer : zones)
    if (layer.shapes.size() > 1 && layer.shapes.size() <= kMost) return &layer;
  return nullptr;
}

/// A picture of the band that leads. Where the scope chooses it, the words are the band's own.
void addMap(Composer& c, const MapProduct& map) {
  const fs::path raster = findOutput(c.report, std::string(map.key) + ".tif");
  if (raster.empty()) return;
  const std::size_t band = leadingBand(map, c.report.scope);
  const bool chosen = !map.classes && map.bands[band].leads;
  const std::string words = fmt::format("report.map.{}", chosen ? map.bands[band].key : map.key);
  MapSpec spec;
  spec.map = map;
  spec.raster = raster;
  spec.band = static_cast<int>(band) + 1;
  spec.language = c.report.language;
  spec.title = c.word(words);
  spec.synthetic = c.report.synthetic;
  spec.width = kPictureWidth;
  spec.outlines = outlinesFor(c.zones);
  for (const ClassTotals& line : c.report.account.classes)
    spec.classes.push_back({c.report.classes.colour(line.classKey), c.report.className(line.classKey)});
  c.add(block::Picture{mapPicture(spec), c.say(words + ".caption")});
}

template <class Value, class Error>
std::vector<Bar> classBars(const Composer& c, Value value, Error error, std::size_t most) {
  std::vector<Bar> bars;
  for (const ClassTotals& line : c.report.account.classes)
    if (const double size = value(line.totals); std::isfinite(size) && size != 0)
      bars.push_back({c.report.className(line.classKey), size, kRange95 * error(line.totals),
                      c.report.classes.colour(line.classKey)});
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.value > b.value; });
  // What pulls either way is news; the small ones in the middle are in the table.
  while (bars.size() > most)
    bars.erase(std::min_element(bars.begin(), bars.end(),
                                [](const Bar& a, const Bar& b) { return std::abs(a.value) < std::abs(b.value); }));
  return bars;
}

}  // namespace

fs::path findOutput(const RunReport& report, std::string_view name) {
  for (const fs::path& path : report.outputs)
    if (path.filename() == name) return path;
  return {};
}

void addTitle(Composer& c) {
  block::Title title;
  title.title = c.report.projectName;
  title.subtitle = text(say("report.subtitle", c.report.baseYear), c.report.language);
  if (c.report.synthetic) title.lines.push_back(c.word("report.synthetic.long"));
  c.add(std::move(title));
}

void addOverview(Composer& c) {
  const Totals& t = c.report.account.total;
  const double area = t.areaHa, stock = t.carbon.total(), flux = t.carbon.flux();
  c.chapter("report.overview");

  block::KeyFigures figures;
  const auto density = [&](Quantity q, double value) {
    return c.say("report.key.per_ha", {figure(q, perHa(value, area)), {UnitOf{q}}});
  };
  figures.items = {
      keyFigure(c, "report.key.stock", Quantity::stock, stock, t.stockSe, density(Quantity::stockDensity, stock)),
      keyFigure(c, "report.key.flux", Quantity::co2Flux, flux * kCo2PerC, t.fluxSe * kCo2PerC,
                density(Quantity::fluxDensity, flux)),
      keyFigure(c, "report.key.lulucf", Quantity::co2eFlux, t.carbon.lulucf(), t.lulucfSe,
                c.say("report.key.lulucf.detail")),
      keyFigure(c, "report.key.agriculture", Quantity::co2eFlux, t.carbon.agriculture, t.agricultureSe,
                c.say("report.key.agriculture.detail"))};
  if (c.report.scope == Scope::all)
    figures.items.insert(figures.items.begin() + 2, keyFigure(c, "report.key.net", Quantity::co2eFlux, t.carbon.net(),
                                                              t.netSe, c.say("report.key.net.detail")));
  figures.items.push_back({c.word("report.key.area"),
                           {Figure{Quantity::area, area, 0, 5}},
                           {UnitOf{Quantity::area}},
                           c.say("report.key.area.detail",
                                 {{significant(area * kMuPerHa / kTonnesPerWan, 4)}, {significant(area / 100, 4)}})});
  c.add(std::move(figures));

  c.paragraph("report.lead", {{std::to_string(c.report.baseYear)},
                              {Figure{Quantity::area, area, 0, 5}, " ", UnitOf{Quantity::area}},
                              c.ranged(Quantity::stock, stock, t.stockSe),
                              {UnitOf{Quantity::stock}},
                              c.ranged(Quantity::co2Flux, flux * kCo2PerC, t.fluxSe * kCo2PerC),
                              {UnitOf{Quantity::co2Flux}},
                              c.ranged(Quantity::co2eFlux, t.carbon.lulucf(), t.lulucfSe),
                              {UnitOf{Quantity::co2eFlux}},
                              c.ranged(Quantity::co2eFlux, t.carbon.agriculture, t.agricultureSe)});
  if (c.report.scope == Scope::all)
    c.paragraph("report.lead.all",
                {c.ranged(Quantity::co2eFlux, t.carbon.net(), t.netSe), {UnitOf{Quantity::co2eFlux}}});
  c.paragraph(verdictOf(t, c.report.scope), {{c.netName()}});
  if (const double gap = unmappedHa(c.report); gap > 0)
    c.paragraph("report.unmapped",
                {{Figure{Quantity::area, gap, 0, 4}, " ", UnitOf{Quantity::area}}, {percent(gap / area)}},
                block::Tone::note);
  addMap(c, mapProducts().front());
}

/// All but the first, which opens the report; those of the base year alone, which tell how sure the others are, last.
void addMaps(Composer& c) {
  const std::span<const MapProduct> maps = mapProducts().subspan(1);
  const auto written = [&c](const MapProduct& map) {
    return !findOutput(c.report, std::string(map.key) + ".tif").empty();
  };
  if (std::ranges::none_of(maps, written)) return;
  c.chapter("report.maps");
  for (const bool ofYears : {true, false})
    for (const MapProduct& map : maps)
      if (map.ofYears == ofYears) addMap(c, map);
}

void addClasses(Composer& c) {
  constexpr std::size_t kMostBars = 20;
  c.chapter("report.classes");
  c.add(classTable(c, c.report.account.classes, c.report.account.total, 0));
  const auto stock = classBars(
      c, [](const Totals& t) { return t.carbon.total(); }, [](const Totals& t) { return t.stockSe; }, kMostBars);
  if (!stock.empty())
    c.add(block::Picture{barChart(stock, Quantity::stock, kPictureWidth),
                         c.say("report.chart.stock", {{UnitOf{Quantity::stock}}})});
  const auto flux = classBars(
      c, [](const Totals& t) { return t.carbon.flux(); }, [](const Totals& t) { return t.fluxSe; }, kMostBars);
  if (!flux.empty())
    c.add(block::Picture{barChart(flux, Quantity::flux, kPictureWidth),
                         c.say("report.chart.flux", {{UnitOf{Quantity::flux}}})});
  const Scope scope = c.report.scope;
  const auto net = classBars(
      c, [scope](const Totals& t) { return t.carbon.net(scope); },
      [scope](const Totals& t) { return t.netSeIn(scope); }, kMostBars);
  if (!net.empty())
    c.add(block::Picture{barChart(net, Quantity::co2eFlux, kPictureWidth),
                         c.say("report.chart.net", {{c.netName()}, {UnitOf{Quantity::co2eFlux}}})});
}

void addPools(Composer& c) {
  const Totals& t = c.report.account.total;
  c.chapter("report.pools");
  c.paragraph("report.pools.text", {{std::to_string(c.report.soilDepthCm)}});
  std::vector<Bar> parts;
  for (std::size_t pool = 0; pool < kPools; ++pool)
    parts.push_back(
        {c.word(fmt::format("report.pool.{}", kPoolNames[pool])), t.carbon.stock[pool], 0, poolColour(pool)});
  c.add(block::Picture{shareBar(parts, Quantity::stock, kPictureWidth), c.say("report.chart.pools")});

  block::Table changes;
  changes.caption = c.say("report.changes");
  changes.columns = {{c.say("report.col.part"), false},
                     {c.header("report.col.flux", Quantity::flux), true},
                     {c.header("report.col.co2e", Quantity::co2eFlux), true}};
  const double scale =
      std::max({std::abs(t.carbon.biomassFlux), std::abs(t.carbon.soilFlux), std::abs(t.carbon.flux())});
  const double scaleCo2e = std::max({scale * kCo2PerC, std::abs(t.carbon.nonCo2), std::abs(t.carbon.net())});
  const double landGases = t.carbon.nonCo2 - t.carbon.agriculture;
  const auto row = [&](std::string_view id, double value) {
    changes.rows.push_back(
        {{c.say(id), cell(Quantity::flux, value, scale), cell(Quantity::co2eFlux, value * kCo2PerC, scaleCo2e)}});
  };
  row("report.change.biomass", t.carbon.biomassFlux);
  row("report.change.dead_organic", t.carbon.deadOrganicFlux);
  row("report.change.soil", t.carbon.soilFlux);
  row("report.change.carbon", t.carbon.flux());
  const auto gasRow = [&](std::string_view id, double value, bool total) {
    changes.rows.push_back({{c.say(id), {"–"}, cell(Quantity::co2eFlux, value, scaleCo2e)}, total});
  };
  gasRow("report.change.land_gases", landGases, false);
  gasRow("report.change.lulucf", t.carbon.lulucf(), true);
  gasRow("report.change.agriculture", t.carbon.agriculture, false);
  gasRow("report.change.net", t.carbon.net(), c.report.scope == Scope::all);
  c.add(std::move(changes));
}

}  // namespace tanhui
