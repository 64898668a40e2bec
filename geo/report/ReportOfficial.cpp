#include "geo/report/Composer.h"

namespace tanhui {

void addOfficialAreas(Composer& c) {
  if (c.report.officialAreas.empty()) return;
  c.section(c.word("report.official"));
  block::Table table;
  table.columns = {{c.say("report.col.layer"), false},           {c.say("report.col.class"), false},
                   {c.say("report.official.col.parcels"), true}, {c.say("report.official.col.record"), true},
                   {c.say("report.official.col.here"), true},    {c.say("report.official.col.difference"), true},
                   {c.say("report.official.col.ppm"), true},     {c.say("report.official.col.passes"), false}};
  for (const OfficialArea& area : c.report.officialAreas)
    table.rows.push_back({{{area.layer},
                           {c.report.className(area.classKey)},
                           {fmt::format("{}", area.parcels)},
                           {fmt::format("{:.2f}", area.recordM2)},
                           {fmt::format("{:.2f}", area.splitM2)},
                           {fmt::format("{:+.2f}", area.differenceM2())},
                           {fmt::format("{:+.3f}", 1e6 * area.relative())},
                           c.say(area.passes() ? "report.official.good" : "report.official.off")},
                          false,
                          !area.passes()});
  c.add(std::move(table));
  c.paragraph("report.official.note", {{fmt::format("{:g}", 1e6 * kOfficialTolerance)}}, block::Tone::note);
}

}  // namespace tanhui
