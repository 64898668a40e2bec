#include "app/viewer/sheet/SheetExport.h"

#include <gdal.h>

#include <catch2/catch.hpp>

#include "app/viewer/canvas/MapCanvas.h"
#include "app/viewer/model/ExportPlace.h"
#include "app/viewer/sheet/GeoPdf.h"
#include "app/viewer/sheet/MapExport.h"
#include "app/viewer/sheet/SheetDialog.h"
#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "tests/support/Command.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;
namespace fs = std::filesystem;

namespace {

struct OpenCounty {
  SmallCounty county;
  Session session;

  OpenCounty() { REQUIRE(openAndWait(session, county.project()).empty()); }

  Sheet sheet(int dpi = 72) {
    SheetChoice choice = usualChoice(session, session.words());
    choice.dpi = dpi;
    return makeSheet(sheetRequest(session, choice, session.frame().extent));
  }
  fs::path file(const char* name) const { return county.folder() / name; }
};

std::string textOf(const fs::path& pdf) {
  const auto result = tanhui::test::runCommand({"/usr/bin/env", "pdftotext", "-layout", pdf.string(), "-"});
  REQUIRE(result.code == 0);
  // Some characters come back as the radicals that share their glyph (U+2F29 for U+5C0F): the same to a search that
  // folds compatibility forms.
  return QString::fromStdString(result.out).normalized(QString::NormalizationForm_KC).toStdString();
}

GdalDataset openRaster(const fs::path& file) {
  GdalDataset dataset(GDALOpen(file.c_str(), GA_ReadOnly));
  REQUIRE(dataset);
  return dataset;
}

}  // namespace

TEST_CASE("A sheet as PDF holds its words as text: title, table with units, synthetic mark, names on the map") {
  OpenCounty open;
  const fs::path pdf = open.file("图幅.pdf");
  writeSheet(open.sheet(), open.session.layers(), open.session.words(), pdf);
  const std::string text = textOf(pdf);
  for (const char* word : {"小县", "2025", "合成数据", "甲镇", "EPSG:4544", "200"})
    CHECK_THAT(text, Catch::Contains(word));
  for (const fs::directory_entry& entry : fs::directory_iterator(pdf.parent_path()))
    CHECK_FALSE(entry.path().filename().string().starts_with("."));  // nothing half-written
}

TEST_CASE("An export replaces neither an input of the project nor the file of a layer") {
  OpenCounty open;
  std::vector<fs::path> inputs = {open.session.project()->file};
  for (const LayerSpec& layer : open.session.project()->layers) inputs.push_back(layer.source.path);
  for (const MapLayer& layer : open.session.layers().layers())
    if (const auto* raster = std::get_if<RasterContent>(&layer.content)) inputs.push_back(raster->file);
  REQUIRE(inputs.size() >= 3);
  fs::create_symlink(inputs[1], open.file("link.png"));
  inputs.push_back(open.file("link.png"));
  for (const fs::path& input : inputs) {
    CAPTURE(input);
    CHECK_THROWS_AS(requireExportPlace(open.session, input), Error);
  }
  CHECK_NOTHROW(requireExportPlace(open.session, open.file("new.png")));
}

TEST_CASE("A sheet's table is of the zone selected, in the units chosen") {
  OpenCounty open;
  open.session.select(ZoneRef{"乡镇", "A"});
  open.session.words().setUnits({CarbonUnit::tCO2e, AreaUnit::mu});
  const SheetRequest request =
      sheetRequest(open.session, usualChoice(open.session, open.session.words()), open.session.frame().extent);
  CHECK(request.tableTitle == "甲镇");
  REQUIRE(request.table.size() == 4);
  const double ha = open.session.zone({"乡镇", "A"})->total.areaHa;
  CHECK(request.table[0].value == QString::fromStdString(significant(ha * 15, 4)));
  CHECK(request.table[0].unit == "亩");
  CHECK(request.table[1].unit.contains("CO2"));
}

TEST_CASE("The PNG of a sheet has the size of its paper at its resolution") {
  OpenCounty open;
  const fs::path png = open.file("sheet.png");
  writeSheet(open.sheet(100), open.session.layers(), open.session.words(), png);
  const QImage image(QString::fromStdString(png.string()));
  CHECK(image.width() == Approx(297 / 25.4 * 100).margin(2));
  CHECK(image.height() == Approx(210 / 25.4 * 100).margin(2));
  CHECK(image.dotsPerMeterX() == Approx(100 / 0.0254).margin(1));
}

TEST_CASE("A sheet that cannot be written leaves nothing behind") {
  OpenCounty open;
  CHECK_THROWS_AS(writeSheet(open.sheet(), open.session.layers(), open.session.words(), open.file("none/x.pdf")),
                  Error);
  CHECK_THROWS_AS(writeSheet(open.sheet(), open.session.layers(), open.session.words(), open.file("x.gif")), Error);
  CHECK_FALSE(fs::exists(open.file("x.gif")));
}

TEST_CASE("A GeoPDF opens in place, with a layer for each of the map") {
  OpenCounty open;
  const fs::path pdf = open.file("地图.pdf");
  const Sheet sheet = open.sheet();
  writeGeoPdf(sheet, open.session.layers(), open.session.words(), pdf);
  const GdalDataset dataset = openRaster(pdf);
  double transform[6];
  REQUIRE(GDALGetGeoTransform(dataset.get(), transform) == CE_None);
  const Crs crs = Crs::fromHandle(GDALGetSpatialRef(dataset.get()));
  CHECK(crs.known());
  // The page's pixel in the middle of the map's frame lies where the sheet's view has its centre.
  const double share = GDALGetRasterXSize(dataset.get()) / sheet.page.width();
  const QPointF middle = sheet.mapFrame.center() * share;
  CHECK(transform[0] + middle.x() * transform[1] == Approx(sheet.view.centre.x).margin(30));
  CHECK(transform[3] + middle.y() * transform[5] == Approx(sheet.view.centre.y).margin(30));
  char** layers = GDALGetMetadata(dataset.get(), "LAYERS");
  int count = 0;
  bool named = false;
  for (char** each = layers; each != nullptr && *each != nullptr; ++each, ++count)
    named = named || std::string(*each).find("乡镇") != std::string::npos;
  CHECK(count == static_cast<int>(sheet.layers.size()));
  CHECK(named);
  CHECK_THAT(textOf(pdf), Catch::Contains("小县"));
}

TEST_CASE("The picture of a view as GeoTIFF lies where the view lies and has its colours") {
  OpenCounty open;
  ViewState view;
  view.size = {400, 300};
  view = view.fitted(open.session.frame().extent);
  const fs::path tif = open.file("view.tif");
  const auto layers = prepareLayers(open.session.layers().layers(), open.session.frame().crs, view);
  writePictureTiff(layers, view, open.session.frame().crs, tif);
  const GdalDataset dataset = openRaster(tif);
  CHECK(GDALGetRasterCount(dataset.get()) == 4);
  double transform[6];
  REQUIRE(GDALGetGeoTransform(dataset.get(), transform) == CE_None);
  CHECK(transform[0] == Approx(view.box().xmin));
  CHECK(transform[3] == Approx(view.box().ymax));
  CHECK(transform[1] == Approx(view.resolution));
  // In the stand the map is greener than red, outside the region it is clear.
  unsigned char pixel[4];
  const auto read = [&](Point at) {
    const QPoint p = view.toScreen(at).toPoint();
    int bands[4] = {1, 2, 3, 4};
    REQUIRE(GDALDatasetRasterIO(dataset.get(), GF_Read, p.x(), p.y(), 1, 1, pixel, 1, 1, GDT_Byte, 4, bands, 4, 4, 1) ==
            CE_None);
  };
  read({600400, 3200300});
  CHECK(pixel[3] == 255);
  CHECK(pixel[1] > pixel[0]);
  read({view.box().xmin + 1, view.box().ymin + view.resolution * 2});
  CHECK(pixel[3] == 0);
}

TEST_CASE("Figures clipped to a zone keep their cells, bands and units, and hold nothing outside it") {
  OpenCounty open;
  const VectorShapes zones = readShapes(
      {sourceOf(open.county.out() / "zones.gpkg", "乡镇"), "zone_id", "label", "乡镇"}, open.session.frame().crs);
  const int shape = zones.find("A");
  REQUIRE(shape >= 0);
  const fs::path clipped = open.file("甲镇.tif"), whole = open.county.out() / "stock.tif";
  writeClippedTiff(whole, zones, static_cast<std::size_t>(shape), open.session.frame().crs, clipped);
  const GdalDataset a = openRaster(clipped), b = openRaster(whole);
  REQUIRE(GDALGetRasterCount(a.get()) == GDALGetRasterCount(b.get()));
  CHECK(std::string(GDALGetDescription(GDALGetRasterBand(a.get(), 1))) == "total");
  CHECK(std::string(GDALGetRasterUnitType(GDALGetRasterBand(a.get(), 1))) == "tC/ha");
  double from[6], to[6];
  GDALGetGeoTransform(b.get(), from);
  GDALGetGeoTransform(a.get(), to);
  CHECK(to[1] == from[1]);
  const int dx = static_cast<int>(std::lround((to[0] - from[0]) / from[1])),
            dy = static_cast<int>(std::lround((to[3] - from[3]) / from[5]));
  CHECK(to[0] == Approx(from[0] + dx * from[1]));
  const int cols = GDALGetRasterXSize(a.get()), rows = GDALGetRasterYSize(a.get());
  std::vector<float> inside(static_cast<std::size_t>(cols * rows)), all(inside.size());
  REQUIRE(GDALRasterIO(GDALGetRasterBand(a.get(), 1), GF_Read, 0, 0, cols, rows, inside.data(), cols, rows, GDT_Float32,
                       0, 0) == CE_None);
  REQUIRE(GDALRasterIO(GDALGetRasterBand(b.get(), 1), GF_Read, dx, dy, cols, rows, all.data(), cols, rows, GDT_Float32,
                       0, 0) == CE_None);
  int kept = 0;
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      const auto i = static_cast<std::size_t>(row * cols + col);
      const Point centre{to[0] + (col + 0.5) * to[1], to[3] + (row + 0.5) * to[5]};
      if (zones.at(centre) == shape) {
        ++kept;
        CHECK(inside[i] == all[i]);
      } else {
        CHECK(inside[i] == -9999.0F);
      }
    }
  }
  CHECK(kept == 56 * 50);  // 1111 m of 20 m cells by 1000 m, the last column's centre inside
  CHECK(fs::exists(open.file("甲镇.qml")));
}

TEST_CASE("The dialog of a sheet previews what it writes") {
  OpenCounty open;
  MapCanvas canvas(open.session);
  canvas.resize(600, 400);
  canvas.zoomToAll();
  SheetDialog dialog(open.session, canvas);
  bool seen = false;
  QObject::connect(&dialog, &SheetDialog::previewed, [&] { seen = true; });
  REQUIRE(waitUntil([&] { return seen; }));
  QString written;
  QObject::connect(&dialog, &SheetDialog::written, [&](const QString& file) { written = file; });
  dialog.exportTo(open.file("对话框.pdf"), false);
  REQUIRE(waitUntil([&] { return !written.isEmpty(); }));
  CHECK_THAT(textOf(open.file("对话框.pdf")), Catch::Contains("小县"));
}
