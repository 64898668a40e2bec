#include "geo/carbon/Formula.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/carbon/Curve.h"
#include "geo/carbon/VolumeBiomass.h"
#include "tests/unit/carbon/TestLibrary.h"

using namespace tanhui;
using test::chongqing;

namespace {

struct Both {
  FormulaTape tape{chongqing()};
  Formula formula(const char* key) { return {tape, tape.factor(chongqing().require(key))}; }
  static Estimate estimate(const char* key) {
    const std::uint32_t index = chongqing().require(key);
    return {chongqing()[index].value, index};
  }
};

/// The slopes of a formula by way of its nodes.
Estimate throughNodes(const Formula& formula, const std::vector<Estimate>& nodes) {
  Estimate sum(0.0);
  for (const Formula::Term& term : formula.terms()) sum = sum + Estimate(term.weight) * nodes[term.node];
  return sum;
}

void sameSlopes(const Estimate& a, const Estimate& b) {
  CHECK(a.value() == Approx(b.value()).epsilon(1e-13));
  REQUIRE(a.terms().size() == b.terms().size());
  for (std::size_t i = 0; i < a.terms().size(); ++i) {
    CHECK(a.terms()[i].factor == b.terms()[i].factor);
    CHECK(a.terms()[i].derivative == Approx(b.terms()[i].derivative).epsilon(1e-12).margin(1e-15));
  }
}

template <class Number, class Take>
Number stand(Take&& take, double volume) {
  const ExpansionFactors<Number> f{take("arcm.masson.svd"), take("arcm.masson.bef"), take("arcm.masson.r"),
                                   take("arcm.masson.cf")};
  return f.at(volume).total();
}

template <class Number, class Take>
Number grown(Take&& take, double age) {
  const GrowthCurve<Number> curve{take("growth.cypress_plant.A"),
                                  take("growth.cypress_plant.k"),
                                  take("growth.cypress_plant.c"),
                                  20,
                                  60,
                                  take("growth.cypress_plant.young_rate"),
                                  15};
  return curve.stock(age);
}

}  // namespace

TEST_CASE("a formula written down has the value and the slopes of the same formula with estimates") {
  Both both;
  const auto formula = [&](const char* key) { return both.formula(key); };
  const auto estimate = [](const char* key) { return Both::estimate(key); };
  for (const double x : {3.0, 17.0, 44.5, 90.0}) {
    const Formula tree = stand<Formula>(formula, x), curve = grown<Formula>(formula, x);
    const std::vector<Estimate> nodes = both.tape.estimates();
    sameSlopes(throughNodes(tree, nodes), stand<Estimate>(estimate, x));
    sameSlopes(throughNodes(curve, nodes), grown<Estimate>(estimate, x));
    CHECK(tree.value() == Approx(stand<Estimate>(estimate, x).value()).epsilon(1e-14));
  }
}

TEST_CASE("stands that differ in volume alone share their nodes") {
  Both both;
  const auto formula = [&](const char* key) { return both.formula(key); };
  stand<Formula>(formula, 60);
  const std::size_t nodes = both.tape.size();
  for (int volume = 1; volume < 500; ++volume) stand<Formula>(formula, volume);
  CHECK(both.tape.size() == nodes);
}

TEST_CASE("draws of a tape are what the formula gives with the drawn factors") {
  Both both;
  const auto formula = [&](const char* key) { return both.formula(key); };
  const Formula tree = stand<Formula>(formula, 75), curve = grown<Formula>(formula, 33);
  const std::size_t lanes = 7, count = chongqing().all().size();
  std::vector<double> factors(count * lanes), nodes;
  for (std::size_t f = 0; f < count; ++f)
    for (std::size_t lane = 0; lane < lanes; ++lane)
      factors[f * lanes + lane] =
          chongqing()[static_cast<std::uint32_t>(f)].value * (1 + 0.03 * static_cast<double>(lane));
  both.tape.evaluate(factors, lanes, nodes);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const auto drawn = [&](const char* key) { return factors[chongqing().require(key) * lanes + lane]; };
    const auto sum = [&](const Formula& f) {
      double total = 0;
      for (const Formula::Term& term : f.terms()) total += term.weight * nodes[term.node * lanes + lane];
      return total;
    };
    CHECK(sum(tree) == Approx(stand<double>(drawn, 75)).epsilon(1e-13));
    CHECK(sum(curve) == Approx(grown<double>(drawn, 33)).epsilon(1e-12));
  }
}

TEST_CASE("sums, differences, products and quotients of formulas are those of their values") {
  CHECK(rc::check("arithmetic", [] {
    Both both;
    const char* keys[] = {"arcm.masson.svd", "arcm.masson.bef", "arcm.fir.svd", "pool.grass.veg", "rs.grass"};
    const auto any = [&] {
      Formula f(*rc::gen::inRange(-4, 5) / 2.0);
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        f += both.formula(keys[*rc::gen::inRange(0, 5)]) * Formula(*rc::gen::inRange(-3, 4));
      return f;
    };
    const Formula a = any(), b = any();
    const auto near = [](double x, double y) { return std::abs(x - y) <= 1e-11 * (1 + std::abs(x)); };
    RC_ASSERT(near((a + b).value(), a.value() + b.value()));
    RC_ASSERT(near((a - b).value(), a.value() - b.value()));
    RC_ASSERT(near((a * b).value(), a.value() * b.value()));
    RC_ASSERT(near((-a).value(), -a.value()));
    if (std::abs(b.value()) > 0.1) RC_ASSERT(near((a / b).value(), a.value() / b.value()));
    RC_ASSERT(near(exp(a.scaled(0.01)).value(), std::exp(a.value() / 100)));
  }));
}
