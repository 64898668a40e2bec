#include "geo/gdal/SourceFiles.h"

#include <array>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

TEST_CASE("a file that changes, or one beside it, ends the watch") {
  const TempFolder folder;
  makeLayer(folder / "a.shp", {{"name"}}, {{kSquare, {"x"}}}, {.driver = "ESRI Shapefile"});
  const std::array inputs{folder / "a.shp", folder / "missing.gpkg"};
  FileWatch watch(inputs);
  CHECK_NOTHROW(watch.requireUnchanged());

  const auto message = [&] {
    try {
      watch.requireUnchanged();
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::work);
      return error.where() + " " + error.problem().id;
    }
    return std::string();
  };
  // The attributes, in a file of their own, written again with the same length a moment later.
  const fs::path table = folder / "a.dbf";
  fs::last_write_time(table, fs::last_write_time(table) + std::chrono::milliseconds(1));
  CHECK(message() == table.string() + " run.input_changed");
  watch = FileWatch(inputs);
  CHECK(message().empty());
  fs::remove(folder / "a.shx");
  CHECK(message() == (folder / "a.shx").string() + " run.input_changed");
}
