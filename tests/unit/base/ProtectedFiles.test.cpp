#include "geo/base/ProtectedFiles.h"

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

TEST_CASE("an input is known by what it is, not by how it is called") {
  const TempFolder folder;
  const fs::path input = folder.path() / "data" / "zones.gpkg";
  fs::create_directories(folder.path() / "data" / "sub");
  writeFileWhole(input, "zones");
  writeFileWhole(folder.path() / "copy.gpkg", "zones");
  fs::create_hard_link(input, folder.path() / "hard.gpkg");
  fs::create_symlink(input, folder.path() / "soft.gpkg");
  fs::create_directory_symlink(folder.path() / "data", folder.path() / "way");
  ProtectedFiles files;
  files.add(input);
  for (const fs::path& place : {input, folder.path() / "hard.gpkg", folder.path() / "soft.gpkg",
                                folder.path() / "way" / "zones.gpkg", folder.path() / "data/sub/../zones.gpkg"}) {
    CAPTURE(place);
    CHECK(files.at(place) == input);
  }
  CHECK_FALSE(files.at(folder.path() / "copy.gpkg"));
  CHECK_FALSE(files.at(folder.path() / "data" / "new.gpkg"));
  CHECK_FALSE(files.at("zones.gpkg"));
}

TEST_CASE("an input given as a link protects the file behind it") {
  const TempFolder folder;
  writeFileWhole(folder.path() / "real.tif", "pixels");
  fs::create_symlink(folder.path() / "real.tif", folder.path() / "link.tif");
  ProtectedFiles files;
  files.add(folder.path() / "link.tif");
  CHECK(files.at(folder.path() / "real.tif"));
}

TEST_CASE("what belongs to an input by its format is protected with it") {
  const TempFolder folder;
  for (const char* name : {"land.shp", "land.dbf", "land.CPG", "land.qml", "land.shp.xml", "land.csv", "land2.dbf",
                           "class.tif", "class.tif.aux.xml", "class.tfw", "class.html"})
    writeFileWhole(folder.path() / name, "x");
  ProtectedFiles files;
  files.add(folder.path() / "land.shp");
  files.add(folder.path() / "class.tif");
  for (const char* name : {"land.dbf", "land.CPG", "land.qml", "land.shp.xml", "class.tif.aux.xml", "class.tfw"}) {
    CAPTURE(name);
    CHECK(files.at(folder.path() / name));
  }
  for (const char* name : {"land.csv", "land2.dbf", "class.html"}) {
    CAPTURE(name);
    CHECK_FALSE(files.at(folder.path() / name));
  }
}

TEST_CASE("a container that is a folder, and an archive, are protected whole") {
  const TempFolder folder;
  fs::create_directory(folder.path() / "land.gdb");
  writeFileWhole(folder.path() / "land.gdb" / "a00000001.gdbtable", "x");
  writeFileWhole(folder.path() / "data.zip", "zip");
  ProtectedFiles files;
  files.add(folder.path() / "land.gdb");
  files.add("/vsizip/" + (folder.path() / "data.zip").string() + "/in/land.shp");
  CHECK(files.at(folder.path() / "land.gdb" / "a00000001.gdbtable"));
  CHECK(files.at(folder.path() / "land.gdb" / "stock.tif"));
  CHECK(files.at(folder.path() / "data.zip"));
  CHECK_FALSE(files.at(folder.path() / "stock.tif"));
}
