#include "geo/series/YearCarbon.h"

#include <algorithm>

namespace tanhui {

namespace {

/// The totals of one stratum as formulas.
struct Totals3 {
  Formula stock, flux, nonCo2;
};

/// Adds the slopes of a formula's nodes by factor, ascending.
class Slopes {
 public:
  explicit Slopes(const std::vector<Estimate>& nodes) : nodes_(nodes) {}

  void add(const Formula& formula, double Sensitivity::*which, std::vector<Sensitivity>& into) const {
    for (const Formula::Term& term : formula.terms())
      for (const Estimate::Term& slope : nodes_[term.node].terms()) {
        const auto at = std::lower_bound(into.begin(), into.end(), slope.factor,
                                         [](const Sensitivity& s, std::uint32_t factor) { return s.factor < factor; });
        const auto place =
            at != into.end() && at->factor == slope.factor ? at : into.insert(at, {slope.factor, 0, 0, 0});
        (*place).*which += term.weight * slope.derivative;
      }
  }

 private:
  const std::vector<Estimate>& nodes_;
};

}  // namespace

YearCarbon carbonOfYear(CourseMaker& courses, const FormulaTape& tape, const FactorLibrary& library,
                        std::size_t strataCount, std::uint32_t scenario, int year) {
  const int y = year - courses.years().base;
  YearCarbon out;
  out.carbon.resize(strataCount);
  out.classKey.resize(strataCount);
  std::vector<Totals3> totals(strataCount);
  for (StratumId id = 0; id < strataCount; ++id) {
    const Course course = courses.courseOf(id);
    const Path& path = course.pathIn(scenario);
    Carbon& value = out.carbon[id].value;
    out.classKey[id] = path.classAt(y);
    for (std::size_t pool = 0; pool < kPools; ++pool) {
      const Formula end = path.standing(static_cast<Place>(pool), y);
      const Formula change = end - path.standing(static_cast<Place>(pool), y - 1);
      value.stock[pool] = end.value();
      double& flux = pool < 2 ? value.biomassFlux : pool < 4 ? value.deadOrganicFlux : value.soilFlux;
      flux += change.value();
      totals[id].stock += end;
      totals[id].flux += change;
    }
    for (const Emission& emission : path.emissions)
      if (emission.first <= y && y <= emission.end) totals[id].nonCo2 += emission.rate;
    value.nonCo2 = totals[id].nonCo2.value();
  }
  const std::vector<Estimate> nodes = tape.estimates();
  const Slopes slopes(nodes);
  for (std::size_t id = 0; id < strataCount; ++id) {
    std::vector<Sensitivity> byFactor;
    slopes.add(totals[id].stock, &Sensitivity::stock, byFactor);
    slopes.add(totals[id].flux, &Sensitivity::flux, byFactor);
    slopes.add(totals[id].nonCo2, &Sensitivity::nonCo2, byFactor);
    for (const Sensitivity& s : byFactor) {
      out.carbon[id].factors.push_back(s.factor);
      if (const double se = library[s.factor].se; se > 0)
        out.carbon[id].sensitivities.push_back({s.factor, s.stock * se, s.flux * se, s.nonCo2 * se});
    }
  }
  return out;
}

}  // namespace tanhui
