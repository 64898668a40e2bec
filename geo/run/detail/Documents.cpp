#include "geo/run/detail/Documents.h"

#include <future>

#include "geo/document/ReportHtml.h"
#include "geo/document/ReportPdf.h"
#include "geo/gis/ZonesGpkg.h"
#include "geo/report/LedgerTable.h"
#include "geo/report/ReportDocument.h"
#include "geo/report/SeriesTable.h"
#include "geo/report/Tables.h"
#include "geo/report/Workbook.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

std::vector<ZoneShapes> shapesOf(const Model& model) {
  std::vector<ZoneShapes> shapes;
  for (const ZoneLayer& layer : model.zones)
    shapes.push_back({layer.name, layer.ids, layer.labels, layer.polygons.shapes});
  return shapes;
}

/// Of the land and of what is planned on it.
std::vector<fs::path> writeLandTables(const RunReport& report, const Model& model, const RunSums& sums,
                                      std::span<const LedgerLine> ledger, const fs::path& tables) {
  writeLedger(model, ledger, tables / "ledger.csv");
  if (model.interventions.empty()) return {tables / "ledger.csv"};
  const AnnualSeries& series = report.series->series;
  writeInterventions(model, ledger, sums.conflictsHa, series, tables / "interventions.csv");
  writeLeftAlone(model, series, tables / "left_alone.csv", report.language);
  std::vector<fs::path> written = {tables / "ledger.csv", tables / "interventions.csv", tables / "left_alone.csv"};
  if (!hasValuesByField(model)) return written;
  writeInterventionValues(model, ledger, series, tables / "intervention_values.csv");
  written.push_back(tables / "intervention_values.csv");
  return written;
}

}  // namespace

std::vector<fs::path> writeDocuments(const RunReport& report, const Landscape& landscape, const Model& model,
                                     const RunSums& sums, std::span<const LedgerLine> ledger, const fs::path& folder,
                                     const StopFlag& stop) {
  fs::create_directories(folder / "tables");
  const std::vector<ZoneShapes> shapes = shapesOf(model);
  const ReportDocument document = makeReportDocument(report, shapes, landscape);
  // The PDF takes about as long as all the rest.
  std::future<fs::path> pdf = std::async(report.threads > 1 ? std::launch::async : std::launch::deferred,
                                         [&] { return writePdf(document, folder, &stop); });
  std::vector<fs::path> written = writeTables(report, folder);
  for (fs::path& table : writeLandTables(report, model, sums, ledger, folder / "tables"))
    written.push_back(std::move(table));
  for (fs::path& table : writeSeriesTables(*report.series, folder, report.language))
    written.push_back(std::move(table));
  for (const DataTable& table : landscape.tables) written.push_back(writeCsv(table, folder));
  written.push_back(writeWorkbook(report, folder, &stop, landscape));
  if (!shapes.empty()) written.push_back(writeZonesGpkg(report, shapes, folder, &stop));
  written.push_back(writeHtml(document, folder, &stop));
  written.push_back(pdf.get());
  return written;
}

}  // namespace tanhui
