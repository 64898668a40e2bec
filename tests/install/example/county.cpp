// county PROJECT FOLDER ZONES: checks a project, runs it into a folder, asks for its first zone, and sums its carbon
// stock over polygons. Every line of the output is a name and a figure.
#include <cstdio>
#include <exception>

#include <geo/tanhui.h>

namespace {

using namespace tanhui;

void print(const std::string& name, double value) { std::printf("%s %.17g\n", name.c_str(), value); }

void runAndAsk(const library::OpenProject& project, const std::filesystem::path& folder) {
  const library::RunResult result = project.run({.outputFolder = folder, .threads = 2});
  print("area_ha", result.total.areaHa);
  print("stock_tC", result.total.stockTc);
  print("flux_tC_per_yr", result.total.fluxTcPerYr);
  if (result.zones.empty()) return;
  const library::ZoneFigures& zone = result.zones.front();
  print("zone_stock_tC", zone.total.stockTc);
  print("asked_stock_tC", project.askZone(zone.layer + ":" + zone.id).total.stockTc);
}

int tell(const Error& error) {
  std::fprintf(stderr, "%s: %s\n%s\n", error.where().c_str(), text(error.problem(), Language::en).c_str(),
               text(error.remedy(), Language::en).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  try {
    for (const Error& fault : library::check(argv[1]).faults) return tell(fault);
    const std::filesystem::path folder = argv[2];
    runAndAsk(library::open(argv[1]), folder);
    const library::ZonalTable table =
        library::zonal({.raster = folder / "stock.tif", .zones = argv[3], .statistics = {"sum"}, .threads = 2});
    double sum = 0;
    for (const library::ZonalRow& row : table.rows) sum += row.values.front();
    print("zonal_sum", sum);
    return 0;
  } catch (const Error& error) {
    return tell(error);
  }
}
