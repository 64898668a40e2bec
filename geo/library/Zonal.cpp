#include "geo/zonal/Zonal.h"

#include <algorithm>
#include <utility>

#include "geo/base/Distinct.h"
#include "geo/base/GdalScope.h"
#include "geo/tanhui.h"

namespace tanhui::library {
namespace {

tanhui::ZonalRequest coreRequest(const ZonalRequest& asked) {
  tanhui::ZonalRequest request;
  request.raster = asked.raster;
  request.band = asked.band;
  request.nodata = asked.nodata;
  request.statistics = statisticsNamed(asked.statistics, "statistics");
  request.threads = asked.threads;
  request.stop = asked.stop;
  request.zones.path = asked.zones;
  request.zones.sublayer = asked.sublayer;
  request.zones.where = asked.where;
  request.zones.encoding = asked.encoding;
  request.zones.crs = asked.crs;
  request.id = asked.id;
  request.label = asked.label;
  return request;
}

}  // namespace

ZonalTable zonal(const ZonalRequest& asked) {
  const GdalScope gdal;
  ZonalTable result;
  const tanhui::ZonalTable table = zonalStatistics(coreRequest(asked), result.warnings);
  result.warnings = distinct(std::move(result.warnings));
  result.unit = table.unit;
  for (const Statistic statistic : table.statistics) result.columns.push_back(table.column(statistic));
  const auto textOf = [&](const std::string& field, std::size_t zone) {
    const auto column = std::ranges::find(table.textColumns, field) - table.textColumns.begin();
    return field.empty() ? std::string() : table.zones.text[static_cast<std::size_t>(column)][zone];
  };
  for (std::size_t zone = 0; zone < table.zones.fids.size(); ++zone) {
    ZonalRow row{table.zones.fids[zone], textOf(asked.id, zone), textOf(asked.label, zone), {}};
    for (const std::vector<double>& column : table.values) row.values.push_back(column[zone]);
    result.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace tanhui::library
