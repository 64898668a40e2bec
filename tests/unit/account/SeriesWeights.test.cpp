#include "geo/account/SeriesWeights.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "tests/unit/account/TestCounty.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

double valueOf(const FormulaTape& tape, const std::vector<FormulaTape::Term>& terms) {
  double sum = 0;
  for (const FormulaTape::Term& term : terms) sum += term.weight * tape.value(term.node);
  return sum;
}

}  // namespace

TEST_CASE("weights of a series, with the library's own figures, are the series") {
  CHECK(rc::check("totals, classes and what scenarios add", [] {
    County county = anyCounty();
    // Between whole ages the weights interpolate.
    for (Stratum& stratum : county.strata) stratum.age = std::floor(stratum.age);
    const AnnualSeries series = county.series();
    std::vector<std::int32_t> groups;
    for (std::size_t i = 0; i < county.strata.size(); ++i) groups.push_back(*rc::gen::inRange(-1, 3));
    CourseMaker courses = county.courses();
    const SeriesWeights weights = seriesWeights(courses, county.lines, county.strata.size(), 3, county.years, groups);
    RC_ASSERT(weights.labels.size() == weights.rows.size());
    for (std::size_t i = 0; i < weights.rows.size(); ++i) {
      const WeightedRow& label = weights.labels[i];
      const std::vector<SeriesRow>& rows = series.scenarios[label.scenario].rows;
      const auto row = std::find_if(rows.begin(), rows.end(), [&](const SeriesRow& r) {
        return r.zone == label.zone && r.classKey == label.classKey;
      });
      RC_ASSERT(row != rows.end());
      for (std::size_t y = 0; y < row->years.size(); ++y) {
        double stock = 0, before = 0, gases = 0, agriculture = 0;
        for (const UncertainRow::Part& part : weights.rows[i].parts) {
          stock += valueOf(county.bench->tape, part.weights.stock[y + 1]);
          before += valueOf(county.bench->tape, part.weights.stock[y]);
          gases += valueOf(county.bench->tape, part.weights.nonCo2[y]);
          agriculture += valueOf(county.bench->tape, part.weights.agriculture[y]);
        }
        const YearFigures& without = series.scenarios[0].total(label.zone).years[y];
        const double less = label.additional ? 1 : 0;
        const double scale = without.totalStock() + row->years[y].totalStock();
        RC_ASSERT(close(stock, row->years[y].totalStock() - less * without.totalStock(), scale));
        RC_ASSERT(close((stock - before) * kCo2PerC + gases, row->years[y].net() - less * without.net(), scale));
        RC_ASSERT(close(agriculture, row->years[y].agriculture - less * without.agriculture, scale));
      }
    }
  }));
}
