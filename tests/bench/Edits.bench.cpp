// How long the window's thread is kept from people when a factor is edited or a year is chosen, in a county whose
// stands all have volumes of their own. bench_edits [--stands N] [--folder DIR]
//
// Makes the county in DIR and runs it (kept for the next time). CPU times of the window's thread, event by event.
#include <fstream>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

#include <fmt/format.h>

#include "app/viewer/app/MainWindow.h"
#include "geo/base/GdalScope.h"
#include "geo/run/Run.h"
#include "tests/bench/MapBench.h"

namespace {

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::bench;

constexpr double kEast0 = 600000, kNorth0 = 3200000, kStand = 30;  // metres

constexpr const char* kProject = R"([project]
name = "stands"
base_year = 2025
horizon = 2035
synthetic = true
[grid]
crs = "EPSG:4544"
cell_size = 100
region = "towns.geojson"
[[layers]]
name = "stands"
source = "stands.geojson"
class = { field = "code", table = "sandiao" }
species = { field = "species" }
age = { field = "age" }
volume = { field = "volume", unit = "m3/ha" }
[[zones]]
name = "towns"
source = "towns.geojson"
[uncertainty]
draws = 100
[output]
maps = ["stock", "flux", "uncertainty", "class"]
)";

class GeoJson {
 public:
  explicit GeoJson(const fs::path& file) : out_(file) {
    out_ << R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4544"}},)"
         << "\"features\":[";
  }
  ~GeoJson() { out_ << "]}"; }
  void add(double x, double y, double width, double height, const std::string& properties) {
    const double w = kEast0 + x, s = kNorth0 + y, e = w + width, n = s + height;
    out_ << fmt::format(
        R"({}{{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":[[[{},{}],[{},{}],[{},{}],[{},{}],[{},{}]]]}}}})",
        first_ ? "" : ",\n", properties, w, s, e, s, e, n, w, n, w, s);
    first_ = false;
  }

 private:
  std::ofstream out_;
  bool first_ = true;
};

/// A square of stands in a hundred towns.
fs::path makeCounty(const fs::path& folder, int stands) {
  const fs::path project = folder / "project.toml";
  if (fs::exists(folder / "out/run.json")) return project;
  fs::create_directories(folder);
  const int side = static_cast<int>(std::lround(std::sqrt(stands)));
  {
    constexpr std::array kSpecies{"马尾松", "柏木", "杉木"};
    GeoJson layer(folder / "stands.geojson");
    for (int i = 0; i < side * side; ++i)
      layer.add(i % side * kStand, i / side * kStand, kStand, kStand,
                fmt::format(R"("code":"0301","species":"{}","age":{},"volume":{})",
                            kSpecies[static_cast<std::size_t>(i) % 3], 5 + i % 40, 20 + 0.001 * i));
    GeoJson towns(folder / "towns.geojson");
    const double town = side * kStand / 10;
    for (int i = 0; i < 100; ++i) towns.add(i % 10 * town, i / 10 * town, town, town, fmt::format(R"("n":{})", i));
  }
  std::ofstream(project) << kProject;
  const StopFlag stop{false};
  run(
      readProject(project), RunOptions(), [](const RunProgress&) {}, stop);
  return project;
}

class Bench {
 public:
  Bench(Application& application, const fs::path& project) : application_(application) {
    window_.resize(1280, 860);
    window_.show();
    step("open a project", [&] { window_.openProject(project); });
    fmt::print("{} strata\n", window_.session().model()->strata.size());
  }

  void work() {
    Session& session = window_.session();
    step("edit a factor", [&] { session.editFactor("pool.forest_enf_masson.litter", 3.0); });
    step("edit it again", [&] { session.editFactor("pool.forest_enf_masson.litter", 4.0); });
    step("take it back", [&] { session.undoStack().undo(); });
    step("another year", [&] { session.showYear(2030); });
    step("edit a factor in that year", [&] { session.editFactor("pool.forest_enf_masson.litter", 5.0); });
    step("back to the base year", [&] { session.showYear(2025); });
    step("every factor as it was", [&] { session.resetFactors(); });
    step(
        "close the project", [&] { session.close(); }, true);
  }

 private:
  template <typename Act>
  void step(const char* what, Act act, bool closed = false) {
    const double start = threadCpu(), startWall = now();
    act();
    const double direct = threadCpu() - start;
    application_.longest = 0;
    wait([&] { return window_.settled() && (window_.session().model() != nullptr || closed); });
    fmt::print("{:<32} call {:>8.1f}   longest slice after it {:>8.1f} ms GUI CPU   settled after {:>8.0f} ms\n", what,
               direct, application_.longest, now() - startWall);
  }

  Application& application_;
  MainWindow window_;
};

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QStandardPaths::setTestModeEnabled(true);
  const GdalProgram gdal;
  Application application(argc, argv);
  QApplication::setApplicationName("tanhui-viewer-bench");
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addOptions({{"stands", "Stands, each a stratum.", "N", "100000"},
                     {"folder", "Where the county is kept.", "DIR", QDir::tempPath() + "/tanhui-bench-edits"}});
  parser.process(application);
  const fs::path folder = parser.value("folder").toStdString();
  Bench(application, makeCounty(folder, parser.value("stands").toInt())).work();
  return 0;
}
