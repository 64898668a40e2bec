#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestProject.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

std::vector<float> bandOf(const fs::path& file, const std::string& description) {
  registerGdal();
  const GdalDataset dataset(GDALOpenEx(file.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
  REQUIRE(dataset);
  const int cols = GDALGetRasterXSize(dataset.get()), rows = GDALGetRasterYSize(dataset.get());
  for (int band = 1; band <= GDALGetRasterCount(dataset.get()); ++band) {
    GDALRasterBandH handle = GDALGetRasterBand(dataset.get(), band);
    if (description != GDALGetDescription(handle)) continue;
    CHECK(std::string(GDALGetRasterUnitType(handle)) == "tC/ha");
    std::vector<float> pixels(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
    REQUIRE(GDALRasterIO(handle, GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows, GDT_Float32, 0, 0) == CE_None);
    return pixels;
  }
  FAIL("no band " << description);
  return {};
}

}  // namespace

// The bands of stock.tif are the other route to the same figures.
TEST_CASE("maps of one pool hold what stock.tif has of it, of later years too, with their styles and pictures") {
  const TempFolder folder;
  Project project = readProject(test::writeProject(folder.path()));
  project.maps = {"stock", "litter", "soil", "deadwood", "biomass"};
  project.horizon = 2030;
  project.mapsYears = {2030};
  const StopFlag stop = false;
  run(
      project, {}, [](const RunProgress&) {}, stop);
  const fs::path out = project.outputFolder;
  const std::string report = readFile(out / "report.html");
  for (const std::string when : {"", "_2030"})
    for (const std::string pool : {"litter", "soil", "deadwood"}) {
      CAPTURE(pool, when);
      const std::vector<float> own = bandOf(out / (pool + when + ".tif"), pool);
      CHECK((own == bandOf(out / ("stock" + when + ".tif"), pool)));
      CHECK(*std::ranges::max_element(own) > 0);
      CHECK(readFile(out / (pool + when + ".qml")).find("tC/ha 吨碳/公顷") != std::string::npos);
      CHECK(report.find(text("report.map." + pool, Language::zh)) != std::string::npos);
    }
  const std::vector<float> biomass = bandOf(out / "biomass.tif", "biomass"), above = bandOf(out / "stock.tif", "above"),
                           below = bandOf(out / "stock.tif", "below");
  double worst = 0;
  for (std::size_t i = 0; i < biomass.size(); ++i)
    if (above[i] >= 0) worst = std::max(worst, double{std::abs(biomass[i] - (above[i] + below[i]))});
  CHECK(worst < 1e-4);
}
