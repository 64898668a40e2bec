#include "geo/series/YearCarbon.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/series/Correlation.h"

#include "geo/account/SeriesWeights.h"
#include "geo/series/Baseline.h"
#include "geo/series/ErrorPropagation.h"
#include "tests/unit/account/TestCounty.h"

using namespace tanhui;
using namespace tanhui::test;

TEST_CASE("the carbon of a year, summed by the ledger, is the year of the series") {
  CHECK(rc::check("stock, flux and gases of every scenario", [] {
    County county = anyCounty();
    const AnnualSeries series = county.series();
    CourseMaker courses = county.courses();
    const int year = *rc::gen::inRange(county.years.base, county.years.horizon + 1);
    std::vector<LedgerLine> region;
    for (const LedgerLine& line : county.lines)
      if (line.zone == kWholeRegion) region.push_back(line);
    for (std::uint32_t s = 0; s < series.scenarios.size(); ++s) {
      const YearCarbon carbon = carbonOfYear(courses, county.bench->tape, chongqing(), county.strata.size(), s, year);
      const Totals totals = sumUp(region, carbon.carbon, chongqing().all().size());
      const YearFigures& figures =
          series.scenarios[s].total().years[static_cast<std::size_t>(year - county.years.base)];
      const double scale = figures.totalStock();
      for (std::size_t pool = 0; pool < kPools; ++pool)
        RC_ASSERT(close(totals.carbon.stock[pool], figures.stock[pool], scale));
      RC_ASSERT(close(totals.carbon.flux(), figures.flux, scale));
      RC_ASSERT(close(totals.carbon.nonCo2, figures.nonCo2(), scale));
    }
  }));
}

TEST_CASE("in the base year the errors are those of the baseline account") {
  CHECK(rc::check("sensitivities", [] {
    County county = anyCounty();
    CourseMaker courses = county.courses();
    const YearCarbon year =
        carbonOfYear(courses, county.bench->tape, chongqing(), county.strata.size(), 0, county.years.base);
    const auto baseline = baselineCarbon(county.bench->accountant, county.strata, county.years);
    const Totals a = sumUp(county.lines, year.carbon, chongqing().all().size());
    const Totals b = sumUp(county.lines, baseline, chongqing().all().size());
    RC_ASSERT(close(a.stockSe, b.stockSe, b.stockSe));
    RC_ASSERT(close(a.fluxSe, b.fluxSe, b.stockSe));
    RC_ASSERT(close(a.nonCo2Se, b.nonCo2Se, b.stockSe));
    RC_ASSERT(close(a.agricultureSe, b.agricultureSe, b.stockSe));
    RC_ASSERT(close(a.lulucfSe, b.lulucfSe, b.stockSe));
    RC_ASSERT(close(a.netSe, b.netSe, b.stockSe));
  }));
}

TEST_CASE("the errors of a year are those of Approach 1 by the weights of the series") {
  CHECK(rc::check("stock of every scenario, net of the baseline", [] {
    County county = anyCounty();
    for (Stratum& stratum : county.strata)
      stratum.age = std::floor(stratum.age);  // between them the weights interpolate
    std::erase_if(county.lines, [](const LedgerLine& line) { return line.zone != kWholeRegion; });
    CourseMaker courses = county.courses();
    const FormulaTape& tape = county.bench->tape;
    const SeriesWeights weights = seriesWeights(courses, county.lines, county.strata.size(), 0, county.years);
    const PropagationResult errors = propagateErrors(tape, chongqing(), weights.rows, {}, {});
    const int year = *rc::gen::inRange(county.years.base, county.years.horizon + 1);
    const auto at = static_cast<std::size_t>(year - county.years.base);
    for (std::size_t i = 0; i < weights.labels.size(); ++i) {
      const WeightedRow& label = weights.labels[i];
      if (label.additional || !label.classKey.empty() || weights.rows[i].parts.empty()) continue;
      const YearCarbon carbon = carbonOfYear(courses, tape, chongqing(), county.strata.size(), label.scenario, year);
      ErrorRules rules(chongqing());
      rules.ties = tieFactors(chongqing(), {});  // as the propagation does
      const Totals totals = sumUp(county.lines, carbon.carbon, rules);
      RC_ASSERT(close(totals.stockSe, errors.rows[i].stockSe[at + 1], totals.carbon.total()));
      // What is felled in a scenario goes into products, which are in the net of a row and in no pool.
      if (label.scenario == 0) RC_ASSERT(close(totals.netSe, errors.rows[i].netSe[at], totals.carbon.total()));
    }
  }));
}
