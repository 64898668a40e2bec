#include "geo/carbon/Units.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace tanhui;

TEST_CASE("One hectare is fifteen mu, and a tonne of carbon is 44/12 tonnes of CO2") {
  CHECK(inUnits(Quantity::area, 2, {CarbonUnit::tC, AreaUnit::mu}) == 30);
  CHECK(inUnits(Quantity::area, 2, {CarbonUnit::wanTCO2e, AreaUnit::ha}) == 2);
  CHECK(inUnits(Quantity::stock, 12, {CarbonUnit::tCO2e, AreaUnit::mu}) == Approx(44));
  CHECK(inUnits(Quantity::stock, 30000, {CarbonUnit::wanTC, AreaUnit::ha}) == Approx(3));
  CHECK(inUnits(Quantity::flux, 30000, {CarbonUnit::wanTCO2e, AreaUnit::ha}) == Approx(11));
}

TEST_CASE("Densities are never in 万吨, and CO2e gases are never multiplied again") {
  CHECK(inUnits(Quantity::stockDensity, 30, {CarbonUnit::wanTC, AreaUnit::mu}) == Approx(2));
  CHECK(inUnits(Quantity::fluxDensity, 3, {CarbonUnit::wanTCO2e, AreaUnit::ha}) == Approx(11));
  CHECK(inUnits(Quantity::co2eFlux, 5e4, {CarbonUnit::tC, AreaUnit::ha}) == 5e4);
  CHECK(inUnits(Quantity::co2eFlux, 5e4, {CarbonUnit::wanTC, AreaUnit::ha}) == Approx(5));
  CHECK(inUnits(Quantity::co2eFluxDensity, 15, {CarbonUnit::tCO2e, AreaUnit::mu}) == Approx(1));
}

TEST_CASE("Unit names say carbon or CO2e, per what, and in both languages") {
  const Units wan{CarbonUnit::wanTC, AreaUnit::ha}, co2e{CarbonUnit::tCO2e, AreaUnit::mu};
  CHECK(unitName(Quantity::stock, wan, Language::zh) == "万吨碳");
  CHECK(unitName(Quantity::flux, wan, Language::zh) == "万吨碳/年");
  CHECK(unitName(Quantity::co2eFlux, wan, Language::zh) == "万吨CO2e/年");
  CHECK(unitName(Quantity::stockDensity, wan, Language::zh) == "吨碳/公顷");
  CHECK(unitName(Quantity::fluxDensity, co2e, Language::zh) == "吨CO2e/亩/年");
  CHECK(unitName(Quantity::stock, co2e, Language::en) == "tCO2e");
  CHECK(unitName(Quantity::area, co2e, Language::en) == "mu");
}

TEST_CASE("Numbers for people: significance, separators, dashes") {
  CHECK(significant(1234567.8, 4) == "1,235,000");
  CHECK(significant(1234567.8, 9) == "1,234,567.80");
  CHECK(significant(0.012345, 3) == "0.0123");
  CHECK(significant(-65.43, 3) == "−65.4");
  CHECK(significant(0, 4) == "0");
  CHECK(significant(-0.0, 4) == "0");
  CHECK(significant(std::nan(""), 4) == "–");
  CHECK(significant(std::numeric_limits<double>::infinity(), 4) == "–");
  CHECK(significant(999.96, 4) == "1,000.0");
  CHECK(trimmed(20, 5) == "20");
  CHECK(trimmed(1.785, 5) == "1.785");
  CHECK(trimmed(1200, 3) == "1,200");
  CHECK(percent(0.1234) == "12.3%");
  CHECK(percent(std::nan("")) == "–");
}

TEST_CASE("A column is rounded by its largest number, and a small one never prints as nothing") {
  CHECK(significant(3.14159, 5, 12345.6) == "3");
  CHECK(significant(0.0042, 5, 612.3) == "0.0042");
  CHECK(significant(41.25, 5, 612.3) == "41.25");
  CHECK(significant(1e-13, 5, 612.3) == "0");
}

TEST_CASE("Rounding stays within half a step") {
  CHECK(rc::check("error of significant() is below half a unit of its last digit", [] {
    const auto mantissa = static_cast<double>(*rc::gen::inRange(1, 100000000)) / 1e4;
    const int power = *rc::gen::inRange(-3, 6);
    const double value = mantissa * std::pow(10.0, power);
    const int digits = *rc::gen::inRange(2, 7);
    std::string shown = significant(value, digits);
    std::erase(shown, ',');
    const double step = std::pow(10.0, std::floor(std::log10(value)) - digits + 1);
    RC_ASSERT(std::abs(std::stod(shown) - value) <= step * 0.5000001 + value * 1e-12);
  }));
}
