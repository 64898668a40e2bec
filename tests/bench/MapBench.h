#pragma once

#include <ctime>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <QApplication>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal.h>

#include "app/viewer/canvas/MapCanvas.h"
#include "app/viewer/canvas/OverviewCache.h"
#include "geo/base/Handle.h"

// The clocks, data and window of the benchmark of the map.

namespace tanhui::viewer::bench {

namespace fs = std::filesystem;

constexpr double kCell = 10, kWest = 500000, kNorth = 3'400'000;
constexpr QSize kWindow(1600, 1000);

inline double cpu(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}
inline double threadCpu() { return cpu(CLOCK_THREAD_CPUTIME_ID); }
inline double processCpu() { return cpu(CLOCK_PROCESS_CPUTIME_ID); }
inline double now() { return cpu(CLOCK_MONOTONIC); }

/// Times what the window's thread does between two waits.
class Application : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override {
    if (depth_++ > 0) {
      const bool done = QApplication::notify(receiver, event);
      --depth_;
      return done;
    }
    const double start = threadCpu();
    const bool done = QApplication::notify(receiver, event);
    longest = std::max(longest, threadCpu() - start);
    --depth_;
    return done;
  }
  double longest = 0;

 private:
  int depth_ = 0;
};

template <typename Ready>
bool wait(Ready ready, double seconds = 120) {
  const double end = now() + seconds * 1000;
  while (!ready()) {
    if (now() > end) return false;
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    if (!ready()) QThread::usleep(200);
  }
  return true;
}

inline double share(std::vector<double> values, double at) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[static_cast<std::size_t>(std::llround(at * static_cast<double>(values.size() - 1)))];
}

inline void line(const std::string& what, const std::vector<double>& values, const char* unit,
                 const std::string& goal) {
  fmt::print("{:<58} {:>8.1f} {:>8.1f}  {:<11} {}\n", what, share(values, 0.5), share(values, 0.95), unit, goal);
  std::fflush(stdout);
}

// Data

inline void makeRaster(const fs::path& file, int size) {
  CPLStringList options;
  for (const char* option :
       {"TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=1", "NUM_THREADS=2", "BIGTIFF=IF_SAFER"})
    options.AddString(option);
  const fs::path part = file.string() + ".part";
  {
    const GdalDataset dataset(
        GDALCreate(GDALGetDriverByName("GTiff"), part.c_str(), size, size, 1, GDT_Float32, options.List()));
    double transform[6] = {kWest, kCell, 0, kNorth, 0, -kCell};
    GDALSetGeoTransform(dataset.get(), transform);
    GDALSetProjection(dataset.get(), Crs::parse("EPSG:4549", "bench").wkt().c_str());
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    GDALSetRasterNoDataValue(band, -9999);
    std::mt19937 random(1);
    constexpr int kRows = 256;
    std::vector<float> rows(static_cast<std::size_t>(size) * kRows);
    for (int y = 0; y < size; y += kRows) {
      const int count = std::min(kRows, size - y);
      for (int row = 0; row < count; ++row) {
        const double v = (y + row) / 300.0;
        for (int x = 0; x < size; ++x) {
          const double u = x / 400.0, noise = static_cast<double>(random() & 0xFF) / 64;
          const double value = 80 + 50 * std::sin(u) * std::cos(v) + 20 * std::sin(7 * u + 3 * v) + noise;
          rows[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) + static_cast<std::size_t>(x)] =
              value < 30 ? -9999.0F : static_cast<float>(value);
        }
      }
      if (GDALRasterIO(band, GF_Write, 0, y, size, count, rows.data(), size, count, GDT_Float32, 0, 0) != CE_None)
        throw std::runtime_error("cannot write " + part.string());
    }
  }
  fs::rename(part, file);
}

inline void addOverviews(const fs::path& file) {
  CPLSetConfigOption("COMPRESS_OVERVIEW", "DEFLATE");
  const GdalDataset dataset(GDALOpen(file.c_str(), GA_Update));
  std::vector<int> factors;
  for (int factor = 2; GDALGetRasterXSize(dataset.get()) / factor >= 128; factor *= 2) factors.push_back(factor);
  if (GDALBuildOverviews(dataset.get(), "AVERAGE", static_cast<int>(factors.size()), factors.data(), 0, nullptr,
                         nullptr, nullptr) != CE_None)
    throw std::runtime_error("cannot make overviews");
  CPLSetConfigOption("COMPRESS_OVERVIEW", nullptr);
}

/// Polygons of about 40 corners on a lattice.
inline void makePolygons(const fs::path& file, int count, double reach) {
  const int across = static_cast<int>(std::ceil(std::sqrt(count)));
  const double step = reach / across;
  const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GPKG"), file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  const SpatialReferenceHandle crs(OSRNewSpatialReference(nullptr));
  OSRImportFromEPSG(crs.get(), 4549);
  OGRLayerH layer = GDALDatasetCreateLayer(dataset.get(), "polygons", crs.get(), wkbPolygon, nullptr);
  GDALDatasetStartTransaction(dataset.get(), TRUE);
  for (int i = 0; i < count; ++i) {
    const double x = kWest + (i % across + 0.5) * step, y = kNorth - (i / across + 0.5) * step;
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (int k = 0; k <= 40; ++k) {
      const double t = k % 40 * 2 * M_PI / 40, r = step * (0.4 + 0.08 * std::sin(5 * t + i));
      OGR_G_AddPoint_2D(ring, x + r * std::cos(t), y + r * std::sin(t));
    }
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_AddGeometryDirectly(polygon, ring);
    const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    OGR_F_SetGeometryDirectly(feature.get(), polygon);
    if (OGR_L_CreateFeature(layer, feature.get()) != OGRERR_NONE) throw std::runtime_error("cannot write polygons");
  }
  GDALDatasetCommitTransaction(dataset.get());
}

// Views

/// A window with one layer.
struct MapWindow {
  explicit MapWindow(const fs::path& file) {
    canvas.resize(kWindow);
    canvas.show();
    QCoreApplication::processEvents();
    const FoundLayer found = layersOf(file.string()).front();
    started = now(), startedCpu = processCpu();
    session.widenFrame(found.frame);
    layer = session.layers().add(found.layer);
    box = found.frame.extent;
  }
  bool settle() {
    return wait([&] { return canvas.complete(); });
  }
  bool hasPixels() {
    const auto source = canvas.art().tiles().source(layer);
    return source && !canvas.art().tiles().image({layer, source->pyramid().root()}).isNull();
  }
  /// Each tile that the view shows is there.
  bool sharp() {
    const auto source = canvas.art().tiles().source(layer);
    if (!source) return false;
    const ViewState& view = canvas.view();
    const TileRange seen =
        source->pyramid().tilesIn(view.box(), source->pyramid().levelFor(view.resolution / view.ratio));
    for (int y = seen.y0; y < seen.y1; ++y)
      for (int x = seen.x0; x < seen.x1; ++x)
        if (canvas.art().tiles().image({layer, {seen.level, x, y}}).isNull()) return false;
    return true;
  }
  ViewState at(double x, double y, double resolution) const {
    ViewState view = canvas.view();
    view.centre = {box.xmin + x * (box.xmax - box.xmin), box.ymin + y * (box.ymax - box.ymin)};
    view.resolution = resolution;
    return view;
  }
  Session session;
  MapCanvas canvas{session};
  int layer = 0;
  Box box;
  double started = 0, startedCpu = 0;
};

}  // namespace tanhui::viewer::bench
