// The schema against the parser, by a validator that is not ours.
#include "geo/project/ProjectSchema.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include <toml++/toml.h>
#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/project/Project.h"
#include "tests/support/Command.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/project/KeyExamples.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

const fs::path kSource = TANHUI_SOURCE_DIR;

/// Faults of a key, a table or an action by themselves: the schema must find them too. Others are of keys against each
/// other, of names and of files.
bool ofOneKey(const Error& fault) {
  static const std::set<std::string> kIds = {
      "project.unknown_section", "project.loose_key",    "project.not_a_list",     "project.not_a_table",
      "project.unknown_key",     "project.missing_key",  "project.wrong_type",     "project.empty_text",
      "project.out_of_range",    "project.no_choice",    "project.twice",          "project.bad_width",
      "project.empty_class",     "project.no_layers",    "project.not_for_action", "project.not_corridor",
      "project.unknown_library", "project.unknown_table"};
  return kIds.contains(fault.problem().id);
}

/// Projects with what the parser says of each.
class Cases {
 public:
  void add(const std::string& toml, bool mayTell = true) {
    const std::vector<Error> faults = draftProject(toml, "project.toml").faults;
    const bool refused = std::ranges::any_of(faults, ofOneKey);
    if (!faults.empty() && !(refused && mayTell)) return;
    std::ostringstream json;
    json << toml::json_formatter(toml::parse(toml));
    cases_.push_back({{"toml", toml}, {"project", Json::parse(json.str())}, {"valid", !refused}});
    ++(refused ? bad_ : good_);
  }
  /// One that must be sound.
  void addSound(const std::string& toml) {
    const std::size_t before = good_;
    add(toml);
    INFO(toml);
    CHECK(good_ == before + 1);
  }
  void addBroken(const std::string& toml) {
    const std::size_t before = bad_;
    add(toml);
    INFO(toml);
    CHECK(bad_ == before + 1);
  }
  std::size_t good() const { return good_; }
  std::size_t bad() const { return bad_; }

  CommandResult judge(const Json& schema) const {
    const TempFolder folder;
    const fs::path file = folder.path() / "cases.json";
    writeFileWhole(file, Json{{"schema", schema}, {"cases", cases_}}.dump());
    // The interpreter that Debian's python3-jsonschema is for.
    return runCommand(
        {"/usr/bin/python3", (kSource / "tests/unit/project/validate_projects.py").string(), file.string()});
  }

 private:
  Json cases_ = Json::array();
  std::size_t good_ = 0, bad_ = 0;
};

std::string asTable(const std::vector<std::string>& entries) {
  return fmt::format("{{ {} }}", fmt::join(entries, ", "));
}

/// Values of every kind, sound and not, for a key.
std::vector<std::string> valuesFor(const ProjectKey& key) {
  std::vector<std::string> all = {"\"\"",
                                  "\"x\"",
                                  "5",
                                  "-5",
                                  "2.5",
                                  "1e300",
                                  "true",
                                  "[]",
                                  "[2030]",
                                  "[2030, 2030]",
                                  "[\"x\"]",
                                  "[1, 2, 3, 4]",
                                  "[1, 2, \"3\", 4]",
                                  "{}",
                                  "{ zzz = 1 }",
                                  "{ 1 = 5 }",
                                  "{ 1 = -5 }",
                                  "{ 1 = \"x\" }",
                                  "[\"x\", { source = \"y\" }]",
                                  "[\"x\", { crs = \"y\" }]",
                                  "\"./a.csv\"",
                                  std::string(key.example)};
  if (key.bounded())
    for (const double number : {key.low - 1, key.low, key.high, key.high + 1})
      all.push_back(fmt::format("{:.15g}", number));
  for (const std::string_view choice : choicesOf(key)) {
    all.push_back(fmt::format("\"{}\"", choice));
    all.push_back(fmt::format("[\"{}\"]", choice));
    all.push_back(fmt::format("[\"{0}\", \"{0}\"]", choice));
  }
  if (!key.holdsTable()) return all;
  for (const ProjectKey& inner : projectKeys()) {
    if (inner.section != key.name) continue;
    std::vector<std::string> others;
    for (const ProjectKey& other : projectKeys())
      if (other.section == key.name && other.required && other.name != inner.name)
        others.push_back(fmt::format("{} = {}", other.name, other.example));
    for (const std::string& value : valuesFor(inner)) {
      std::vector<std::string> entries = others;
      entries.push_back(fmt::format("{} = {}", inner.name, value));
      all.push_back(asTable(entries));
    }
  }
  return all;
}

/// The texts between `open` and `close` in a file.
std::vector<std::string> piecesOf(const fs::path& file, std::string_view open, std::string_view close) {
  std::vector<std::string> all;
  const std::string text = readFile(file);
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const std::size_t end = text.find(close, at);
    if (end == std::string::npos) break;
    all.push_back(text.substr(at, end - at));
    at = end;
  }
  return all;
}

}  // namespace

TEST_CASE("of every value of every key the schema says what the parser says") {
  Cases cases;
  for (const ProjectKey& key : projectKeys()) {
    if (!topLevel(key)) continue;
    // A year is held against the base year and the horizon as well.
    const bool mayTell = key.name != "year";
    for (const std::string& value : valuesFor(key)) cases.add(projectWith(key, value), mayTell);
  }
  CHECK(cases.good() > 300);
  CHECK(cases.bad() > 1500);
  const CommandResult judged = cases.judge(projectSchema(Language::zh));
  INFO(judged.out << judged.err);
  CHECK(judged.code == 0);
  // The judge can say no: a schema that takes everything takes what is broken.
  CHECK(cases.judge(Json::object()).code == 1);
}

TEST_CASE("the schema takes the projects of the demo, the readme and the tests") {
  Cases cases;
  cases.addSound(readFile(kSource / "datasets/demo/county/project.toml"));
  for (const char* page : {"README.md", "README.zh.md"})
    for (const std::string& block : piecesOf(kSource / page, "```toml\n", "```"))
      if (block.find("[[layers]]") != std::string::npos) cases.addSound(block);
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(kSource / "tests"))
    if (file.path().extension() == ".cpp")
      for (const std::string& text : piecesOf(file.path(), "R\"(", ")\""))
        if (text.starts_with("[project]")) cases.addSound(text);
  CHECK(cases.good() >= 8);
  const CommandResult judged = cases.judge(projectSchema(Language::en));
  INFO(judged.out << judged.err);
  CHECK(judged.code == 0);
}

TEST_CASE("the schema refuses broken projects") {
  const std::string layer = "[[layers]]\nsource = \"a.shp\"\n";
  const std::string zone = layer + "[[zones]]\nsource = \"z.shp\"\n";
  const std::string planned = layer + "[[interventions]]\nname = \"a\"\nsource = \"i.gpkg\"\nyear = 2030\n";
  Cases cases;
  for (const std::string& toml : {
           std::string("[project]\nname = \"a\"\n"),
           std::string("layers = []\n"),
           std::string("[layers]\nsource = \"a.shp\"\n"),
           std::string("[[layers]]\nname = \"a\"\n"),
           "name = \"a\"\n" + layer,
           layer + "[layer]\nsource = \"a.shp\"\n",
           layer + "[[grid]]\ncell_size = 10\n",
           layer + "[grid]\ncellsize = 10\n",
           layer + "[grid]\nbounds = [1, 2, 3]\n",
           layer + "class = { codes = { 1 = 2 } }\n",
           layer + "volume = { field = \"V\", unit = \"m3/km2\" }\n",
           layer + "deduct = \"KCXS\"\n",
           zone + "kind = \"corridor\"\n",
           zone + "width = 100\n",
           zone + "kind = \"polygons\"\nexclude = \"a.shp\"\n",
           planned + "action = \"plant\"\n",
           planned + "action = \"plant\"\nspecies = \"杉木\"\nfraction = 0.5\n",
           planned + "action = \"burn\"\n",
       })
    cases.addBroken(toml);
  const CommandResult judged = cases.judge(projectSchema(Language::en));
  INFO(judged.out << judged.err);
  CHECK(judged.code == 0);
}

TEST_CASE("the table of keys tells each key whole") {
  const Json table = projectKeyTable();
  REQUIRE(table.at("keys").size() == projectKeys().size());
  CHECK(table.at("sections").size() == projectSections().size());
  const auto entry = [&](std::string_view section, std::string_view name) {
    return *std::ranges::find_if(
        table.at("keys"), [&](const Json& key) { return key.at("section") == section && key.at("name") == name; });
  };
  CHECK(entry("factors", "soil_depth_cm") == Json{{"section", "factors"},
                                                  {"name", "soil_depth_cm"},
                                                  {"type", "choice"},
                                                  {"required", false},
                                                  {"minimum", nullptr},
                                                  {"maximum", nullptr},
                                                  {"choices", {30, 100}},
                                                  {"default", 30},
                                                  {"default_words", nullptr},
                                                  {"unit", "cm"},
                                                  {"words",
                                                   {{"zh", "土壤碳储量的深度；变化量一律按 0–30 厘米。"},
                                                    {"en", "Depth of the soil stock; changes are always of 0-30 cm."}}},
                                                  {"example", "30"}});
  const Json horizon = entry("project", "horizon");
  CHECK(horizon.at("minimum") == 1900);
  CHECK(horizon.at("default").is_null());
  CHECK(horizon.at("default_words").at("en") == "the base year");
}

TEST_CASE("a description and a default stand beside each key of the schema") {
  const Json schema = projectSchema(Language::en);
  const Json& draws = schema.at("properties").at("uncertainty").at("properties").at("draws");
  CHECK(draws == Json{{"type", "integer"},
                      {"minimum", 100},
                      {"maximum", 1000000},
                      {"description", "Number of draws. Default: 1000."},
                      {"default", 1000},
                      {"examples", {10000}}});
  const Json& depth = schema.at("properties").at("factors").at("properties").at("soil_depth_cm");
  CHECK(depth.at("enum") == Json({"30", 30, "100", 100}));
}
