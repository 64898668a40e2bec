#include "geo/zonal/Zonal.h"

#include <array>
#include <cmath>
#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Interrupt.h"
#include "app/cli/SourceOptions.h"
#include "geo/base/Distinct.h"
#include "geo/base/GdalScope.h"
#include "geo/zonal/Target.h"

namespace tanhui::cli {
namespace {

struct ZonalArguments {
  ZonalRequest request;
  std::filesystem::path target;
  std::vector<std::string> statistics;
};

nlohmann::ordered_json rows(const ZonalTable& table) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t zone = 0; zone < table.zones.fids.size(); ++zone) {
    nlohmann::ordered_json row = {{"fid", table.zones.fids[zone]}};
    for (std::size_t i = 0; i < table.textColumns.size(); ++i) row[table.textColumns[i]] = table.zones.text[i][zone];
    for (std::size_t i = 0; i < table.statistics.size(); ++i) {
      const double value = table.values[i][zone];
      auto& cell = row[table.column(table.statistics[i])];
      if (std::isfinite(value)) cell = value;  // JSON has no NaN: null
    }
    list.push_back(std::move(row));
  }
  return list;
}

void zonal(ZonalArguments& given, const Session& session) {
  const SmallBlockCache cache;
  given.request.statistics = statisticsNamed(given.statistics, "--stats");
  given.request.threads = session.threads;
  given.request.stop = &watchInterrupts(session, false);
  if (!given.target.empty())
    refuseInputAsTarget(given.target, std::array{given.request.raster, given.request.zones.path});
  Warnings warnings;
  const ZonalTable table = zonalStatistics(given.request, warnings);
  if (!given.target.empty()) writeZonal(table, given.target);
  warnings = distinct(std::move(warnings));
  tellWarnings(warnings, session);
  if (session.json) {
    nlohmann::ordered_json result = {
        {"unit", table.unit}, {"zones", rows(table)}, {"warnings", toJson(warnings, session.language)}};
    if (!given.target.empty()) result["output"] = given.target.string();
    printJson(result);
  } else if (given.target.empty()) {
    print(zonalCsv(table));
  } else if (!session.quiet) {
    print(session.text(say("cli.zonal.done", table.zones.fids.size(), given.target.string())) + "\n");
  }
}

}  // namespace

void addZonal(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("zonal", session.text("cli.zonal"));
  auto given = std::make_shared<ZonalArguments>();
  verb->add_option("RASTER", given->request.raster, session.text("cli.arg.raster"))->required();
  verb->add_option("ZONES", given->request.zones.path, session.text("cli.arg.zones"))->required();
  verb->add_option("-o,--output", given->target, session.text("cli.zonal.output"));
  verb->add_option("--stats", given->statistics, session.text("cli.zonal.stats"))->delimiter(',');
  verb->add_option("--band", given->request.band, session.text("cli.zonal.band"));
  verb->add_option("--nodata", given->request.nodata, session.text("cli.zonal.nodata"));
  verb->add_flag("--per-hectare", given->request.perHectare, session.text("cli.zonal.per_hectare"));
  verb->add_option("--id", given->request.id, session.text("cli.zonal.id"));
  verb->add_option("--label", given->request.label, session.text("cli.zonal.label"));
  addSourceOptions(*verb, given->request.zones, session);
  verb->callback([given, &session] { zonal(*given, session); });
}

}  // namespace tanhui::cli
