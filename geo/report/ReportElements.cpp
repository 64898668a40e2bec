#include <algorithm>

#include "geo/account/Columns.h"
#include "geo/draw/MapPicture.h"
#include "geo/report/Composer.h"
#include "geo/report/ElementTable.h"

namespace tanhui {
namespace {

constexpr std::size_t kMostElements = 60, kMostOutlined = 200;

void addElementMap(Composer& c) {
  MapSpec spec;
  spec.map = MapProduct{.key = "elements", .bands = {}, .classes = true};
  spec.raster = findOutput(c.report, "elements.tif");
  spec.language = c.report.language;
  spec.title = c.word("report.elements.map");
  spec.legendTitle = c.word("report.elements.col.role");
  spec.synthetic = c.report.synthetic;
  spec.width = kPictureWidth;
  const auto outlines = std::ranges::find(c.zones, c.landscape.elementLayer, &ZoneShapes::layer);
  if (outlines != c.zones.end() && outlines->shapes.size() <= kMostOutlined) spec.outlines = &*outlines;
  c.add(block::Picture{mapPicture(spec), c.say("report.elements.map")});
}

block::Table::Row elementRow(const Composer& c, Inlines role, Inlines name, const Totals& t, const Totals& scale) {
  return {{std::move(role), std::move(name), cell(Quantity::area, t.areaHa, scale.areaHa),
           c.ranged(Quantity::stock, t.carbon.total(), t.stockSe),
           c.ranged(Quantity::co2Flux, t.carbon.flux() * kCo2PerC, t.fluxSe * kCo2PerC)}};
}

void addElementTable(Composer& c) {
  block::Table table;
  table.columns = {{c.say("report.elements.col.role"), false},
                   {c.say("report.col.zone"), false},
                   {c.header("report.col.area", Quantity::area), true},
                   {c.header("report.col.stock", Quantity::stock), true},
                   {c.header("report.col.flux", Quantity::co2Flux), true}};
  for (const LandscapeElement& element : c.landscape.elements) {
    const Totals* totals = totalsOf(c.report.account, c.landscape.elementLayer, element.ownId);
    if (totals == nullptr || table.rows.size() == kMostElements) continue;
    const std::string name = element.label.empty() ? element.id : element.label;
    table.rows.push_back(elementRow(c, c.say(fmt::format("report.elements.role.{}", static_cast<int>(element.role))),
                                    {fmt::format("{} · {}", element.layer, name)}, *totals, c.report.account.total));
  }
  c.add(std::move(table));
  if (c.landscape.elements.size() > kMostElements)
    c.paragraph("report.elements.many", {{std::to_string(c.landscape.elements.size())}}, block::Tone::note);
}

}  // namespace

void addElements(Composer& c) {
  if (c.landscape.elements.empty()) return;
  c.chapter("report.elements");
  c.paragraph("report.elements.text");
  addElementMap(c);
  addElementTable(c);
}

}  // namespace tanhui
