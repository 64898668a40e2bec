// How fast the map is: what stands in front of the user, not kernels. bench_viewer [--size N] [--folder DIR]
// [--polygons N]; bench_viewer --project FILE only steps through the years of a project that was run.
//
// Makes its own data in DIR (kept for the next time): a float raster of N x N cells, DEFLATE in tiles, once with and
// once without overviews, and a layer of polygons. Wall times are those of a loaded machine; CPU times are of the
// window's thread or of the whole process, as named. Files come from the page cache.
#include <fstream>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPainter>
#include <QStandardPaths>

#include <fmt/format.h>

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/canvas/VectorDraw.h"
#include "geo/base/GdalScope.h"
#include "tests/bench/MapBench.h"

namespace {

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::bench;

void openings(const fs::path& file, const char* what, bool complete) {
  std::vector<double> first, firstCpu, full, fullCpu;
  for (int i = 0; i < 9; ++i) {
    MapWindow window(file);
    wait([&] { return window.hasPixels(); });
    window.canvas.repaint();
    first.push_back(now() - window.started);
    firstCpu.push_back(processCpu() - window.startedCpu);
    if (!complete) continue;
    wait([&] { return window.sharp(); });
    window.canvas.repaint();
    full.push_back(now() - window.started);
    fullCpu.push_back(processCpu() - window.startedCpu);
  }
  line(fmt::format("open, {}: first pixels", what), first, "ms wall", "<= 150");
  line(fmt::format("open, {}: first pixels", what), firstCpu, "ms CPU", "");
  if (!complete) return;
  line(fmt::format("open, {}: whole view", what), full, "ms wall", "<= 300 p95");
  line(fmt::format("open, {}: whole view", what), fullCpu, "ms CPU", "");
}

void repaints(MapWindow& window, double ratio) {
  std::vector<double> times;
  ViewState view = window.canvas.view();
  view.ratio = ratio;
  for (const double resolution : {0.3 * kCell, 0.77 * kCell, 1.6 * kCell, 5.3 * kCell, 0.02 * kCell}) {
    view = window.at(0.4, 0.6, resolution);
    view.ratio = ratio;
    if (ratio == 1) window.canvas.setView(view);
    window.settle();
    window.canvas.art().request(view);
    wait([&] { return window.canvas.art().complete(); });
    QImage image(kWindow * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    for (int i = 0; i < 15; ++i) {
      const double start = threadCpu();
      if (ratio == 1) {
        window.canvas.repaint();
      } else {
        QPainter painter(&image);
        painter.fillRect(QRect(QPoint(), kWindow), Qt::white);
        window.canvas.art().paintAll(painter, view, [](const MapLayer&) { return true; });
      }
      times.push_back(threadCpu() - start);
    }
  }
  line(fmt::format("repaint from cache, ratio {:.0f}", ratio), times, "ms GUI CPU", ratio == 1 ? "<= 8" : "<= 16");
}

void jumps(MapWindow& window) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> place(0.1, 0.9);
  for (const double scale : {1.0, 4.0}) {
    std::vector<double> full, fullCpu;
    for (int i = 0; i < 25; ++i) {
      const double start = now(), startCpu = processCpu();
      window.canvas.setView(window.at(place(random), place(random), scale * kCell));
      wait([&] { return window.sharp(); });
      window.canvas.repaint();
      full.push_back(now() - start);
      fullCpu.push_back(processCpu() - startCpu);
      window.settle();
    }
    line(fmt::format("jump to a cold place, {:.0f} cell(s) per pixel: whole view", scale), full, "ms wall",
         "<= 300 p95");
    line(fmt::format("jump to a cold place, {:.0f} cell(s) per pixel: whole view", scale), fullCpu, "ms CPU", "");
  }
}

void zooms(MapWindow& window, Application& application) {
  std::vector<double> in, out;
  application.longest = 0;
  window.canvas.zoomToAll();
  window.settle();
  for (int round = 0; round < 4; ++round) {
    for (std::vector<double>* times : {&in, &out}) {
      for (int i = 0; i < 12; ++i) {
        const double start = now();
        window.canvas.zoomBy(times == &in ? std::sqrt(2.0) : std::sqrt(0.5));
        wait([&] { return window.sharp(); });
        window.canvas.repaint();
        times->push_back(now() - start);
      }
    }
  }
  line("one notch in: whole view", in, "ms wall", "");
  line("one notch out: whole view", out, "ms wall", "");
  line("zooming: longest slice of the window's thread", {application.longest}, "ms GUI CPU", "<= 16");
}

void pans(MapWindow& window, Application& application) {
  window.canvas.setView(window.at(0.2, 0.5, kCell * 1.3));
  window.settle();
  application.longest = 0;
  std::vector<double> frames;
  for (int i = 0; i < 300; ++i) {
    const double start = now(), startCpu = threadCpu();
    window.canvas.setView(window.canvas.view().panned({-12, i % 3 == 0 ? 4.0 : 0.0}));
    while (now() - start < 16) {
      QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
      QThread::usleep(200);
    }
    frames.push_back(threadCpu() - startCpu);
  }
  line("pan 300 x 12 px: of the window's thread per step", frames, "ms GUI CPU", "");
  line("pan 300 x 12 px: longest slice of the window's thread", {application.longest}, "ms GUI CPU", "<= 16");
}

void looks(MapWindow& window) {
  std::vector<double> recolour, recolourCpu, opacity;
  window.canvas.setView(window.at(0.5, 0.5, kCell));
  window.settle();
  const TileStore::Statistics before = window.canvas.art().tiles().statistics();
  for (int i = 0; i < 15; ++i) {
    RampStyle style = std::get<RampStyle>(window.session.layers().find(window.layer)->style);
    style.range.high = 100 + i;
    const double start = now(), startCpu = processCpu();
    window.session.layers().setStyle(window.layer, style);
    QCoreApplication::processEvents();
    window.settle();
    window.canvas.repaint();
    recolour.push_back(now() - start);
    recolourCpu.push_back(processCpu() - startCpu);
  }
  const TileStore::Statistics coloured = window.canvas.art().tiles().statistics();
  for (int i = 0; i < 15; ++i) {
    const double start = now();
    window.session.layers().setOpacity(window.layer, 0.3 + 0.04 * i);
    QCoreApplication::processEvents();
    window.settle();
    window.canvas.repaint();
    opacity.push_back(now() - start);
  }
  window.session.layers().setOpacity(window.layer, 1);
  const TileStore::Statistics after = window.canvas.art().tiles().statistics();
  line("recolour the view", recolour, "ms wall", "<= 100");
  line("recolour the view", recolourCpu, "ms CPU", "");
  line("recolour: tiles read", {static_cast<double>(coloured.reads - before.reads)}, "", "0");
  line("opacity", opacity, "ms wall", "<= 100");
  line("opacity: tiles read or coloured",
       {static_cast<double>(after.reads - coloured.reads + after.colourings - coloured.colourings)}, "", "0");
}

void memory(MapWindow& window) {
  const TileStore::Statistics held = window.canvas.art().tiles().statistics();
  std::ifstream status("/proc/self/status");
  double resident = 0;
  for (std::string word; status >> word;)
    if (word == "VmRSS:") status >> resident;
  line("tiles held after all this", {static_cast<double>(held.dataBytes + held.imageBytes) / (1 << 20)}, "MB",
       "<= 450");
  line("memory of the process", {resident / 1024}, "MB", "");
}

void vectors(const fs::path& file, Application& application) {
  std::vector<double> read, drawn;
  const VectorContent content{sourceOf(file), {}, {}, {}};
  VectorShapes shapes;
  for (int i = 0; i < 3; ++i) {
    const double start = threadCpu();
    shapes = readShapes(content, {});
    read.push_back(threadCpu() - start);
  }
  line(fmt::format("{} polygons: read", shapes.shapes.size()), read, "ms CPU", "");
  for (const double ratio : {1.0, 2.0}) {
    ViewState view;
    view.size = kWindow;
    view.ratio = ratio;
    view = view.fitted(shapes.box);
    drawn.clear();
    for (int i = 0; i < 5; ++i) {
      QImage image(kWindow * ratio, QImage::Format_ARGB32_Premultiplied);
      image.setDevicePixelRatio(ratio);
      image.fill(Qt::transparent);
      QPainter painter(&image);
      VectorStyle style;
      style.filled = true;
      const double start = threadCpu();
      drawShapes(painter, shapes, style, view, false);
      drawn.push_back(threadCpu() - start);
    }
    line(fmt::format("polygons: all drawn, ratio {:.0f}", ratio), drawn, "ms CPU", "");
  }
  std::vector<double> first;
  for (int i = 0; i < 3; ++i) {
    MapWindow window(file);
    window.settle();
    window.canvas.repaint();
    first.push_back(now() - window.started);
    if (i > 0) continue;
    application.longest = 0;
    std::vector<double> steps, zooms;
    for (int k = 0; k < 40; ++k) {
      const double start = threadCpu();
      window.canvas.setView(window.canvas.view().panned({-12, 4}));
      QCoreApplication::processEvents();
      window.canvas.repaint();
      steps.push_back(threadCpu() - start);
    }
    for (int k = 0; k < 10; ++k) {
      const double start = now();
      window.canvas.zoomBy(std::sqrt(2.0));
      window.settle();
      window.canvas.repaint();
      zooms.push_back(now() - start);
    }
    line("polygons: one step of a pan", steps, "ms GUI CPU", "<= 8");
    line("polygons: one notch in, whole view", zooms, "ms wall", "");
    line("polygons: longest slice of the window's thread", {application.longest}, "ms GUI CPU", "<= 16");
  }
  line("polygons: open to whole view", first, "ms wall", "");
}

/// The whole window steps through the years of a project: its base year from files, the first other year perhaps from
/// strata that are still to be evaluated, and every further one by colouring. CPU time counts until the map shows the
/// year with all its figures; what is prepared after that does not.
void years(const fs::path& project, const std::string& map, Application& application) {
  MainWindow window;
  Session& session = window.session();
  window.resize(kWindow);
  window.show();
  window.openProject(project);
  if (!wait([&] { return session.model() != nullptr && window.settled(); }) || !session.time().exists())
    throw std::runtime_error("no project with a horizon, or it was not run: " + project.string());
  const std::vector<MapLayer> layers = session.layers().layers();
  for (const MapLayer& layer : layers)
    if (!std::holds_alternative<VectorContent>(layer.content))
      session.layers().setVisible(layer.id, layer.projectKey == map);
  wait([&] { return window.settled(); });
  TileStore& tiles = window.canvas().art().tiles();
  const auto step = [&](int year) {
    const double start = now(), startCpu = processCpu();
    session.showYear(year);
    wait([&] { return window.settled(); });
    window.canvas().repaint();
    return std::pair{now() - start, processCpu() - startCpu};
  };
  const SeriesYears range = session.time().years();
  const auto [coldWall, coldCpu] = step(range.base + 1);
  line(fmt::format("{}: first step, strata not there", map), {coldWall}, "ms wall", "<= 2500");
  line(fmt::format("{}: first step, strata not there", map), {coldCpu}, "ms CPU", "");
  session.showYear(range.base);
  wait([&] { return window.settled(); });
  const double aheadStart = processCpu();
  QThread::msleep(500);
  wait([&] { return tiles.aheadDone(); });
  QCoreApplication::processEvents();
  wait([&] { return tiles.aheadDone(); });
  line(fmt::format("{}: strata prepared beside the base year", map), {processCpu() - aheadStart}, "ms CPU", "");
  const auto [warmWall, warmCpu] = step(range.base + 2);
  line(fmt::format("{}: first step, strata there", map), {warmWall}, "ms wall", "");
  line(fmt::format("{}: first step, strata there", map), {warmCpu}, "ms CPU", "");
  const TileStore::Statistics before = tiles.statistics();
  application.longest = 0;
  std::vector<double> wall, busy;
  for (int year = range.base + 3; year <= range.horizon; ++year) {
    const auto [stepWall, stepCpu] = step(year);
    wall.push_back(stepWall);
    busy.push_back(stepCpu);
  }
  line(fmt::format("{}: a further year", map), wall, "ms wall", "");
  line(fmt::format("{}: a further year", map), busy, "ms CPU", "<= 100");
  line(fmt::format("{}: years: longest slice of the window's thread", map), {application.longest}, "ms GUI CPU",
       "<= 16");
  line(fmt::format("{}: tiles read on the way", map), {static_cast<double>(tiles.statistics().reads - before.reads)},
       "", "0");
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QStandardPaths::setTestModeEnabled(true);
  Application application(argc, argv);
  QApplication::setApplicationName("tanhui-viewer-bench");
  QCommandLineParser parser;
  parser.addHelpOption();
  parser.addOptions({{"size", "Cells a side of the raster.", "N", "10000"},
                     {"polygons", "Polygons of the vector layer.", "N", "100000"},
                     {"folder", "Where the data are kept.", "DIR", QDir::tempPath() + "/tanhui-bench"},
                     {"project", "Step through the years of this project, and nothing else.", "FILE"}});
  parser.process(application);
  const int size = parser.value("size").toInt(), polygons = parser.value("polygons").toInt();
  const fs::path folder = parser.value("folder").toStdString();
  fs::create_directories(folder);
  const GdalProgram gdal;
  GDALSetCacheMax64(std::int64_t{64} << 20);  // tiles are kept by the canvas
  if (parser.isSet("project")) {
    fmt::print("{:<58} {:>8} {:>8}  {:<11} {}\n", "", "median", "p95", "", "goal");
    for (const char* map : {"stock", "flux", "class", "uncertainty"})
      years(parser.value("project").toStdString(), map, application);
    return 0;
  }

  const fs::path plain = folder / fmt::format("plain{}.tif", size),
                 layered = folder / fmt::format("overviews{}.tif", size),
                 shapes = folder / fmt::format("polygons{}.gpkg", polygons);
  if (!fs::exists(plain)) makeRaster(plain, size);
  if (!fs::exists(layered)) {
    const fs::path part = layered.string() + ".part";
    fs::copy_file(plain, part, fs::copy_options::overwrite_existing);
    addOverviews(part);
    fs::rename(part, layered);
  }
  if (!fs::exists(shapes)) makePolygons(shapes, polygons, size * kCell);

  fmt::print("raster {0} x {0}, window 1600 x 1000, {1} cores\n", size, std::thread::hardware_concurrency());
  fmt::print("{:<58} {:>8} {:>8}  {:<11} {}\n", "", "median", "p95", "", "goal");
  openings(layered, "with overviews", true);
  if (const fs::path cached = cachedOverviews(plain); !cached.empty()) {
    fs::remove(cached);
    fs::remove(cached.string() + ".ovr");
  }
  openings(plain, "without overviews", false);
  {
    MapWindow window(layered);
    window.settle();
    repaints(window, 1);
    repaints(window, 2);
    zooms(window, application);
    jumps(window);
    pans(window, application);
    looks(window);
    memory(window);
  }
  vectors(shapes, application);
  {
    const double start = now(), startCpu = threadCpu();
    buildOverviews(plain, false, false);
    line("overviews made for the raster without", {now() - start}, "ms wall", "");
    line("overviews made for the raster without", {threadCpu() - startCpu}, "ms CPU", "");
  }
  return 0;
}
