#include "geo/account/PlusMinus.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cmath>

using namespace tanhui;

TEST_CASE("A figure and its range are rounded where the range has its second digit") {
  // 1.96 x 630.59 = 1,235.96
  CHECK(plusMinus(8694.22, 630.59, Language::en) == "8,700 ± 1,200");
  CHECK(plusMinus(36.84, 10.54, Language::zh) == "37 ± 21");
  CHECK(plusMinus(-329.91, 82.55, Language::en) == "−330 ± 160");
  CHECK(plusMinus(0.012342, 0.00021, Language::en) == "0.01234 ± 0.00041");
  CHECK(plusMinus(12, 5000, Language::en) == "0 ± 9,800");
  CHECK(plusMinus(0, 41.3, Language::en) == "0 ± 81");
}

TEST_CASE("Without any range a figure says so, nothing needs none, and what is open stays open") {
  CHECK(plusMinus(8694.22, 0, Language::en) == "8,694 (no range known)");
  CHECK(plusMinus(8694.22, 0, Language::zh) == "8,694（无已知误差范围）");
  CHECK(plusMinus(0, 0, Language::en) == "0");
  CHECK(plusMinus(8694.22, std::nan(""), Language::en) == "8,694");
  const auto cell = [](double value, double se) {
    return plain(halfRange(Quantity::stock, value, se, Language::en), {CarbonUnit::tC, AreaUnit::ha}, Language::en);
  };
  CHECK(cell(100, 0) == "not known");
  CHECK(cell(0, 0) == "0");
  CHECK(cell(100, std::nan("")) == "–");
  CHECK(cell(100, 10) == "20");
}

TEST_CASE("The rounding follows the units in which it is read") {
  const Inlines stock = withRange(Quantity::stock, 5.2e6, 4.559e5, Language::zh);
  CHECK(plain(stock, {CarbonUnit::tC, AreaUnit::ha}, Language::zh) == "5,200,000 ± 890,000");
  CHECK(plain(stock, {CarbonUnit::wanTC, AreaUnit::ha}, Language::zh) == "520 ± 89");
}

TEST_CASE("What is shown differs from the value by less than a twentieth of its range") {
  CHECK(rc::check("rounding", [] {
    const double value = *rc::gen::inRange(-1'000'000, 1'000'000) / 7.0, se = *rc::gen::inRange(1, 100'000) / 13.0;
    std::string shown = plusMinus(value, se, Language::en);
    shown = shown.substr(0, shown.find(" ±"));
    std::erase(shown, ',');
    const bool minus = shown.starts_with("−");
    const double number = std::stod(minus ? shown.substr(std::string("−").size()) : shown);
    RC_ASSERT(std::abs((minus ? -number : number) - value) <= 0.0501 * 1.96 * se);
  }));
}
