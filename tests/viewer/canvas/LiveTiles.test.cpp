#include "app/viewer/canvas/LiveTiles.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "app/viewer/canvas/RasterTiles.h"
#include "geo/project/ProjectMaps.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

QImage imageOf(const TileSource& source, const Tile& tile, const Style& style) {
  return source.colour(source.open()->read(tile), style);
}

LiveContent liveContent(const Session& session, const std::string& map, int band) {
  return {session.model(), carbonOf(session), *mapOf(*session.project(), map), band};
}

/// Pixels of two images that differ by more than a step of the ramp.
int differences(const QImage& a, const QImage& b) {
  int count = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      if (qAlpha(p) != qAlpha(q) || std::abs(qRed(p) - qRed(q)) > 2 || std::abs(qGreen(p) - qGreen(q)) > 2 ||
          std::abs(qBlue(p) - qBlue(q)) > 2)
        ++count;
    }
  return count;
}

/// Every map that the folder holds, in each of its bands.
void checkAgainstFiles(const Session& session, const std::filesystem::path& out) {
  for (const MapProduct& map : mapProducts()) {
    const std::filesystem::path path = out / (std::string(map.key) + ".tif");
    if (map.classes || !std::filesystem::exists(path)) continue;
    for (int band = 1; band <= static_cast<int>(map.bands.size()); ++band) {
      const auto file = makeRasterTiles({path, band}, false, session.frame().crs);
      const auto live = makeLiveTiles(liveContent(session, std::string(map.key), band));
      REQUIRE(live->pyramid() == file->pyramid());
      RampStyle style;
      style.ramp = map.palette;
      style.range = isDiverging(map.palette) ? StyleRange{-10, 10} : StyleRange{0, 200};
      const QImage expected = imageOf(*file, {0, 0, 0}, style);
      CAPTURE(map.key, band);
      int shown = 0;
      for (int x = 0; x < kTilePixels; ++x) shown += qAlpha(expected.pixel(x, 25)) > 0;
      REQUIRE(shown == 100);
      CHECK(differences(imageOf(*live, {0, 0, 0}, style), expected) == 0);
    }
  }
}

}  // namespace

TEST_CASE("A map computed for the screen is the map of the run, in each band") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  checkAgainstFiles(session, county.out());
}

TEST_CASE("Maps of one pool are listed, and are the same on the screen as in the file") {
  const SmallCounty county(false);
  std::ofstream(county.project(), std::ios::app) << "\n[output]\nmaps = [\"soil\", \"litter\", \"biomass\"]\n";
  county.run();
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  std::vector<std::string> names;
  for (const MapLayer& layer : session.layers().layers())
    if (mapOf(*session.project(), layer.projectKey)) names.push_back(layer.nameId);
  CHECK(names == std::vector<std::string>{"viewer.layer.biomass", "viewer.layer.litter", "viewer.layer.soil"});
  checkAgainstFiles(session, county.out());
}

TEST_CASE("A factor edited in the window shows what a run with that factor writes") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  const std::string key = "pool.paddy.soil30";
  const double value = (*session.factors())[session.factors()->require(key)].value * 1.7;
  const auto model = session.model();
  session.editFactor(key, value);
  CHECK(session.model() == model);

  const SmallCounty other(false);
  std::ofstream(other.folder() / "local.csv") << fmt::format("key,value,source\n{},{:.17g},test\n", key, value);
  std::ofstream(other.project(), std::ios::app) << "\n[factors]\noverrides = \"local.csv\"\n";
  other.run();
  checkAgainstFiles(session, other.out());
}

TEST_CASE("Another band or factor reads the strata of no tile anew") {
  const SmallCounty county;
  Session session;
  REQUIRE(openAndWait(session, county.project()).empty());
  const auto a = makeLiveTiles(liveContent(session, "stock", 1)), b = makeLiveTiles(liveContent(session, "flux", 4));
  CHECK(a->dataKey() == b->dataKey());
  const TileData strata = a->open()->read({0, 0, 0});
  RampStyle style;
  style.range = {0, 200};
  CHECK(a->colour(strata, style) != b->colour(strata, style));
}
