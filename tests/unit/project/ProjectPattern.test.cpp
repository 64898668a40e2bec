#include <catch2/catch.hpp>

#include "geo/project/Project.h"

using namespace tanhui;

namespace {

Project withPattern(const std::string& pattern) {
  return parseProject("[[layers]]\nsource = \"a.shp\"\n" + pattern, "/p/project.toml");
}

/// "line N: PROBLEM", of the first fault.
std::string patternFault(const std::string& pattern) {
  try {
    withPattern(pattern);
  } catch (const ProjectFaults& faults) {
    return std::string(faults.what()).substr(std::string("/p/project.toml, ").size());
  }
  return {};
}

}  // namespace

TEST_CASE("a pattern of classes or of a raster is read with all that it says") {
  const Project of = withPattern(
      "[[patterns]]\nname = \"a/b 林\"\nclass = [\"forest\", \"grass\"]\nedge_width = 3\nconnectivity = 4\n"
      "transition = false\nintext = false\ndensity_window = 7\n"
      "[[patterns]]\nname = \"r\"\nraster = \"fg.tif\"\nforeground = [1, 2]\n");
  REQUIRE(of.patterns.size() == 2);
  const PatternSpec& classes = of.patterns[0];
  CHECK(classes.fileName() == "pattern_a_b_林.tif");
  CHECK(classes.classes == std::vector<std::string>{"forest", "grass"});
  CHECK(classes.edgeWidth == 3);
  CHECK(classes.connectivity == Connectivity::four);
  CHECK_FALSE(classes.transition);
  CHECK_FALSE(classes.inside);
  CHECK(classes.densityWindow == 7);
  CHECK(of.patterns[1].raster == "/p/fg.tif");
  CHECK(of.patterns[1].foreground == std::vector<int>{1, 2});
}

TEST_CASE("each slip of a pattern is told with its line") {
  const std::string name = "[[patterns]]\nname = \"p\"\n";
  CHECK(patternFault(name) == "line 3: the pattern does not say what it is of");
  CHECK(patternFault(name + "class = []") == "line 3: the pattern does not say what it is of");
  CHECK(patternFault(name + "class = \"forest\"\nraster = \"a.tif\"\nforeground = [1]") ==
        "line 6: the pattern is of classes and of a raster");
  CHECK(patternFault(name + "class = [\"wood\"]") == "line 5: there is no land class 'wood'");
  CHECK(patternFault(name + "class = [\"unmapped\"]") == "line 5: there is no land class 'unmapped'");
  CHECK(patternFault(name + "raster = \"a.tif\"") == "line 5: [[patterns]] lacks the key 'foreground'");
  CHECK(patternFault(name + "class = \"forest\"\nforeground = [1]") ==
        "line 6: 'foreground' belongs to a pattern of a raster");
  CHECK(patternFault(name + "class = \"forest\"\ndensity_window = 8") == "line 6: a density window of 8 cells");
  CHECK(patternFault(name + "class = \"forest\"\nedge_width = 0") ==
        "line 6: 'edge_width' is 0; it must lie between 1 and 60000");
  CHECK(patternFault(name + "class = \"forest\"\nconnectivity = 6") != "");
  // Names that would want one file.
  CHECK(patternFault(
            "[[patterns]]\nname = \"a b\"\nclass = \"forest\"\n[[patterns]]\nname = \"a/b\"\nclass = \"grass\"\n")
            .starts_with("line 7: "));
}

TEST_CASE("names of classes and of groups become classes") {
  const LandClasses classes;
  CHECK(classesNamed(classes, {"grass", "paddy"}, "") == std::set<std::string>{"grass", "paddy"});
  const auto forest = classesNamed(classes, {"forest"}, "");
  CHECK(forest.contains("bamboo"));
  CHECK(forest.contains("forest_mixed"));
  CHECK_FALSE(forest.contains("orchard"));
}

TEST_CASE("a zone says what it is in the security pattern") {
  const Project of = parseProject(
      "[[layers]]\nsource = \"a.shp\"\n[[zones]]\nsource = \"z.shp\"\nrole = \"node\"\n[[zones]]\nsource = \"y.shp\"\n",
      "/p/project.toml");
  CHECK(of.zones[0].role == ElementRole::node);
  CHECK(of.zones[1].role == ElementRole::none);
}
