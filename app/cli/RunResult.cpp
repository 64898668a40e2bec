#include "app/cli/RunResult.h"

#include <cmath>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Interrupt.h"
#include "app/cli/ProgressLine.h"
#include "geo/account/Columns.h"
#include "geo/account/PlusMinus.h"
#include "geo/account/RunJson.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

/// What a unit of the text is worth: 万吨 in Chinese, kilotonnes in English.
struct MassUnit {
  double tonnes;
  std::string name;
};
/// 万吨 or kt for a county, tonnes for what would be a few hundredths of one.
MassUnit massUnit(double tonnes, Language language) {
  const double large = language == Language::zh ? 1e4 : 1e3;
  if (std::abs(tonnes) < large) return {1, text("cli.mass.small", language)};
  return {large, text("cli.mass", language)};
}

/// Area, stock, carbon sink and the net of the land; Agriculture beside it.
std::string totalsText(const Totals& totals, Scope scope, Language language) {
  const Carbon& carbon = totals.carbon;
  const MassUnit stock = massUnit(carbon.total(), language), flux = massUnit(carbon.flux(), language);
  TextTable table({Align::left, Align::right, Align::left, Align::right, Align::left});
  const std::string perYear = text("cli.per_year", language);
  table.add({text("cli.area", language), grouped(totals.areaHa, 2), "ha", grouped(totals.areaHa * 15, 0),
             text("cli.mu", language)});
  const auto inCarbon = [&](std::string_view id, double value, double se, const MassUnit& unit, const char* co2,
                            const std::string& per) {
    table.add({text(id, language), plusMinus(value / unit.tonnes, se / unit.tonnes, language), unit.name + "C" + per,
               plusMinus(value * kCo2PerC, se * kCo2PerC, language), co2 + per});
  };
  inCarbon("carbon.stock", carbon.total(), totals.stockSe, stock, "tCO2", "");
  inCarbon("carbon.flux", carbon.flux(), totals.fluxSe, flux, "tCO2", perYear);
  const auto inCo2e = [&](const std::string& id, double value, double se) {
    table.add({text(id, language), "", "", plusMinus(value, se, language), "tCO2e" + perYear});
  };
  const auto net = [&](Scope of) { inCo2e(scoped("cli.net", of), carbon.net(of), totals.netSeIn(of)); };
  if (scope == Scope::all) net(Scope::all);
  net(Scope::sink);
  inCo2e("cli.agriculture", carbon.agriculture, totals.agricultureSe);
  return table.text(2) + "  " + text("cli.range", language) + "\n";
}

std::string classesText(const RunReport& report, Language language) {
  const Account& account = report.account;
  const MassUnit stock = massUnit(account.total.carbon.total(), language);
  const MassUnit flux = massUnit(account.total.carbon.flux(), language);
  TextTable table({Align::left, Align::right, Align::right, Align::right});
  table.add({text("cli.class", language), text("cli.area", language) + " ha",
             text("carbon.stock", language) + " " + stock.name + "C",
             text("carbon.flux", language) + " " + flux.name + "C" + text("cli.per_year", language)});
  table.rule();
  for (const ClassTotals& entry : account.classes)
    table.add({report.classes.name(entry.classKey, language), grouped(entry.totals.areaHa, 2),
               grouped(entry.totals.carbon.total() / stock.tonnes, 2),
               grouped(entry.totals.carbon.flux() / flux.tonnes, 3)});
  return table.text(2);
}

/// Styles and statistics that programs look for beside a map are of no interest to people.
bool companion(const std::filesystem::path& file) { return file.extension() == ".qml" || file.extension() == ".xml"; }

/// By the file's name, or by the kind that it begins with: "pattern_NAME.tif" is a pattern.
std::string meaningOf(const std::filesystem::path& file, Language language) {
  const std::string name = file.filename().string(), kind = name.substr(0, name.find('_')) + file.extension().string();
  for (const std::string& known : {name, kind})
    if (const std::string id = "cli.file." + known, words = text(id, language); !words.starts_with(id)) return words;
  return {};
}

std::string filesText(const std::vector<std::filesystem::path>& files, Language language) {
  TextTable table({Align::left, Align::left});
  for (const std::filesystem::path& file : files) {
    if (companion(file)) continue;
    table.add({file.string(), meaningOf(file, language)});
  }
  return table.text(2);
}

}  // namespace

Project openProject(const std::filesystem::path& file, Session& session) {
  Project project = readProject(file);
  session.takeLanguage(project.language);
  project.language = session.language;
  return project;
}

std::string resultText(const RunReport& report, Language language) {
  std::string out = report.projectName + "\n";
  if (report.synthetic) out += text("cli.synthetic", language) + "\n";
  out += "\n" + totalsText(report.account.total, report.scope, language) + "\n" + classesText(report, language) + "\n";
  const Closure& closure = report.closure;
  TextTable closures({Align::left, Align::right});
  closures.add({text("cli.closure.cells", language), fmt::format("{:.2e}", closure.cellsVsPolygons)});
  closures.add({text("cli.closure.zones", language), fmt::format("{:.2e}", closure.zonesVsTotal)});
  closures.add({text("cli.closure.region", language), fmt::format("{:.2e}", closure.regionVsGeodesic)});
  out += text("cli.closure", language) + "\n" + closures.text(2) + "\n";
  out += text("cli.files", language) + "\n" + filesText(report.outputs, language) + "\n";
  out += text(say("cli.done", report.warnings.size(), fmt::format("{:.1f}", report.wallSeconds), report.threads),
              language);
  return out + "\n";
}

Json resultJson(const RunReport& report, Language language) {
  Json classes = Json::array(), outputs = Json::array();
  for (const ClassTotals& entry : report.account.classes) {
    Json row = {{"class_key", entry.classKey}, {"name", report.classes.name(entry.classKey, language)}};
    row.update(totalsJson(entry.totals));
    classes.push_back(std::move(row));
  }
  for (const std::filesystem::path& file : report.outputs) outputs.push_back(file.string());
  return {{"project", report.projectName},
          {"synthetic", report.synthetic},
          {"base_year", report.baseYear},
          {"scope", report.scope == Scope::sink ? "sink" : "all"},
          {"total", totalsJson(report.account.total)},
          {"classes", std::move(classes)},
          {"closure",
           {{"cells_vs_polygons", report.closure.cellsVsPolygons},
            {"zones_vs_total", report.closure.zonesVsTotal},
            {"region_vs_geodesic", report.closure.regionVsGeodesic}}},
          {"warnings", cli::toJson(report.warnings, language)},
          {"outputs", std::move(outputs)},
          {"wall_seconds", report.wallSeconds},
          {"threads", report.threads}};
}

void runAndTell(const Project& project, RunOptions options, const Session& session) {
  options.threads = session.threads;
  const StopFlag& stop = watchInterrupts(session, true);
  RunReport report;
  {
    ProgressLine line(session);
    report = run(
        project, options, [&line](const RunProgress& progress) { line.show(progress); }, stop);
  }
  tellWarnings(report.warnings, session);
  if (session.json)
    printJson(resultJson(report, session.language));
  else
    print(resultText(report, session.language));
}

}  // namespace tanhui::cli
