#include "app/viewer/canvas/LiveTiles.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "app/viewer/canvas/RasterTiles.h"
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
  return {session.model(), session.carbon(), map, session.project()->stockBands, band};
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

void checkAgainstFiles(const Session& session, const std::filesystem::path& out) {
  for (const auto& [map, bands] : {std::pair{"stock", 6}, {"flux", 6}, {"uncertainty", 2}}) {
    for (int band = 1; band <= bands; ++band) {
      const auto file = makeRasterTiles({out / (std::string(map) + ".tif"), band}, false, session.frame().crs);
      const auto live = makeLiveTiles(liveContent(session, map, band));
      REQUIRE(live->pyramid() == file->pyramid());
      RampStyle style;
      style.ramp = std::string(map) == "flux" ? StyleKind::flux : StyleKind::stock;
      style.range = std::string(map) == "flux" ? StyleRange{-10, 10} : StyleRange{0, 200};
      const QImage expected = imageOf(*file, {0, 0, 0}, style);
      CAPTURE(map, band);
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
