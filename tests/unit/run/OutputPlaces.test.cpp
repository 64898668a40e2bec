#include "geo/run/OutputPlaces.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/base/File.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestProject.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  writeFileWhole(path, text);
}

std::string record(const std::vector<std::pair<std::string, std::string>>& outputs) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& [name, text] : outputs)
    list.push_back({{"path", name}, {"bytes", text.size()}, {"sha256", sha256(text)}});
  return nlohmann::json{{"program", "tanhui"}, {"version", "1"}, {"inputs", nlohmann::json::array()}, {"outputs", list}}
      .dump();
}

std::size_t faultsOf(const OutputPlaces& places, const fs::path& name) {
  return places.faults(std::array{name}).size();
}

}  // namespace

TEST_CASE("an input is never an output's place, whatever is allowed") {
  const TempFolder folder;
  put(folder.path() / "class.tif", "pixels");
  fs::create_hard_link(folder.path() / "class.tif", folder.path() / "stock.tif");
  fs::create_symlink(folder.path() / "class.tif", folder.path() / "flux.tif");
  put(folder.path() / "class.qml", "the user's colours");
  put(folder.path() / "run.json", record({{"class.tif", "pixels"}}));  // it was an output once
  for (const bool overwrite : {false, true}) {
    const OutputPlaces places(folder.path(), {{"layer", folder.path() / "class.tif", 0, {}}}, overwrite);
    for (const char* name : {"class.tif", "stock.tif", "flux.tif", "class.qml"}) {
      CAPTURE(name);
      CHECK(faultsOf(places, name) == 1);
    }
    CHECK(faultsOf(places, "uncertainty.tif") == 0);
  }
}

TEST_CASE("what no run wrote is kept, unless the user allows it, and what is no file is kept always") {
  const TempFolder folder;
  put(folder.path() / "report.html", "mine");
  put(folder.path() / "elsewhere" / "totals.csv", "mine too");
  fs::create_directory_symlink(folder.path() / "elsewhere", folder.path() / "tables");
  fs::create_directory(folder.path() / "report.pdf");
  put(folder.path() / "stock.tif", "a run's");
  put(folder.path() / "stock.tif.aux.xml", "statistics that a GIS put beside");
  put(folder.path() / "run.json", record({{"stock.tif", "a run's"}, {"tables/totals.csv", "mine too"}}));
  const OutputPlaces careful(folder.path(), {}, false), bold(folder.path(), {}, true);
  for (const char* name : {"report.html", "tables/totals.csv", "report.pdf"}) CHECK(faultsOf(careful, name) == 1);
  for (const char* name : {"report.html", "tables/totals.csv"}) CHECK(faultsOf(bold, name) == 0);
  CHECK(faultsOf(bold, "report.pdf") == 1);
  for (const char* name : {"stock.tif", "stock.tif.aux.xml", "run.json", "zones.gpkg", "new/zones.gpkg"})
    CHECK(faultsOf(careful, name) == 0);
  put(folder.path() / "run.json", R"({"program": "a training log", "inputs": [], "outputs": []})");
  CHECK(faultsOf(OutputPlaces(folder.path(), {}, false), "run.json") == 1);
}

TEST_CASE("a run.json is believed only of files in its own folder that are as that run left them") {
  const TempFolder folder;
  const fs::path out = folder.path() / "out";
  put(folder.path() / "keep.txt", "keep");
  put(out / "old.tif", "old");
  put(out / "edited.csv", "edited by hand");
  put(out / "input.tif", "input");
  put(folder.path() / "behind" / "table.csv", "table");
  fs::create_directory_symlink(folder.path() / "behind", out / "tables");
  fs::create_symlink(folder.path() / "keep.txt", out / "link.txt");
  put(out / "run.json", record({{"../keep.txt", "keep"},
                                {(folder.path() / "keep.txt").string(), "keep"},
                                {"x/../../keep.txt", "keep"},
                                {"old.tif", "old"},
                                {"edited.csv", "edited by me"},
                                {"input.tif", "input"},
                                {"tables/table.csv", "table"},
                                {"link.txt", "keep"},
                                {"", ""},
                                {".", ""}}));
  OutputPlaces(out, {{"layer", out / "input.tif", 0, {}}}, true).removeFormer({"stock.tif"});
  CHECK_FALSE(fs::exists(out / "old.tif"));
  for (const fs::path& kept : {folder.path() / "keep.txt", out / "edited.csv", out / "input.tif", out / "link.txt",
                               folder.path() / "behind" / "table.csv"}) {
    CAPTURE(kept);
    CHECK(fs::exists(kept));
  }
}

TEST_CASE("no run writes a file that was not looked for before it began") {
  const TempFolder folder;
  Project project = readProject(test::writeProject(folder.path()));
  project.horizon = project.baseYear + 3;
  project.mapsYears = {project.baseYear + 2};
  const StopFlag stop = false;
  const RunReport report = run(
      project, {}, [](const RunProgress&) {}, stop);
  std::vector<fs::path> looked = outputNames(project, std::nullopt);
  std::set<fs::path> written;
  for (const fs::path& path : report.outputs) written.insert(path.lexically_relative(project.outputFolder));
  std::ranges::sort(looked);
  for (const fs::path& name : written) {
    CAPTURE(name);
    CHECK(std::ranges::binary_search(looked, name));
  }
  CHECK(written.size() == looked.size());
}
