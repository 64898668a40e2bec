#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "geo/base/Csv.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

/// More than this is for run.json.
constexpr std::size_t kMostWarnings = 100;
constexpr double kClosureLimit = 1e-6;

std::string fileSize(std::uint64_t bytes) {
  const auto size = static_cast<double>(bytes);
  if (size >= 1e9) return trimmed(size / 1e9, 3) + " GB";
  if (size >= 1e6) return trimmed(size / 1e6, 3) + " MB";
  return size >= 1e3 ? trimmed(size / 1e3, 3) + " kB" : fmt::format("{} B", bytes);
}

std::string closureText(double error) { return std::isfinite(error) ? fmt::format("{:.1e}", error) : std::string("–"); }

std::string wordOr(std::string_view prefix, std::string_view name, std::initializer_list<std::string_view> known,
                   Language language) {
  if (std::find(known.begin(), known.end(), name) == known.end()) return std::string(name);
  return text(fmt::format("{}{}", prefix, name), language);
}

}  // namespace

std::string factorRange(const Factor& factor) {
  if (factor.low && factor.high && *factor.low < *factor.high)
    return fmt::format("{} – {}", trimmed(*factor.low, 4), trimmed(*factor.high, 4));
  return factor.se > 0 ? fmt::format("± {}", trimmed(kRange95 * factor.se, 2)) : std::string("–");
}

bool weakGrade(std::string_view grade) { return grade == "recalled" || grade == "judgement"; }

std::string gradeName(std::string_view grade, Language language) {
  return wordOr("report.grade.", grade, {"read", "recalled", "derived", "judgement", "user"}, language);
}

std::string roleName(const std::string& role, Language language) {
  const std::size_t space = std::min(role.find(' '), role.size());
  const std::string kind = role.substr(0, space);
  return wordOr("report.role.", kind,
                {"layer", "zone", "region", "factors", "project", "table", "exclude", "overrides", "classes"},
                language) +
         role.substr(space);
}

std::string cellSizeText(const Grid& grid) {
  if (!grid.crs.known()) return fmt::format("{} × {}", grid.dx, grid.dy);
  if (grid.crs.geographic()) {
    const double seconds = grid.crs.radiansPerUnit() * 180 / std::numbers::pi * 3600;
    return fmt::format("{}″ × {}″", trimmed(grid.dx * seconds, 5), trimmed(grid.dy * seconds, 5));
  }
  const double metres = grid.crs.metresPerUnit();
  return fmt::format("{} m × {} m", trimmed(grid.dx * metres, 6), trimmed(grid.dy * metres, 6));
}

std::string volumeEquationText(const std::string& name, Language language) {
  return wordOr("report.volume.", name, {"automatic", "expansion", "continuous"}, language);
}

void addMethod(Composer& c) {
  const RunReport& r = c.report;
  c.chapter("report.method");
  block::List list;
  list.items = {c.say("report.method.area", {{cellSizeText(r.grid)}}),
                c.say(r.areaRule == "map" ? "report.method.map_area" : "report.method.ground_area"),
                c.say("report.method.stack"),
                c.say("report.method.stock"),
                c.say("report.method.forest", {{volumeEquationText(r.volumeEquation, r.language)}}),
                c.say("report.method.soil", {{std::to_string(r.soilDepthCm)}}),
                c.say("report.method.flux"),
                c.say("report.method.non_co2", {{r.gwp}}),
                c.say("report.method.scope"),
                c.say("report.method.sign"),
                c.say("report.method.left_out")};
  c.add(std::move(list));
}

void addUncertainty(Composer& c) {
  const Totals& t = c.report.account.total;
  const Scope scope = c.report.scope;
  c.chapter("report.uncertainty");
  c.paragraph("report.uncertainty.text");
  const auto relative = [](double value, double error) {
    return std::abs(value) > 0 && error > 0 ? percent(kRange95 * error / std::abs(value)) : std::string("–");
  };
  c.paragraph("report.uncertainty.result", {c.ranged(Quantity::stock, t.carbon.total(), t.stockSe),
                                            {UnitOf{Quantity::stock}},
                                            {relative(t.carbon.total(), t.stockSe)},
                                            c.ranged(Quantity::flux, t.carbon.flux(), t.fluxSe),
                                            {UnitOf{Quantity::flux}},
                                            {relative(t.carbon.flux(), t.fluxSe)},
                                            c.ranged(Quantity::co2eFlux, t.carbon.net(scope), t.netSeIn(scope)),
                                            {UnitOf{Quantity::co2eFlux}},
                                            {c.netName()}});
  c.paragraph("report.uncertainty.limits", {}, block::Tone::note);
}

/// Which factors share one published figure, and with it one error.
void addGroups(Composer& c) {
  const FactorLibrary& library = *c.report.factors;
  std::map<std::uint32_t, std::vector<std::string>> members;
  for (const std::uint32_t index : c.report.account.factorsUsed)
    members[library.unknownOf(index)].push_back(library[index].key);
  std::erase_if(members, [](const auto& group) { return group.second.size() < 2; });
  if (members.empty()) return;
  c.paragraph("report.factors.groups", {{std::to_string(members.size())}});
  block::Table table;
  table.columns = {{c.say("report.col.group"), false}, {c.say("report.col.factor"), false}};
  for (const auto& [unknown, keys] : members)
    table.rows.push_back(
        {{{library.nameOfUnknown(unknown)}, {fmt::format("{}", fmt::join(keys, ", "))}}, false, false});
  c.add(std::move(table));
}

void addFactors(Composer& c) {
  const RunReport& r = c.report;
  if (r.factors == nullptr || r.account.factorsUsed.empty()) return;
  c.chapter("report.factors");
  const auto& used = r.account.factorsUsed;
  const auto weak =
      std::count_if(used.begin(), used.end(), [&](std::uint32_t i) { return weakGrade((*r.factors)[i].grade); });
  c.paragraph("report.factors.text", {{r.factors->name()}, {std::to_string(used.size())}, {std::to_string(weak)}});
  block::Table table;
  table.columns = {{c.say("report.col.factor"), false}, {c.say("report.col.value"), true},
                   {c.say("report.col.range95"), true}, {c.say("report.col.unit"), false},
                   {c.say("report.col.source"), false}, {c.say("report.col.grade"), false}};
  for (const std::uint32_t index : used) {
    const Factor& f = (*r.factors)[index];
    const std::string& name = c.chinese() ? f.nameZh : f.nameEn;
    const bool repeats = f.edition.empty() || f.edition == "-" || f.source.find(f.edition) != std::string::npos;
    table.rows.push_back({{{name.empty() ? f.key : fmt::format("{}\n{}", name, f.key)},
                           {trimmed(f.value, 5)},
                           {factorRange(f)},
                           {f.unit},
                           {repeats ? f.source : fmt::format("{} ({})", f.source, f.edition)},
                           {(weakGrade(f.grade) ? "▲ " : "") + gradeName(f.grade, r.language)}},
                          false,
                          weakGrade(f.grade)});
  }
  c.add(std::move(table));
  addGroups(c);
}

void addChecks(Composer& c) {
  const RunReport& r = c.report;
  c.chapter("report.checks");
  c.paragraph("report.checks.text");
  block::Table table;
  table.columns = {
      {c.say("report.col.check"), false}, {c.say("report.col.error"), true}, {c.say("report.col.limit"), true}};
  const auto row = [&](std::string_view id, double error) {
    table.rows.push_back({{c.say(id), {closureText(error)}, {closureText(kClosureLimit)}}});
  };
  row("report.check.cells", r.closure.cellsVsPolygons);
  row("report.check.zones", r.closure.zonesVsTotal);
  row("report.check.region", r.closure.regionVsGeodesic);
  c.add(std::move(table));
}

void addWarnings(Composer& c) {
  const RunReport& r = c.report;
  c.section(c.word("report.warnings"));
  if (r.warnings.empty()) {
    c.paragraph("report.warnings.none");
    return;
  }
  block::List list{{}, block::Tone::warning};
  for (std::size_t i = 0; i < std::min(r.warnings.size(), kMostWarnings); ++i) {
    const std::string what = text(r.warnings[i].what, r.language);
    list.items.push_back(
        {r.warnings[i].where.empty() ? what : r.warnings[i].where + (c.chinese() ? "：" : ": ") + what});
  }
  c.add(std::move(list));
  if (r.warnings.size() > kMostWarnings)
    c.paragraph("report.warnings.more", {{std::to_string(r.warnings.size() - kMostWarnings)}}, block::Tone::note);
}

void addData(Composer& c) {
  constexpr std::size_t kDigest = 12;
  const RunReport& r = c.report;
  c.chapter("report.data");
  const Box box = r.grid.box();
  block::Table grid;
  grid.columns = {{c.say("report.col.item"), false}, {c.say("report.col.setting"), false}};
  const auto row = [&](std::string_view id, std::string value) {
    grid.rows.push_back({{c.say(id), {std::move(value)}}});
  };
  row("report.data.crs", r.grid.crs.known() ? r.grid.crs.name() : std::string("–"));
  row("report.data.cell", cellSizeText(r.grid));
  row("report.data.size", fmt::format("{} × {}", trimmed(static_cast<double>(r.grid.cols), 12),
                                      trimmed(static_cast<double>(r.grid.rows), 12)));
  row("report.data.extent", fmt::format("{}, {} – {}, {}", csvNumber(box.xmin), csvNumber(box.ymin),
                                        csvNumber(box.xmax), csvNumber(box.ymax)));
  row("report.data.library", r.factors == nullptr ? std::string("–") : r.factors->name());
  row("report.data.project", r.projectFile.filename().string());
  row("report.data.version", r.version);
  c.add(std::move(grid));

  if (r.inputs.empty()) return;
  c.section(c.word("report.inputs"));
  block::Table inputs;
  inputs.columns = {{c.say("report.col.role"), false},
                    {c.say("report.col.file"), false},
                    {c.say("report.col.bytes"), true},
                    {c.say("report.col.sha"), false}};
  for (const InputFile& input : r.inputs)
    inputs.rows.push_back({{{roleName(input.role, r.language)},
                            {input.path.filename().string()},
                            {fileSize(input.bytes)},
                            {input.sha256.substr(0, kDigest)}}});
  c.add(std::move(inputs));
  c.paragraph("report.inputs.note", {}, block::Tone::note);
}

}  // namespace tanhui
