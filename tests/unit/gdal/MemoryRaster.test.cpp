#include "geo/gdal/MemoryRaster.h"

#include <catch2/catch.hpp>

#include "geo/base/Input.h"
#include "geo/gdal/RasterFile.h"

using namespace tanhui;

TEST_CASE("A raster in memory is read as it was given, on its place, and goes with its owner") {
  Grid grid{Crs::parse("EPSG:4544", "test"), 600000, 3200000, 10, 20, 3, 2};
  const std::vector<std::uint16_t> values = {1, 2, MemoryRaster::kNone, 4, 5, 6};
  std::filesystem::path path;
  {
    const MemoryRaster raster(grid, values, "消落带");
    path = raster.path();
    RasterFile file(path, 1);
    CHECK(file.grid().sameAs(grid));
    std::vector<std::int32_t> read(6);
    file.read({0, 0, 3, 2}, read.data(), 3);
    CHECK(read == std::vector<std::int32_t>{1, 2, file.nodata(), 4, 5, 6});
    const MemoryRaster other(grid, values, "消落带");
    CHECK(other.path() != path);
  }
  CHECK_FALSE(inputExists(path));
}
