#include "geo/influence/InfluenceStudy.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;
using Catch::Contains;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

FactorColumn kinds(std::string name, const std::vector<std::string>& of) { return factorOfKinds(std::move(name), of); }

}  // namespace

TEST_CASE("A study of kinds keeps every number and says what it left out") {
  const std::vector<double> response{1, 2, 3, 4, 5, 6, 7, kMissing};
  const std::vector<FactorColumn> factors{kinds("soil", {"x", "y", "y", "y", "z", "z", "z", "w"}),
                                          kinds("slope", {"a", "a", "b", "b", "c", "c", "c", "c"})};
  const InfluenceStudy study = studyInfluence(response, factors, {}, "t.csv");
  CHECK(study.units == 7);
  CHECK(study.missing == 1);
  REQUIRE(study.factors.size() == 2);
  CHECK(study.factors[0].method == "kinds");
  CHECK(study.factors[0].power.q == Approx(0.7714285714285714));
  CHECK(study.factors[0].power.dropped == 1);
  CHECK(study.factors[0].used);
  CHECK(study.factors[1].power.q == Approx(0.8928571428571429));
  // Both together: x a, y a, y b y b, z c z c z c: two strata of more than one unit, 3 4 and 5 6 7.
  REQUIRE(study.pairs.size() == 1);
  CHECK(study.pairs[0].n == 5);
  CHECK(study.pairs[0].dropped == 2);
  CHECK(study.pairs[0].qBoth == Approx(1 - 2.5 / 10));
  // Risk: strata of two units and more, in pairs; the mean of the lone stratum is told without a test.
  CHECK(study.strata.size() == 6);
  CHECK(study.risks.size() == 1 + 3);
}

TEST_CASE("Figures are studied in every number of classes, and the best is used") {
  std::vector<double> response, figures;
  for (int i = 0; i < 60; ++i) {
    figures.push_back(i);
    response.push_back((i / 15) * 10 + i % 3);  // four steps
  }
  StudySettings settings;
  settings.methods = {ClassMethod::equal, ClassMethod::quantile, ClassMethod::natural};
  const InfluenceStudy study =
      studyInfluence(response, std::vector<FactorColumn>{factorOfFigures("height", figures)}, settings, "t.csv");
  CHECK(study.factors.size() == 3 * 6);
  const StudiedFactor* used = usedOf(study, "height");
  REQUIRE(used != nullptr);
  CHECK(used->classes == 8);  // four steps fall into eight classes as well, and q never falls when classes are parted
  for (const StudiedFactor& one : study.factors) CHECK(one.power.q <= used->power.q);
  CHECK(usedOf(study, "depth") == nullptr);
}

TEST_CASE("The figures of units without a response do not move the bounds") {
  std::vector<double> response{1, 2, 3, 4, 5, 6}, figures{1, 2, 3, 4, 5, 6};
  StudySettings settings;
  settings.methods = {ClassMethod::equal};
  settings.leastClasses = settings.mostClasses = 3;
  const double q =
      studyInfluence(response, std::vector{factorOfFigures("x", figures)}, settings, "t").factors[0].power.q;
  response.push_back(kMissing);
  figures.push_back(900);
  CHECK(studyInfluence(response, std::vector{factorOfFigures("x", figures)}, settings, "t").factors[0].power.q == q);
}

TEST_CASE("A response that does not vary, and a factor of one stratum, are named") {
  const std::vector<FactorColumn> one{kinds("soil", {"x", "x", "x", "y"})};
  CHECK_THROWS_WITH(requireUsable(studyInfluence(std::vector<double>{1, 2, 3, 4}, one, {}, "t.csv"), "t.csv"),
                    Contains("t.csv") && Contains("soil"));
  CHECK_THROWS_WITH(studyInfluence(std::vector<double>{2, 2, 2, kMissing}, one, {}, "t.csv"),
                    Contains("the same in all 3"));
  CHECK_THROWS_WITH(studyInfluence(std::vector<double>{kMissing, kMissing, kMissing, kMissing}, one, {}, "t.csv"),
                    Contains("0 units"));
}
