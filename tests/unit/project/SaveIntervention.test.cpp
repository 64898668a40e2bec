#include "geo/project/SaveIntervention.h"
#include "geo/layer/VectorRead.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "geo/base/File.h"
#include "geo/project/LandActions.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

const std::string kSaved =
    "# 我的项目   \n[project]\nname = \"江津区\"  # 名称\n\n[[layers]]\nsource='林地.shp'\nclass = \"paddy\"\n# 完";

fs::path writeProject(const fs::path& folder, const std::string& bytes = kSaved) {
  test::writeText(folder / "project.toml", bytes);
  return folder / "project.toml";
}

MultiPolygon square() {
  MultiPolygon shape{
      {{600000, 3200000}, {600100, 3200000}, {600100, 3200100}, {600000, 3200100}, {600000, 3200000}}, {5}, {}};
  for (const Point p : shape.points) shape.box.add(p);
  return shape;
}

InterventionSpec planting(const std::string& name) {
  InterventionSpec spec;
  spec.name = name;
  spec.year = 2027;
  spec.species = "马尾松";
  return spec;
}

const Crs& crs() {
  static const Crs known = Crs::parse("EPSG:4544", "test");
  return known;
}

std::string crlf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

/// Saves one, and checks that nothing that stood there changed and that it is read back.
fs::path saveAndCheck(const fs::path& file, const InterventionSpec& spec) {
  const std::string before = readFile(file);
  const std::size_t count = readProject(file).interventions.size();
  fs::path saved = saveIntervention(readProject(file), spec, square(), crs());
  CHECK(readFile(file).starts_with(before));
  const Project after = readProject(file);
  REQUIRE(after.interventions.size() == count + 1);
  const InterventionSpec& kept = after.interventions.back();
  CHECK(kept.name == spec.name);
  CHECK(kept.scenario == spec.scenario);
  CHECK(kept.action == spec.action);
  CHECK(kept.year == spec.year);
  CHECK(kept.species == spec.species);
  CHECK(kept.classKey == spec.classKey);
  CHECK(kept.density == spec.density);
  CHECK(kept.management == spec.management);
  CHECK(kept.fraction == spec.fraction);
  CHECK(kept.products == spec.products);
  CHECK(fs::equivalent(kept.source.path, saved));
  Warnings warnings;
  const VectorLayer layer = readPolygons(kept.source, crs(), {{"name"}, {}}, warnings);
  REQUIRE(layer.shapes.size() == 1);
  CHECK(planarArea(layer.shapes[0]) == Approx(1e4));
  CHECK(layer.text[0][0] == spec.name);
  CHECK(warnings.empty());
  return saved;
}

void refuse(const fs::path& file, const InterventionSpec& spec, const MultiPolygon& shape) {
  const std::string before = readFile(file);
  const auto files = [&] {
    const fs::path folder = file.parent_path() / "interventions";
    return fs::exists(folder) ? std::distance(fs::directory_iterator(folder), fs::directory_iterator()) : 0;
  };
  const auto filesBefore = files();
  const Project project = readProject(file);
  CHECK_THROWS_AS(saveIntervention(project, spec, shape, crs()), Error);
  CHECK(readFile(file) == before);
  CHECK(files() == filesBefore);
}

}  // namespace

TEST_CASE("an intervention is appended, and what stood in the file stays to the byte") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  CHECK(saveAndCheck(file, planting("北岸造林")).filename() == "北岸造林.gpkg");
  InterventionSpec wetland = planting("\"江心\"\\岛: 湿地\t1");
  wetland.action = LandAction::restoreWetland;
  wetland.species.clear();
  wetland.classKey = "floodflat";
  wetland.scenario = "高情景";
  CHECK(saveAndCheck(file, wetland).filename() == "_江心__岛_ 湿地_1.gpkg");
  CHECK(readFile(file).find('\r') == std::string::npos);
}

TEST_CASE("every action is written with its keys and read back to the bit") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  InterventionSpec plants = planting("密植");
  plants.density = 10000.0 / 3;
  saveAndCheck(file, plants);
  InterventionSpec spec;
  spec.year = 2030;
  for (const LandAction action : {LandAction::farmland, LandAction::close, LandAction::harvest, LandAction::fire}) {
    spec.name = actionName(action);
    spec.action = action;
    spec.management = action == LandAction::farmland ? "no_till" : "";
    spec.fraction = action == LandAction::harvest || action == LandAction::fire ? 0.1 : 1;
    spec.products = action == LandAction::harvest ? 0 : -1;
    saveAndCheck(file, spec);
  }
  spec = planting("早");
  spec.year = 2025;
  const std::string before = readFile(file);
  CHECK_THROWS_AS(saveIntervention(readProject(file), spec, square(), crs()), ProjectFaults);
  CHECK(readFile(file) == before);
}

TEST_CASE("line ends, a byte order mark and GBK are kept") {
  const TempFolder folder;
  for (const std::string& bytes : {crlf(kSaved), crlf(kSaved) + "\r\n", "\xEF\xBB\xBF" + kSaved, kSaved + "\n"}) {
    const fs::path file = writeProject(folder.path(), bytes);
    saveAndCheck(file, planting("北岸造林"));
    const std::string after = readFile(file);
    const bool windows = bytes.find('\r') != std::string::npos;
    for (std::size_t at = after.find('\n'); at != std::string::npos; at = after.find('\n', at + 1))
      CHECK((after[at - 1] == '\r') == windows);
  }
  char* gbk = CPLRecode(kSaved.c_str(), CPL_ENC_UTF8, "GB18030");
  const fs::path file = writeProject(folder.path(), gbk);
  CPLFree(gbk);
  saveAndCheck(file, planting("北岸造林"));
  CHECK_FALSE(isUtf8(readFile(file)));
  CHECK(readProject(file).name == "江津区");
}

TEST_CASE("another file of the same name is never overwritten") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  test::writeText(folder.path() / "interventions" / "北岸造林.gpkg", "mine");
  CHECK(saveAndCheck(file, planting("北岸造林")).filename() == "北岸造林 2.gpkg");
  CHECK(test::readText(folder.path() / "interventions" / "北岸造林.gpkg") == "mine");
  CHECK(saveAndCheck(file, planting("北岸造林/")).filename() == "北岸造林_.gpkg");
}

TEST_CASE("what would break the project is refused and leaves nothing") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  saveAndCheck(file, planting("北岸造林"));
  refuse(file, planting("北岸造林"), square());
  refuse(file, planting(""), square());
  refuse(file, planting("空"), {});
  InterventionSpec spec = planting("树");
  spec.species = "不知道的树";
  refuse(file, spec, square());
  spec = planting("早");
  spec.year = 2000;
  refuse(file, spec, square());
  const fs::path closed = writeProject(folder.path() / "inline", "interventions = []\n" + kSaved);
  refuse(closed, planting("北岸造林"), square());  // TOML lets no table be added to such a list
}

TEST_CASE("a project file that may not be written stays as it was") {
  if (::geteuid() == 0) return;  // root may write everything
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  fs::permissions(file, fs::perms::owner_read);
  refuse(file, planting("北岸造林"), square());
  fs::permissions(file, fs::perms::owner_all);
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  refuse(file, planting("北岸造林"), square());
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("a folder that cannot be made leaves the project file as it was") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  test::writeText(folder.path() / "interventions", "a file where the folder would be");
  const std::string before = readFile(file);
  CHECK_THROWS_AS(saveIntervention(readProject(file), planting("北岸造林"), square(), crs()), Error);
  CHECK(readFile(file) == before);
}

TEST_CASE("a link to the project file stays a link, and its permissions stay") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path() / "data");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  const fs::path link = folder.path() / "data" / "link.toml";
  fs::create_symlink(file, link);
  saveAndCheck(link, planting("北岸造林"));
  CHECK(fs::is_symlink(link));
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
}

TEST_CASE("an entry that takes values from fields stays as it is when another is saved") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path(), kSaved + R"(
[[interventions]]
name = "逐斑造林"
source = "图斑.gpkg"
action = "plant"
species = { field = "SZ", codes = { a1 = "柏木" } }
year = { field = "NF" }
)");
  saveAndCheck(file, planting("北岸造林"));
  const InterventionSpec told = readProject(file).interventions.front();
  CHECK(told.fields.at("species").field == "SZ");
  CHECK(told.fields.at("species").codes.at("a1") == "柏木");
  CHECK(told.fields.at("year").field == "NF");
}
