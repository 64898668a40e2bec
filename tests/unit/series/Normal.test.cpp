#include "geo/series/detail/Normal.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/series/detail/Philox.h"

using namespace tanhui;

TEST_CASE("the quantile of the normal distribution, at the check values of AS 241 and across its three pieces") {
  CHECK(normalQuantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(normalQuantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(normalQuantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
  CHECK(normalQuantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
  CHECK(normalQuantile(0.5) == 0);
  for (int i = 0; i < 130; ++i) {
    const double p = 1e-18 * std::pow(1.37, i);
    CHECK(normalCdf(normalQuantile(p)) == Approx(p).epsilon(1e-13));
    if (p > 1e-3) CHECK(normalQuantile(1 - p) == Approx(-normalQuantile(p)).epsilon(1e-12));
  }
}

TEST_CASE("Philox4x32-10 gives the words of the known answers of its authors (Random123)") {
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}
