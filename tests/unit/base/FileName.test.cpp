#include "geo/base/FileName.h"

#include <catch2/catch.hpp>

#include "geo/base/File.h"

using namespace tanhui;

TEST_CASE("a name of people becomes a part of a file name that nothing minds") {
  CHECK(safeFileName("森林格局") == "森林格局");
  CHECK(safeFileName("a b/c\\d.e:f*?\"<>|\n") == "a_b_c_d_e_f_______");
  CHECK(safeFileName("../up") == "___up");
  CHECK(safeFileName("A-1_b") == "A-1_b");
  CHECK(safeFileName("").empty());
}

TEST_CASE("a long name is cut between characters") {
  std::string name = "x";
  for (int i = 0; i < 60; ++i) name += "林";  // 3 bytes each: 99 bytes would end inside one
  const std::string safe = safeFileName(name);
  CHECK(safe.size() == 100);
  CHECK(isUtf8(safe));
  CHECK(isUtf8(safeFileName("xx" + name)));
}
