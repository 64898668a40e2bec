#include "geo/influence/Classes.h"

#include <cmath>
#include <limits>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Sum of squares about the class means.
double squaresWithinClasses(const std::vector<double>& values, const std::vector<double>& breaks) {
  const std::vector<int> classes = classesOf(values, breaks);
  double squares = 0;
  for (int c = 0; c <= static_cast<int>(breaks.size()); ++c) {
    double n = 0, sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (classes[i] == c) {
        n += 1;
        sum += values[i];
      }
    for (std::size_t i = 0; i < values.size(); ++i)
      if (classes[i] == c) squares += (values[i] - sum / n) * (values[i] - sum / n);
  }
  return squares;
}

/// The least of all ways to choose `left` more breaks among the values from `from` on.
double leastByTrial(const std::vector<double>& values, std::vector<double>& breaks, int left) {
  double least = squaresWithinClasses(values, breaks);
  if (left == 0) return least;
  for (const double value : values) {
    if (!breaks.empty() && value <= breaks.back()) continue;
    breaks.push_back(value);
    least = std::min(least, leastByTrial(values, breaks, left - 1));
    breaks.pop_back();
  }
  return least;
}

}  // namespace

TEST_CASE("Classes of equal width and of equal count, by hand") {
  const std::vector<double> values{0, 1, 2, 3, 10};
  CHECK(classBreaks(values, ClassMethod::equal, 4) == std::vector<double>{2.5, 5, 7.5});
  CHECK(classesOf(values, std::vector<double>{2.5, 5, 7.5}) == std::vector<int>{0, 0, 0, 1, 3});
  CHECK(classBreaks(values, ClassMethod::quantile, 4) == std::vector<double>{1, 2, 3});
  CHECK(classBreaks(values, ClassMethod::quantile, 3)[0] == Approx(4.0 / 3));  // R: quantile(type = 7)
  CHECK(classesOf(std::vector<double>{kNone, 1, 2}, std::vector<double>{1}) == std::vector<int>{-1, 0, 1});
}

TEST_CASE("Equal figures stay together") {
  CHECK(classBreaks(std::vector<double>{0, 0, 0, 0, 0, 0, 7, 8}, ClassMethod::quantile, 4) ==
        std::vector<double>{0, 1.75});
  CHECK(classBreaks(std::vector<double>{4, 4, 4}, ClassMethod::equal, 3).empty());
  CHECK(classBreaks(std::vector<double>{4, 4, 4}, ClassMethod::natural, 3).empty());
  CHECK(classBreaks(std::vector<double>{kNone}, ClassMethod::quantile, 3).empty());
}

TEST_CASE("Natural breaks part what lies together") {
  CHECK(classBreaks(std::vector<double>{12, 1, 30, 2, 11, 31, 3, 13}, ClassMethod::natural, 3) ==
        std::vector<double>{3, 13});
}

TEST_CASE("Natural breaks have the least squares of all breaks there are") {
  rc::check([] {
    const auto raw = *rc::gen::container<std::vector<int>>(11, rc::gen::inRange(0, 40));
    const int classes = *rc::gen::inRange(2, 5);
    std::vector<double> values(raw.begin(), raw.end()), none;
    std::sort(values.begin(), values.end());
    const double found = squaresWithinClasses(values, classBreaks(values, ClassMethod::natural, classes));
    RC_ASSERT(std::abs(found - leastByTrial(values, none, classes - 1)) < 1e-9);
  });
}

TEST_CASE("Names of the methods") {
  CHECK(classMethodNamed("natural") == ClassMethod::natural);
  CHECK(classMethodName(ClassMethod::quantile) == "quantile");
  CHECK_FALSE(classMethodNamed("jenks"));
}
