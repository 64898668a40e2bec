#include "geo/base/Nearest.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>

using namespace tanhui;

namespace {

/// The definition, word for word: the least over all last steps.
int byDefinition(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size());
  const std::string a1 = a.substr(0, a.size() - 1), b1 = b.substr(0, b.size() - 1);
  int least = std::min(
      {byDefinition(a1, b) + 1, byDefinition(a, b1) + 1, byDefinition(a1, b1) + (a.back() == b.back() ? 0 : 1)});
  if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && b.back() == a[a.size() - 2])
    least = std::min(least, byDefinition(a.substr(0, a.size() - 2), b.substr(0, b.size() - 2)) + 1);
  return least;
}

std::string shortWord() {
  const auto length = *rc::gen::inRange<std::size_t>(0, 6);
  return *rc::gen::container<std::string>(length, rc::gen::element('a', 'b', 'c'));
}

}  // namespace

TEST_CASE("edit distance counts characters, swaps included") {
  CHECK(editDistance("cell_size", "cell_size") == 0);
  CHECK(editDistance("cel_size", "cell_size") == 1);
  CHECK(editDistance("cell_szie", "cell_size") == 1);
  CHECK(editDistance("Cell_Size", "cell_size") == 0);
  CHECK(editDistance("", "abc") == 3);
  CHECK(editDistance("优势树种", "优势树中") == 1);
}

TEST_CASE("edit distance equals its definition and is symmetric") {
  CHECK(rc::check([] {
    const std::string a = shortWord(), b = shortWord();
    RC_ASSERT(editDistance(a, b) == byDefinition(a, b));
    RC_ASSERT(editDistance(a, b) == editDistance(b, a));
  }));
}

TEST_CASE("the nearest word is near or none") {
  constexpr std::array<std::string_view, 4> words = {"name", "source", "sublayer", "class"};
  CHECK(nearest("soruce", words) == "source");
  CHECK(nearest("clas", words) == "class");
  CHECK(nearest("sub_layer", words) == "sublayer");
  CHECK(nearest("volume", words).empty());
  CHECK(nearest("nm", words).empty());
  CHECK(nearest(std::string(100'000, 'x'), words).empty());
}

TEST_CASE("names of fields are offered, Chinese ones too") {
  const std::array<std::string, 3> names = {"优势树种", "每公顷蓄积", "DLBM"};
  CHECK(nearest("优势树钟", names) == "优势树种");
  CHECK(nearest("DLBN", names) == "DLBM");
  CHECK(nearest("公顷蓄积", names) == "每公顷蓄积");
  CHECK(nearest("altitude", names).empty());
  CHECK(nearest("x", std::span<const std::string>()).empty());
}
