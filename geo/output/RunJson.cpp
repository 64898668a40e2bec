#include "geo/output/RunJson.h"

#include <nlohmann/json.hpp>

#include "geo/base/File.h"
#include "geo/output/Columns.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

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

Json outputsJson(const std::vector<fs::path>& outputs, const fs::path& folder) {
  Json out = Json::array();
  for (const fs::path& output : outputs) {
    const fs::path path = output.is_absolute() || fs::exists(output) ? output : folder / output;
    const std::string digest = sha256File(path);
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

}  // namespace

Json totalsJson(const Totals& totals) {
  Json out = Json::object();
  for (const TotalsColumn& column : totalsColumns()) out[std::string(column.name)] = column.value(totals);
  return out;
}

fs::path writeRunJson(const RunReport& report, const fs::path& folder) {
  Json run;
  run["program"] = "tanhui";
  run["version"] = report.version;
  run["synthetic"] = report.synthetic;
  run["project"] = {{"name", report.projectName},
                    {"file", report.projectFile.string()},
                    {"language", report.language == Language::zh ? "zh" : "en"},
                    {"base_year", report.baseYear},
                    {"gwp", report.gwp},
                    {"soil_depth_cm", report.soilDepthCm},
                    {"volume_equation", report.volumeEquation},
                    {"factor_library", report.factors == nullptr ? std::string() : report.factors->name()}};
  run["crs"] = report.grid.crs.authority().empty() ? report.grid.crs.name() : report.grid.crs.authority();
  run["grid"] = gridJson(report.grid);
  run["area_rule"] = report.areaRule;
  run["totals"] = totalsJson(report.account.total);
  if (!report.areaErrorPercent.empty()) run["area_error_percent"] = report.areaErrorPercent;
  run["closure"] = {{"cells_vs_polygons", report.closure.cellsVsPolygons},
                    {"zones_vs_total", report.closure.zonesVsTotal},
                    {"region_vs_geodesic", report.closure.regionVsGeodesic}};
  run["warnings"] = warningsJson(report.warnings);
  run["inputs"] = inputsJson(report.inputs);
  run["outputs"] = outputsJson(report.outputs, folder);
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
    RunRecord record;
    record.version = run.at("version");
    for (const Json& input : run.at("inputs"))
      record.inputs.push_back(
          {input.at("role"), input.at("path").get<std::string>(), input.at("bytes"), input.at("sha256")});
    if (run.contains("area_error_percent")) run.at("area_error_percent").get_to(record.areaErrorPercent);
    for (const Json& output : run.at("outputs")) record.outputs.emplace_back(output.at("path").get<std::string>());
    return record;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace tanhui
