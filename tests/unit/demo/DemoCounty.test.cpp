#include "datasets/demo/DemoCounty.h"

#include <catch2/catch.hpp>

#include <ctime>
#include <map>
#include <regex>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/init/Init.h"
#include "geo/project/Project.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> hashes(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::directory_iterator(folder)) all[entry.path().filename()] = sha256File(entry.path());
  return all;
}

}  // namespace

TEST_CASE("two counties are the same to the byte, made soon, small, and say that they are made up") {
  const TempFolder folder;
  const std::clock_t start = std::clock();
  const fs::path project = makeDemoCounty(folder.path() / "甲 一");
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 20);
  const auto first = hashes(project.parent_path());

  // Again over what is there, as after a run that was killed before its end.
  fs::remove(project);
  CHECK(makeDemoCounty(project.parent_path()) == project);
  CHECK(hashes(project.parent_path()) == first);

  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(project.parent_path())) bytes += entry.file_size();
  CHECK(bytes < 60'000'000);

  const std::string toml = readFile(project);
  CHECK(toml.find("synthetic = true") != std::string::npos);
  const std::regex source("(?:source|region|table) = \"([^\"]+\\.[a-z]+)\"");
  int sources = 0;
  for (std::sregex_iterator it(toml.begin(), toml.end(), source), end; it != end; ++it, ++sources)
    CHECK(fs::exists(project.parent_path() / it->str(1)));
  CHECK(sources >= 10);
  CHECK(readFile(project.parent_path() / "说明.txt").find("synthetic") != std::string::npos);
}

TEST_CASE("init makes of the county's layers what the county's own project says") {
  const TempFolder folder;
  const fs::path project = makeDemoCounty(folder.path() / "county");
  Project own = readProject(project);
  std::erase_if(own.layers, [](const LayerSpec& layer) { return layer.drawdown.has_value(); });  // made, not found
  fs::remove(project);
  const InitResult result = initProject(project.parent_path(), {}, Language::zh);
  INFO(readFile(result.project));
  const Project guessed = readProject(result.project);

  CHECK(guessed.baseYear == own.baseYear);
  CHECK(guessed.crs == own.crs);
  CHECK(guessed.region == own.region);
  const auto fieldsOf = [](const LayerSpec& layer) {
    std::vector<std::string> fields;
    for (const FieldMapping& from : {layer.landClass, layer.species, layer.origin, layer.age.value_or(FieldMapping()),
                                     layer.planted.value_or(FieldMapping()), layer.volume.value_or(FieldMapping())})
      fields.insert(fields.end(), {from.field, from.table, from.constant});
    if (layer.deduct)
      fields.insert(fields.end(), {layer.deduct->ratio, layer.deduct->area, layer.deduct->of, layer.deduct->landClass});
    return fields;
  };
  REQUIRE(guessed.layers.size() == own.layers.size());
  for (std::size_t i = 0; i < own.layers.size(); ++i) {
    INFO(own.layers[i].name);
    CHECK(guessed.layers[i].source == own.layers[i].source);
    CHECK(fieldsOf(guessed.layers[i]) == fieldsOf(own.layers[i]));
    CHECK(guessed.layers[i].landClass.codes == own.layers[i].landClass.codes);
    CHECK(guessed.layers[i].volumeUnit == own.layers[i].volumeUnit);
  }
  // A belt beside the roads of the survey is the user's wish: no layer tells of it.
  std::erase_if(own.zones, [](const ZoneSpec& zone) { return zone.kind == ZoneKind::road || zone.ridge.has_value(); });
  REQUIRE(guessed.zones.size() == own.zones.size());
  for (std::size_t i = 0; i < own.zones.size(); ++i) {
    INFO(own.zones[i].name);
    CHECK(guessed.zones[i].source == own.zones[i].source);
    CHECK(guessed.zones[i].kind == own.zones[i].kind);
    CHECK(guessed.zones[i].id == own.zones[i].id);
    CHECK(guessed.zones[i].label == own.zones[i].label);
    CHECK(guessed.zones[i].width.field == own.zones[i].width.field);
    CHECK(guessed.zones[i].width.table == own.zones[i].width.table);
  }
  for (const LayerGuess& guess : result.guesses)  // nothing of the land was left unread
    if (guess.land() || guess.role == LayerRole::control)
      for (const Message& note : guess.notes) CHECK(note.id != "init.note.not_understood");
}

TEST_CASE("a folder that cannot be made is an error of the work") {
  const TempFolder folder;
  writeFileWhole(folder.path() / "file", "x");
  try {
    makeDemoCounty(folder.path() / "file" / "county");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
    CHECK(error.where().find("county") != std::string::npos);
  }
}
