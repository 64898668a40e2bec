#include "geo/pattern/Pattern.h"

#include <fstream>
#include <map>
#include <sstream>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/pattern/PatternClass.h"
#include "geo/pattern/Regions.h"
#include "tests/unit/pattern/Masks.h"
#include "tests/unit/pattern/PatternByDefinition.h"

using namespace tanhui;

namespace {

using Totals = std::map<int, int>;

/// What one drawing comes to for some parameters.
struct Expected {
  PatternOptions spec;
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

PatternOptions anySpec(const GroundMask& ground) {
  PatternOptions spec;
  spec.edgeWidth = *rc::gen::inRange(1, std::min(5, std::max(ground.cols, ground.rows)));
  spec.connectivity = *rc::gen::arbitrary<bool>() ? Connectivity::eight : Connectivity::four;
  spec.inside = *rc::gen::arbitrary<bool>();
  return spec;
}

// Without what connectors add and without what lies inside: core, edge, perforation, islet, or the rest of the
// foreground.
std::uint8_t plainCode(std::uint8_t code) {
  const PatternClass* known = patternClass(code);
  if (!known->foreground) return code == 129 ? 129 : 0;
  const int shown = shownAs(code, false) - (known->inside ? 100 : 0);
  return shown == 33 || shown == 65 ? 1 : static_cast<std::uint8_t>(shown);
}

std::vector<std::uint8_t> plainCodes(std::vector<std::uint8_t> codes) {
  for (std::uint8_t& code : codes) code = plainCode(code);
  return codes;
}

// Without what tells inside from outside.
std::vector<std::uint8_t> plainInside(std::vector<std::uint8_t> codes) {
  for (std::uint8_t& code : codes) {
    const PatternClass* known = patternClass(code);
    code = known->foreground ? static_cast<std::uint8_t>(code - (known->inside ? 100 : 0)) : std::uint8_t{0};
  }
  return codes;
}

// What is not known becomes background, as is the margin.
GroundMask withMargin(const GroundMask& ground, int margin) {
  GroundMask result{ground.cols + 2 * margin, ground.rows + 2 * margin, {}};
  for (int row = -margin; row < ground.rows + margin; ++row) {
    for (int col = -margin; col < ground.cols + margin; ++col) {
      const bool inside = row >= 0 && row < ground.rows && col >= 0 && col < ground.cols;
      const bool foreground = inside && ground.at(row, col) == Ground::foreground;
      result.cells.push_back(foreground ? Ground::foreground : Ground::background);
    }
  }
  return result;
}

GroundMask turned(const GroundMask& ground) {
  GroundMask result{ground.rows, ground.cols, {}};
  for (int row = 0; row < result.rows; ++row) {
    for (int col = 0; col < result.cols; ++col) result.cells.push_back(ground.at(ground.rows - 1 - col, row));
  }
  return result;
}

GroundMask mirrored(const GroundMask& ground) {
  GroundMask result = ground;
  for (int row = 0; row < ground.rows; ++row) {
    const auto first = result.cells.begin() + std::ptrdiff_t{row} * ground.cols;
    std::reverse(first, first + ground.cols);
  }
  return result;
}

// Whether a cell is of the 3 x 3 opening: some block of 3 x 3 cells around it is all foreground, where what lies beyond
// the border or is not known counts as foreground.
bool opened(const GroundMask& ground, int row, int col) {
  const auto block = [&](int top, int left) {
    for (int r = std::max(0, top); r <= std::min(ground.rows - 1, top + 2); ++r) {
      for (int c = std::max(0, left); c <= std::min(ground.cols - 1, left + 2); ++c) {
        if (ground.at(r, c) == Ground::background) return false;
      }
    }
    return true;
  };
  for (int top = row - 2; top <= row; ++top) {
    for (int left = col - 2; left <= col; ++left) {
      if (block(top, left)) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("the drawn patterns have the classes that were drawn and the totals that stand below them") {
  const auto all = drawings();
  REQUIRE(all.size() == 10);
  for (const Drawing& drawing : all) {
    INFO(drawing.name);
    const GroundMask ground = maskOf(drawing.ground);
    PatternOptions plain;
    plain.inside = false;
    CHECK(drawn(classifyPattern(ground, plain), ground.cols) == drawing.classes);
    for (const Expected& expected : drawing.expected) {
      INFO("edge width " << expected.spec.edgeWidth << ", neighbours " << static_cast<int>(expected.spec.connectivity)
                         << ", inside " << expected.spec.inside);
      CHECK(totalsOf(classifyPattern(ground, expected.spec)) == expected.totals);
    }
  }
}

TEST_CASE("cores, edges, perforations and islets are those of the plain definition") {
  CHECK(rc::check("fast way against plain way", [] {
    const GroundMask ground = anyMask();
    PatternOptions spec = anySpec(ground);
    spec.tile = *rc::gen::inRange(4, 40);
    RC_ASSERT(plainCodes(classifyPattern(ground, spec)) == PatternByDefinition(ground, spec).codes());
  }));
}

TEST_CASE("the classes of a pattern part the foreground") {
  CHECK(rc::check("every cell has a code of its ground", [] {
    const GroundMask ground = anyMask();
    const PatternOptions spec = anySpec(ground);
    const auto codes = classifyPattern(ground, spec);
    RC_ASSERT(codes.size() == ground.cells.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const PatternClass* known = patternClass(codes[i]);
      RC_ASSERT(known != nullptr);
      RC_ASSERT(known->foreground == (ground.cells[i] == Ground::foreground));
      RC_ASSERT((codes[i] == 129) == (ground.cells[i] == Ground::nodata));
      RC_ASSERT(spec.inside || !known->inside);
    }
  }));
}

TEST_CASE("core and ring of edge width 1 are the 3 x 3 opening") {
  CHECK(rc::check("opening", [] {
    GroundMask ground = anyMask();
    std::replace(ground.cells.begin(), ground.cells.end(), Ground::nodata, Ground::background);
    PatternOptions spec = anySpec(ground);
    spec.edgeWidth = 1;
    const auto codes = plainCodes(classifyPattern(ground, spec));
    for (int row = 0; row < ground.rows; ++row) {
      for (int col = 0; col < ground.cols; ++col) {
        const int code = codes[static_cast<std::size_t>(row) * static_cast<std::size_t>(ground.cols) +
                               static_cast<std::size_t>(col)];
        if (ground.at(row, col) != Ground::foreground) continue;
        RC_ASSERT((code == 17 || code == 3 || code == 5) == opened(ground, row, col));
      }
    }
  }));
}

TEST_CASE("bridges join all cores that foreground joins, and no loop is needed for that") {
  CHECK(rc::check("pieces", [] {
    // With background all around, so that nothing is joined beyond the border; nodata would join as well.
    const GroundMask inner = anyMask();
    const PatternOptions spec = anySpec(inner);
    const GroundMask ground = withMargin(inner, spec.edgeWidth + 2);
    const auto codes = plainInside(classifyPattern(ground, spec));
    const auto pieces = [&](auto keeps) {
      const Regions regions(
          ground.cols, ground.rows,
          [&](int row, std::uint8_t* values) {
            for (int col = 0; col < ground.cols; ++col)
              values[col] = keeps(codes[static_cast<std::size_t>(row) * static_cast<std::size_t>(ground.cols) +
                                        static_cast<std::size_t>(col)]);
          },
          spec.connectivity, dual(spec.connectivity));
      std::size_t count = 0;
      for (std::size_t region = 0; region < regions.count(); ++region) count += regions.value(region);
      return count;
    };
    const auto patches = pieces([](int code) { return code != 0 && code != 9; });
    RC_ASSERT(pieces([](int code) { return code == 17 || (code & 32) != 0; }) == patches);
    RC_ASSERT(pieces([](int code) { return code == 17 || (code & 96) != 0; }) == patches);
  }));
}

TEST_CASE("tiles of any size give the same bytes") {
  CHECK(rc::check("tiles", [] {
    const GroundMask ground = anyMask();
    PatternOptions spec = anySpec(ground);
    const auto whole = classifyPattern(ground, spec);
    for (const int tile : {1, 5, 16, 37, 64}) {
      spec.tile = tile;
      RC_ASSERT(classifyPattern(ground, spec) == whole);
    }
  }));
}

TEST_CASE("turned and mirrored, a raster has as many cells of core, edge, perforation and islet") {
  CHECK(rc::check("turn, mirror", [] {
    const GroundMask ground = anyMask();
    const PatternOptions spec = anySpec(ground);
    const auto totals = [&](const GroundMask& mask) { return totalsOf(plainCodes(classifyPattern(mask, spec))); };
    RC_ASSERT(totals(turned(ground)) == totals(ground));
    RC_ASSERT(totals(mirrored(ground)) == totals(ground));
  }));
}

TEST_CASE("an island core in a hole has an edge, the hole around it a perforation") {
  // A ring of core 3 cells wide (edge, core, perforation), a gap of 1, and in it 3 x 3 cells with one core.
  const GroundMask ground =
      maskOf({"...............", ".#############.", ".#############.", ".#############.", ".###.......###.",
              ".###.......###.", ".###.#####.###.", ".###.#####.###.", ".###.#####.###.", ".###.......###.",
              ".###.......###.", ".#############.", ".#############.", ".#############.", "..............."});
  const auto codes = classifyPattern(ground, {});
  const auto totals = totalsOf(codes);
  // Outer square 13 x 13: 48 edge. Core: the frame 11 x 11 without 9 x 9, 40. The hole 9 x 9 without 7 x 7: 32 of
  // perforation, inside. Island 5 x 3: 3 cores, 12 of edge, inside. Hole of 7 x 7 without the island: 34.
  CHECK(totals == Totals{{3, 48}, {17, 40}, {105, 32}, {117, 3}, {103, 12}, {100, 34}});
}

TEST_CASE("what a bridge, a loop and an opening are") {
  // Two cores joined by two arms: one piece that touches both, around an opening that no core encloses.
  const GroundMask joined = maskOf({"................", ".#####....#####.", ".##############.", ".#####....#####.",
                                    ".##############.", ".#####....#####.", "................"});
  const auto bridge = totalsOf(classifyPattern(joined, {}));
  CHECK(bridge == Totals{{17, 18}, {3, 28}, {35, 4}, {33, 8}, {220, 4}});
  // An arm that leads back to its own core; with 8 neighbours its outer corners are not needed for that.
  const GroundMask handle =
      maskOf({"..........", ".#####....", ".########.", ".#####..#.", ".########.", ".#####....", ".........."});
  const auto loop = totalsOf(classifyPattern(handle, {}));
  CHECK(loop == Totals{{17, 9}, {3, 14}, {67, 2}, {65, 5}, {1, 2}, {220, 2}});
}

TEST_CASE("a pattern refuses what it cannot be of") {
  const GroundMask forest = maskOf({"####", "####"});
  const auto refused = [](const GroundMask& ground, int edgeWidth) {
    PatternOptions spec;
    spec.where = "p.toml";
    spec.edgeWidth = edgeWidth;
    try {
      classifyPattern(ground, spec);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refused(forest, 3).empty());
  CHECK(refused(forest, 4) == "p.toml: an edge width of 4 cells in a raster whose longer side has 4 cells");
  CHECK(refused(forest, 0) == "p.toml: an edge width of 0 cells in a raster whose longer side has 4 cells");
  CHECK(refused(maskOf({"..?", "..."}), 1) ==
        "p.toml: there is no foreground: not one cell belongs to what the pattern is of");
}

TEST_CASE("bridges and loops within edges can be shown as edges") {
  CHECK(shownAs(35, true) == 35);
  CHECK(shownAs(35, false) == 3);
  CHECK(shownAs(169, false) == 105);
  CHECK(shownAs(33, false) == 33);
}
