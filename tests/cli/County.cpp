#include "tests/cli/County.h"

#include <stdexcept>

#include <catch2/catch.hpp>

namespace tanhui::test {
namespace fs = std::filesystem;
namespace {

constexpr double kWest = 600000, kSouth = 3200000;

TestFeature parcel(double x, double width, const std::string& number, const std::string& code) {
  return {rectangle(kWest + x, kSouth, kWest + x + width, kSouth + 1000), {number, code}};
}

constexpr const char* kProject = R"([project]
name = "小县"
base_year = 2025
language = "en"

[grid]
crs = "EPSG:4544"
cell_size = 20
region = "乡镇.gpkg"

[[layers]]
name = "forest"
source = "林地小班.gpkg"
class = { field = "DLBM", table = "sandiao" }
species = { field = "优势树种" }
age = { field = "年龄" }
volume = { field = "每公顷蓄积", unit = "m3/ha" }

[[layers]]
name = "parcels"
source = "国土调查.gpkg"
class = { field = "DLBM", table = "sandiao" }

[[zones]]
name = "towns"
source = "乡镇.gpkg"
id = "code"
label = "name"
)";

}  // namespace

CommandResult runTanhui(std::vector<std::string> arguments, const CommandOptions& options) {
  arguments.insert(arguments.begin(), TANHUI_BINARY);
  arguments.insert(arguments.end(), {"--lang", "en"});
  return runCommand(arguments, options);
}

TestFeature stand(double x, double y, double width, double height, const std::string& code, const std::string& species,
                  const std::string& age, const std::string& volume) {
  return {rectangle(kWest + x, kSouth + y, kWest + x + width, kSouth + y + height), {code, species, age, volume}};
}

County::County()
    : forest{.name = "林地小班",
             .fields = {"DLBM", "优势树种", "年龄:int", "每公顷蓄积:real"},
             .features = {stand(105, 105, 700, 500), stand(1207, 203, 501, 499, "0302", "毛竹", "5", "")}},
      parcels{
          .name = "地类图斑",
          .fields = {"BSM", "DLBM"},
          .features = {parcel(0, 1000, "1", "0101"), parcel(1000, 500, "2", "0103"), parcel(1500, 500, "3", "1101")}},
      towns{.name = "乡镇",
            .fields = {"code", "name"},
            .features = {parcel(0, 1111, "A", "甲镇"), parcel(1111, 889, "B", "乙镇")}},
      projectText(kProject) {}

void County::replace(const std::string& from, const std::string& to) {
  const std::size_t at = projectText.find(from);
  if (at == std::string::npos) throw std::runtime_error("not in the project: " + from);
  projectText.replace(at, from.size(), to);
}

void County::plan() {
  replace("base_year = 2025\n", "base_year = 2025\nhorizon = 2030\n");
  projectText += R"(
[uncertainty]
draws = 200

[[targets]]
name = "more"
year = 2030
value = 100
scenario = "green"

[[interventions]]
name = "林"
scenario = "green"
source = "措施.gpkg"
where = "what = 'plant'"
action = "plant"
species = "马尾松"
year = 2027

[[interventions]]
name = "houses"
scenario = "grey"
source = "措施.gpkg"
where = "what = 'build'"
action = "build"
year = 2028
)";
}

void County::write() const {
  fs::remove(path() / "措施.gpkg");
  writeLayer(path() / "措施.gpkg",
             {.name = "措施",
              .fields = {"what"},
              .features = {{rectangle(kWest + 850, kSouth + 650, kWest + 1150, kSouth + 950), {"plant"}},
                           {rectangle(kWest, kSouth, kWest + 300, kSouth + 300), {"build"}}}});
  const std::pair<const char*, const TestLayer*> layers[] = {
      {"林地小班.gpkg", &forest}, {"国土调查.gpkg", &parcels}, {"乡镇.gpkg", &towns}};
  for (const auto& [file, layer] : layers) {
    fs::remove(path() / file);
    writeLayer(path() / file, *layer);
  }
  writeText(project(), projectText);
}

CommandResult County::run(const std::string& verb, const std::vector<std::string>& more,
                          const CommandOptions& options) const {
  write();
  std::vector<std::string> arguments = {verb, project().string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return runTanhui(arguments, options);
}

std::set<std::string> County::results() const {
  std::set<std::string> names;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(out(), code)) {
    const std::string name = fs::relative(entry.path(), out()).string();
    if (entry.is_regular_file() && !name.starts_with(".")) names.insert(name);
  }
  return names;
}

void requireFault(const County& county, const CommandResult& result, int code, const std::vector<std::string>& words) {
  INFO(result.err);
  CHECK(result.code == code);
  CHECK_THAT(result.err, Catch::StartsWith("error: ") || Catch::Contains("\nerror: "));
  CHECK_THAT(result.err, Catch::Contains("\nremedy: "));
  for (const std::string& word : words) CHECK_THAT(result.err, Catch::Contains(word));
  CHECK(county.results().empty());
}

}  // namespace tanhui::test
