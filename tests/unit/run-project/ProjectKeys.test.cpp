#include "geo/run/ProjectKeys.h"

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/run/Project.h"

using namespace tanhui;

namespace {

/// A sound project with one key of a section set to its example.
std::string projectWith(const ProjectKey& key) {
  const std::string line = fmt::format("{} = {}\n", key.name, key.example);
  std::string layer = "[[layers]]\nsource = \"a.shp\"\n", zone = "[[zones]]\nsource = \"z.shp\"\n";
  if (key.section == "layers") return key.name == "source" ? "[[layers]]\n" + line : layer + line;
  if (key.section == "zones") {
    if (key.name == "width" || key.name == "exclude") zone += "kind = \"corridor\"\n";
    if (key.name == "exclude") zone += "width = 100\n";
    return layer + (key.name == "source" ? "[[zones]]\n" + line : zone + line);
  }
  if (key.section == "interventions") {
    const bool wetland = key.name == "class";
    std::string table = "[[interventions]]\n" + line;
    for (const auto& [name, value] : {std::pair("name", "\"a\""), std::pair("source", "\"i.gpkg\""),
                                      std::pair("action", wetland ? "\"restore_wetland\"" : "\"plant\""),
                                      std::pair("year", "2026"), std::pair("species", "\"马尾松\"")})
      if (key.name != name && !(wetland && std::string_view(name) == "species"))
        table += fmt::format("{} = {}\n", name, value);
    return layer + table;
  }
  return layer + fmt::format("[{}]\n", key.section) + line;
}

bool topLevel(const ProjectKey& key) {
  for (const ProjectSection& section : projectSections())
    if (section.name == key.section) return true;
  return false;
}

}  // namespace

TEST_CASE("the example of every key is a sound project") {
  for (const ProjectKey& key : projectKeys()) {
    if (!topLevel(key)) continue;
    INFO(projectWith(key));
    CHECK_NOTHROW(parseProject(projectWith(key), "project.toml"));
  }
}

TEST_CASE("every key and section has its meaning in both languages") {
  for (const Language language : {Language::zh, Language::en}) {
    for (const ProjectKey& key : projectKeys()) {
      INFO(key.meaning());
      CHECK(text(key.meaning(), language).find(key.meaning()) == std::string::npos);
    }
    for (const ProjectSection& section : projectSections()) {
      const std::string id = fmt::format("project.section.{}", section.name);
      CHECK(text(id, language).find(id) == std::string::npos);
    }
  }
}

TEST_CASE("docs/project-file.md holds the reference as `tanhui keys` prints it") {
  const std::string page = readFile(std::string(TANHUI_SOURCE_DIR) + "/docs/project-file.md");
  CHECK(page.find(projectReference(Language::en)) != std::string::npos);
  CHECK(page.find(projectReference(Language::zh)) != std::string::npos);
}
