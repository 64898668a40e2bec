#include "geo/carbon/Curve.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("Chapman-Richards gives the figures of FLINT.Example's growth module") {
  // moja-global FLINT.Example, growthmoduletests.cpp: AGB(age) = max (1 - exp(-k age))^(1 / (1 - m)), max 52, k 0.037,
  // m 0.5; roots 0.24 of it; carbon fractions 0.49 above and 0.48 below.
  const double power = 1 / (1 - 0.5);
  struct Row {
    double age, agb, above, below;
  };
  const Row rows[] = {{1, 0.0686100034, 0.0336189017, 0.0079038724},
                      {10, 4.9735532208, 2.4370410782, 0.5729533310},
                      {20, 14.2173125818, 6.9664831651, 1.6378344094},
                      {50, 36.9329580798, 18.0971494591, 4.2546767708}};
  for (const Row& row : rows) {
    const double agb = chapmanRichards(52.0, 0.037, power, row.age);
    CHECK(agb == Approx(row.agb).epsilon(1e-9));
    CHECK(agb * 0.49 == Approx(row.above).epsilon(1e-9));
    CHECK(agb * 0.24 * 0.48 == Approx(row.below).epsilon(1e-9));
  }
}

TEST_CASE("Chapman-Richards reproduces hand-computed stands fitted to Li et al. 2016") {
  // Curves fitted to the age-group means of Li Y. et al. 2016, doi:10.17521/cjpe.2015.0193, Table 5.
  const auto broadleaf = [](double age) { return chapmanRichards(44.3178, 0.0730973, 1.3, age); };
  CHECK(broadleaf(10) == Approx(18.872).margin(5e-4));
  CHECK(broadleaf(20) == Approx(31.456).margin(5e-4));
  CHECK(broadleaf(30) == Approx(37.999).margin(5e-4));
  const auto masson = [](double age) { return chapmanRichards(67.28, 0.0264924, 1.3, age); };
  CHECK(masson(10) == Approx(10.111).margin(5e-4));
  CHECK(masson(20) == Approx(21.198).margin(5e-4));
  CHECK(masson(30) == Approx(30.805).margin(5e-4));
  CHECK(chapmanRichards(40.4156, 0.049096, 1.3, 20) == Approx(21.956).margin(5e-4));
}

namespace {

const GrowthCurve<double> kMasson{67.28, 0.0264924, 1.3, 3, 50, 0, 0};
const GrowthCurve<double> kCypress{40.5636, 0.0559947, 1.3, 30.5, 60, 0.8, 20};

}  // namespace

TEST_CASE("a growth curve is used inside its ages, and leads there in a straight line from nothing") {
  CHECK(kMasson.stock(20) == chapmanRichards(67.28, 0.0264924, 1.3, 20));
  CHECK(kMasson.stock(0) == 0);
  CHECK(kMasson.stock(1) == Approx(kMasson.stock(3) / 3));
  CHECK(kMasson.stock(80) == kMasson.stock(50));
  CHECK(kMasson.growth(80) == 0);
  CHECK(kMasson.growth(0) == 0);
}

TEST_CASE("a young phase grows at its own rate, then in a straight line to the curve") {
  CHECK(kCypress.stock(10) == Approx(8));
  CHECK(kCypress.growth(10) == Approx(0.8));
  CHECK(kCypress.stock(20) == Approx(16));
  const double middle = (16 + chapmanRichards(40.5636, 0.0559947, 1.3, 30.5)) / 2;
  CHECK(kCypress.stock(25.25) == Approx(middle));
  CHECK(kCypress.stock(40) == chapmanRichards(40.5636, 0.0559947, 1.3, 40));
}

TEST_CASE("a growth curve never falls nor jumps, and yearly growth adds up to the stock") {
  CHECK(rc::check([] {
    const double age = 0.01 * *rc::gen::inRange(0, 12000);
    for (const GrowthCurve<double>& curve : {kMasson, kCypress}) {
      const double step = curve.stock(age + 1e-6) - curve.stock(age);
      RC_ASSERT(step >= 0);
      RC_ASSERT(step < 1e-4);
    }
  }));
  double sum = 0;
  for (int age = 1; age <= 70; ++age) sum += kCypress.growth(age);
  CHECK(sum == Approx(kCypress.stock(70)).epsilon(1e-12));
}
