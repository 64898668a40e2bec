#include "geo/carbon/VolumeBiomass.h"

#include <catch2/catch.hpp>

using namespace tanhui;

// Parameters: AR-CM-001-V01 (SVD, BEF, R, CF); Li Y. et al. 2016, doi:10.17521/cjpe.2015.0193, Table 1 (a, b).

TEST_CASE("the expansion-factor form gives whole-tree carbon of 60 m3/ha") {
  const ExpansionFactors<double> masson{0.38, 1.472, 0.187, 0.46}, cypress{0.478, 1.732, 0.22, 0.51};
  CHECK(masson.at(60).total() == Approx(18.325).margin(5e-4));
  CHECK(cypress.at(60).total() == Approx(30.907).margin(5e-4));
  CHECK(masson.at(60).below / masson.at(60).above == Approx(0.187));
}

TEST_CASE("the continuous function gives whole-tree carbon of 60 m3/ha") {
  const ContinuousFunction<double> masson{0.5034, 20.547, 1, 0.187, 0.46}, cypress{0.6129, 46.1451, 1, 0.22, 0.51};
  CHECK(masson.at(60).total() == Approx(23.345).margin(5e-4));
  CHECK(cypress.at(60).total() == Approx(42.289).margin(5e-4));
  CHECK(masson.at(60).below / masson.at(60).above == Approx(0.187));
}

TEST_CASE("IPCC Eq 2.8 converts by one factor per size class") {
  const BiomassConversion<double> pine{0.75, 0.23, 0.51};
  CHECK(pine.at(80).above == Approx(80 * 0.75 * 0.51));
  CHECK(pine.at(80).total() == Approx(80 * 0.75 * 0.51 * 1.23));
  CHECK(bcefClass(0.1) == 0);
  CHECK(bcefClass(20) == 0);
  CHECK(bcefClass(20.1) == 1);
  CHECK(bcefClass(100) == 2);
  CHECK(bcefClass(200) == 3);
  CHECK(bcefClass(200.1) == 4);
}

TEST_CASE("the automatic rule goes over from one equation to the other between 60 and 140 m3/ha") {
  using enum VolumeEquation;
  CHECK(continuousShare(automatic, 0) == 0);
  CHECK(continuousShare(automatic, 60) == 0);
  CHECK(continuousShare(automatic, 80) == Approx(0.25));
  CHECK(continuousShare(automatic, 100) == Approx(0.5));
  CHECK(continuousShare(automatic, 140) == 1);
  CHECK(continuousShare(automatic, 500) == 1);
  CHECK(continuousShare(expansion, 500) == 0);
  CHECK(continuousShare(continuous, 5) == 1);
}
