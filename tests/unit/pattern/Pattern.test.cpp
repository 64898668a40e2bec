#include "geo/pattern/Pattern.h"

#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/unit/pattern/Masks.h"

using namespace tanhui;

namespace {

using Totals = std::map<int, int>;

/// What one drawing comes to for some parameters.
struct Expected {
  PatternSpec spec;
  Totals totals;
};

struct Drawing {
  std::string name;
  std::vector<std::string> ground, classes;
  std::vector<Expected> expected;
};

Expected readExpected(const std::string& line) {
  std::istringstream text(line);
  Expected expected;
  int neighbours = 0, inside = 0, code = 0, cells = 0;
  char mark = 0;
  text >> expected.spec.edgeWidth >> neighbours >> inside >> mark;
  while (text >> code >> mark >> cells) expected.totals[code] = cells;
  expected.spec.connectivity = neighbours == 8 ? Connectivity::eight : Connectivity::four;
  expected.spec.inside = inside == 1;
  return expected;
}

std::vector<Drawing> drawings() {
  std::ifstream file(TANHUI_SOURCE_DIR "/tests/golden/patterns.txt");
  std::vector<Drawing> all;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("# ", 0) == 0) {
      all.push_back({line.substr(2), {}, {}, {}});
    } else if (all.empty() || line.empty() || line.rfind("note", 0) == 0) {
      continue;
    } else if (line[0] >= '0' && line[0] <= '9') {
      all.back().expected.push_back(readExpected(line));
    } else {
      const auto gap = line.find(' ');
      all.back().ground.push_back(line.substr(0, gap));
      all.back().classes.push_back(line.substr(gap + 1));
    }
  }
  return all;
}

Totals totalsOf(const std::vector<std::uint8_t>& codes) {
  Totals totals;
  for (const std::uint8_t code : codes) {
    if (code != 0) ++totals[code];
  }
  return totals;
}

std::vector<std::string> drawn(const std::vector<std::uint8_t>& codes, int cols) {
  const std::map<int, char> letters{{0, '.'}, {129, '?'}, {17, 'C'}, {3, 'e'},  {5, 'p'}, {9, 'i'},
                                    {1, 'b'}, {33, 'B'},  {35, 'x'}, {65, 'L'}, {69, 'v'}};
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i % static_cast<std::size_t>(cols) == 0) rows.emplace_back();
    rows.back() += letters.at(codes[i]);
  }
  return rows;
}

}  // namespace

TEST_CASE("the drawn patterns have the classes that were drawn and the totals that stand below them") {
  const auto all = drawings();
  REQUIRE(all.size() == 10);
  for (const Drawing& drawing : all) {
    INFO(drawing.name);
    const GroundMask ground = maskOf(drawing.ground);
    PatternSpec plain;
    plain.inside = false;
    CHECK(drawn(classifyPattern(ground, plain), ground.cols) == drawing.classes);
    for (const Expected& expected : drawing.expected) {
      INFO("edge width " << expected.spec.edgeWidth << ", neighbours " << static_cast<int>(expected.spec.connectivity)
                         << ", inside " << expected.spec.inside);
      CHECK(totalsOf(classifyPattern(ground, expected.spec)) == expected.totals);
    }
  }
}
