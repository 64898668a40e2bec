#include "geo/carbon/Composition.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

/// "马尾松 0.8, 柏木 0.2"; a name that nobody knows in brackets.
std::string read(std::string_view text) {
  std::string out;
  for (const Composition::Part& part : compositionOf(text).parts)
    out += (out.empty() ? "" : ", ") +
           fmt::format("{} {:g}", part.species ? part.species->nameZh : "[" + part.name + "]", part.share);
  return out;
}

}  // namespace

TEST_CASE("the composition of a stand is read in tenths") {
  CHECK(read("8马2柏") == "马尾松 0.8, 柏木 0.2");
  CHECK(read("10松") == "马尾松 1");
  CHECK(read("6杉3马1阔+栎") == "杉木 0.6, 马尾松 0.3, 阔叶混 0.1");
  CHECK(read("7栎3枫-桦") == "栎类 0.7, 枫香 0.3");
  CHECK(read("10杉+马-柏") == "杉木 1");
  CHECK(read("5马尾松5柏木") == "马尾松 0.5, 柏木 0.5");
  CHECK(read(" 8 马 2 柏 ") == "马尾松 0.8, 柏木 0.2");
  CHECK(read("８马２柏＋栎") == "马尾松 0.8, 柏木 0.2");
  CHECK(read("5马2柏3马尾") == "马尾松 0.8, 柏木 0.2");
}

TEST_CASE("a species that nobody knows keeps its share and its name") {
  CHECK(read("8马2犇") == "马尾松 0.8, [犇] 0.2");
}

TEST_CASE("what does not add up to ten tenths, or is no composition, is not understood") {
  for (const char* wrong : {"", "马尾松", "8马", "8马3柏", "8马2", "+栎", "0马10柏", "100马", "10", "4294967306马"})
    CHECK(read(wrong).empty());
}

TEST_CASE("any tenths of known species come back as they were written") {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"马", "马尾松"}, {"柏", "柏木"}, {"杉", "杉木"}, {"栎", "栎类"}, {"枫香", "枫香"}};
  CHECK(rc::check("compositions", [&] {
    std::string text, expected;
    int left = 10;
    for (std::size_t i = 0; i < names.size() && left > 0; ++i) {
      const int tenths = i + 1 == names.size() ? left : *rc::gen::inRange(0, left + 1);
      if (tenths == 0) continue;
      text += fmt::format("{}{}", tenths, names[i].first);
      expected += fmt::format("{}{} {:g}", expected.empty() ? "" : ", ", names[i].second, tenths / 10.0);
      left -= tenths;
    }
    RC_ASSERT(read(text) == expected);
  }));
}
