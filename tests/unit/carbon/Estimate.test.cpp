#include "geo/carbon/Estimate.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <vector>

using namespace tanhui;

namespace {

/// Some formula of three factors that uses every operation.
template <class Number>
Number formula(const Number& x, const Number& y, const Number& z) {
  using std::exp;
  using std::pow;
  return (x * y - z) / (x + y) + pow(x, y) * exp(-z) - Number(2.0) * x;
}

double at(std::vector<double> v) { return formula(v[0], v[1], v[2]); }

}  // namespace

TEST_CASE("an estimate's derivatives are those of central differences") {
  CHECK(rc::check([] {
    std::vector<double> v;
    for (int i = 0; i < 3; ++i) v.push_back(0.5 + 0.001 * *rc::gen::inRange(0, 2000));
    const Estimate e = formula(Estimate(v[0], 4), Estimate(v[1], 9), Estimate(v[2], 7));
    RC_ASSERT(e.value() == at(v));
    RC_ASSERT(e.terms().size() == 3U);
    const std::size_t place[] = {0, 2, 1};  // terms come by factor: 4, 7, 9
    for (std::size_t i = 0; i < 3; ++i) {
      std::vector<double> up = v, down = v;
      up[place[i]] += 1e-5;
      down[place[i]] -= 1e-5;
      const double slope = (at(up) - at(down)) / 2e-5;
      RC_ASSERT(std::abs(e.terms()[i].derivative - slope) < 1e-6 * (1 + std::abs(slope)));
    }
  }));
}

TEST_CASE("a factor used twice counts once, with both slopes") {
  const Estimate x(3.0, 1);
  const Estimate square = x * x;
  REQUIRE(square.terms().size() == 1);
  CHECK(square.terms()[0].derivative == 6);
  CHECK((x - x).terms()[0].derivative == 0);
}

TEST_CASE("a power of nothing is nothing, without a slope") {
  const Estimate nothing = pow(Estimate(0.0, 1), Estimate(1.3, 2));
  CHECK(nothing.value() == 0);
  for (const Estimate::Term& term : nothing.terms()) CHECK(term.derivative == 0);
}
