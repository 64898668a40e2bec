#include "geo/account/RunJson.h"

#include <nlohmann/json.hpp>

#include "geo/account/Columns.h"
#include "geo/account/SeriesFigures.h"
#include "geo/base/File.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kProgram = "tanhui";

Json gridJson(const Grid& grid) {
  return {{"crs", grid.crs.authority()},
          {"crs_name", grid.crs.name()},
          {"crs_wkt", grid.crs.wkt()},
          {"west", grid.x0},
          {"north", grid.y0},
          {"cell_width", grid.dx},
          {"cell_height", grid.dy},
          {"columns", grid.cols},
          {"rows", grid.rows}};
}

Json inputsJson(const std::vector<InputFile>& inputs) {
  Json out = Json::array();
  for (const InputFile& input : inputs)
    out.push_back(
        {{"role", input.role}, {"path", input.path.string()}, {"bytes", input.bytes}, {"sha256", input.sha256}});
  return out;
}

Json outputsJson(const std::vector<fs::path>& outputs, const fs::path& folder, const StopFlag* stop) {
  Json out = Json::array();
  for (const fs::path& output : outputs) {
    const fs::path path = output.is_absolute() || fs::exists(output) ? output : folder / output;
    const std::string digest = sha256File(path, stop);
    std::error_code code;
    const auto bytes = fs::file_size(path, code);
    const fs::path shown = path.lexically_relative(folder);
    const bool inside = !shown.empty() && *shown.begin() != "..";
    out.push_back({{"path", inside ? shown.generic_string() : path.string()},
                   {"bytes", code ? std::uintmax_t{0} : bytes},
                   {"sha256", digest}});
  }
  return out;
}

Json warningsJson(const Warnings& warnings) {
  Json out = Json::array();
  for (const Warning& warning : warnings)
    out.push_back(
        {{"where", warning.where}, {"en", text(warning.what, Language::en)}, {"zh", text(warning.what, Language::zh)}});
  return out;
}

Json rangedJson(double value, const MaybeRange& range, const Percentiles* figures) {
  Json out = {{"value", value}};
  if (range && figures != nullptr) out["p05"] = range->low, out["p50"] = figures->p50, out["p95"] = range->high;
  return out;
}

/// A scenario's figures, or what it adds, in one year.
Json yearJson(const SeriesYears& years, const std::vector<YearFigures>& figures, const RowResult* spread,
              std::size_t y) {
  const YearFigures& f = figures[y];
  return {
      {"year", years.base + static_cast<int>(y)},
      {"stock_tC", rangedJson(f.totalStock(), stockRange(spread, y), spread ? &spread->stock[y + 1] : nullptr)},
      {"flux_tC_per_yr", f.flux},
      {"non_co2_tCO2e_per_yr", f.nonCo2()},
      {"net_tCO2e_per_yr", rangedJson(f.net(), netRange(spread, y, Scope::all), spread ? &spread->net[y] : nullptr)},
      {"agriculture_tCO2e_per_yr", f.agriculture},
      {"lulucf_net_tCO2e_per_yr",
       rangedJson(f.lulucf(), netRange(spread, y, Scope::sink), spread ? &spread->lulucf[y] : nullptr)}};
}

/// The years in short; every one of them is in tables/series.csv.
Json seriesJson(const SeriesReport& report) {
  const SeriesYears& years = report.series.years;
  const auto last = static_cast<std::size_t>(years.count() - 1);
  Json scenarios = Json::array();
  for (std::uint32_t s = 0; s < report.series.scenarios.size(); ++s) {
    const std::vector<YearFigures>& figures = report.series.scenarios[s].total().years;
    const RowResult* spread = report.spreadOf(s, kWholeRegion, "");
    Json scenario = {{"name", report.series.scenarios[s].name},
                     {"base", yearJson(years, figures, spread, 0)},
                     {"horizon", yearJson(years, figures, spread, last)},
                     {"cumulative_net_tCO2e", cumulativeNet(figures, Scope::all)},
                     {"cumulative_lulucf_net_tCO2e", cumulativeNet(figures, Scope::sink)}};
    if (s > 0) {
      const std::vector<YearFigures> added = additionOf(report, s);
      scenario["additional"] = yearJson(years, added, report.additionSpreadOf(s), last);
      scenario["additional"]["cumulative_net_tCO2e"] = cumulativeNet(added, Scope::all);
      scenario["additional"]["cumulative_lulucf_net_tCO2e"] = cumulativeNet(added, Scope::sink);
    }
    scenarios.push_back(std::move(scenario));
  }
  return {{"base_year", years.base},
          {"horizon", years.horizon},
          {"draws", report.draws},
          {"seed", report.seed},
          {"scenarios", std::move(scenarios)}};
}

}  // namespace

Json totalsJson(const Totals& totals) {
  Json out = Json::object();
  for (const TotalsColumn& column : totalsColumns()) out[std::string(column.name)] = column.value(totals);
  return out;
}

fs::path writeRunJson(const RunReport& report, const fs::path& folder, const StopFlag* stop) {
  Json run;
  run["program"] = kProgram;
  run["version"] = report.version;
  run["synthetic"] = report.synthetic;
  run["project"] = {{"name", report.projectName},
                    {"file", report.projectFile.string()},
                    {"language", report.language == Language::zh ? "zh" : "en"},
                    {"base_year", report.baseYear},
                    {"scope", report.scope == Scope::sink ? "sink" : "all"},
                    {"gwp", report.gwp},
                    {"soil_depth_cm", report.soilDepthCm},
                    {"volume_equation", report.volumeEquation},
                    {"factor_library", report.factors == nullptr ? std::string() : report.factors->name()}};
  run["crs"] = report.grid.crs.authority().empty() ? report.grid.crs.name() : report.grid.crs.authority();
  run["grid"] = gridJson(report.grid);
  run["area_rule"] = report.areaRule;
  run["totals"] = totalsJson(report.account.total);
  if (!report.areaErrorPercent.empty()) run["area_error_percent"] = report.areaErrorPercent;
  if (report.series != nullptr && report.series->followsYears()) run["series"] = seriesJson(*report.series);
  run["closure"] = {{"cells_vs_polygons", report.closure.cellsVsPolygons},
                    {"zones_vs_total", report.closure.zonesVsTotal},
                    {"region_vs_geodesic", report.closure.regionVsGeodesic}};
  run["warnings"] = warningsJson(report.warnings);
  run["inputs"] = inputsJson(report.inputs);
  run["outputs"] = outputsJson(report.outputs, folder, stop);
  run["threads"] = report.threads;
  run["timings"] = {{"wall_s", report.wallSeconds}, {"cpu_s", report.cpuSeconds}};
  // A file name in some other encoding must not cost the run its record: its bad bytes are shown as U+FFFD.
  fs::path path = folder / kRunJson;
  writeFileWhole(path, run.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  return path;
}

std::optional<RunRecord> readRunJson(const fs::path& folder) {
  if (!fs::exists(folder / kRunJson)) return std::nullopt;
  try {
    const Json run = Json::parse(readFile(folder / kRunJson));
    if (run.at("program") != kProgram) return std::nullopt;
    RunRecord record;
    record.version = run.at("version");
    for (const Json& input : run.at("inputs"))
      record.inputs.push_back(
          {input.at("role"), input.at("path").get<std::string>(), input.at("bytes"), input.at("sha256")});
    if (run.contains("area_error_percent")) run.at("area_error_percent").get_to(record.areaErrorPercent);
    for (const Json& output : run.at("outputs"))
      record.outputs.push_back({output.at("path").get<std::string>(), output.at("bytes"), output.at("sha256")});
    return record;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace tanhui
