#include "geo/base/DisplayWidth.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("Chinese characters take two columns") {
  CHECK(displayWidth("") == 0);
  CHECK(displayWidth("stock") == 5);
  CHECK(displayWidth("碳储量") == 6);
  CHECK(displayWidth("（马尾松，33 年）") == 17);
  CHECK(displayWidth("± 5 %") == 5);
}
