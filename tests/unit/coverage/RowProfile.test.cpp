#include "geo/coverage/detail/RowProfile.h"

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

CellPiece piece(std::uint32_t feature, int sign, double v0, double v1) { return {0, 0, feature, sign, 0, v0, 0, v1}; }

void pass(RowProfile& profile, std::vector<CellPiece> pieces) { profile.pass(pieces); }

}  // namespace

TEST_CASE("a row profile is the sum of the boundary to the west") {
  RowProfile profile;
  pass(profile, {piece(3, 1, 0, 0.25), piece(3, 1, 0.25, 1), piece(8, 1, 0.5, 0.75)});
  REQUIRE(profile.steps().size() == 3);
  CHECK(profile.steps()[0].feature == 3);  // one step: the two pieces join at 0.25
  CHECK(profile.steps()[0].v == 0);
  CHECK(profile.steps()[0].change == 1);
  CHECK(profile.steps()[1].v == 0.5);
  CHECK(profile.steps()[2].v == 0.75);
  CHECK(profile.steps()[2].change == -1);

  SECTION("what goes up again leaves nothing behind") {
    pass(profile, {piece(3, -1, 0, 0.125), piece(3, -1, 0.125, 1), piece(8, -1, 0.5, 0.75)});
    CHECK(profile.steps().empty());
  }
  SECTION("a piece of another feature is put in between") {
    pass(profile, {piece(5, 1, 0, 1)});
    REQUIRE(profile.steps().size() == 4);
    CHECK(profile.steps()[1].feature == 5);
  }
  SECTION("clear") {
    profile.clear();
    CHECK(profile.steps().empty());
  }
}
