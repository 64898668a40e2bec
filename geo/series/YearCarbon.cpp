#include "geo/series/YearCarbon.h"

#include <algorithm>
#include <utility>

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

/// Fills in stratum by stratum, then looks up the slopes of all at once.
class YearSum {
 public:
  YearSum(std::size_t strataCount, std::uint32_t scenario, int year)
      : scenario_(scenario), year_(year), totals_(strataCount) {
    out_.carbon.resize(strataCount);
    out_.classKey.resize(strataCount);
  }

  void take(StratumId id, const Course& course) {
    const Path& path = course.pathIn(scenario_);
    Carbon& value = out_.carbon[id].value;
    out_.classKey[id] = path.classAt(year_);
    // Of single pools the values are enough; what the error hangs on is the sum of the five, in which what moves from
    // one of them to another cancels.
    for (std::size_t pool = 0; pool < kPools; ++pool) {
      value.stock[pool] = path.initial[pool].value();
      totals_[id].stock += path.initial[pool];
    }
    for (const Growth& growth : path.growth) {
      if (year_ < growth.first) continue;
      const double end = growth.grown(year_), share = growth.curve->rootShare;
      value.stock[0] += end * (1 - share);
      value.stock[1] += end * share;
      const Formula written = growth.grownWritten(year_);
      totals_[id].stock += written;
      if (year_ > growth.end) continue;
      value.biomassFlux += end - growth.grown(year_ - 1);
      totals_[id].flux += written - growth.grownWritten(year_ - 1);
    }
    for (const Transfer& transfer : path.transfers) move(transfer, value, totals_[id]);
    for (const Emission& emission : path.emissions)
      if (emission.first <= year_ && year_ <= emission.end) totals_[id].nonCo2 += emission.rate;
    value.nonCo2 = totals_[id].nonCo2.value();
  }

  void move(const Transfer& transfer, Carbon& value, Totals3& totals) const {
    const double moved = transfer.moved(year_), inYear = moved - transfer.moved(year_ - 1);
    if (moved == 0) return;
    const double amount = transfer.amount.value();
    for (const auto& [place, sign] : {std::pair{transfer.from, -1.0}, {transfer.to, 1.0}}) {
      const auto pool = static_cast<std::size_t>(place);
      if (pool >= kPools) continue;
      value.stock[pool] += sign * amount * moved;
      (pool < 2 ? value.biomassFlux : pool < 4 ? value.deadOrganicFlux : value.soilFlux) += sign * amount * inYear;
    }
    const bool leaves = static_cast<std::size_t>(transfer.from) < kPools,
               arrives = static_cast<std::size_t>(transfer.to) < kPools;
    if (leaves == arrives) return;
    totals.stock += transfer.amount.scaled(arrives ? moved : -moved);
    if (inYear != 0) totals.flux += transfer.amount.scaled(arrives ? inYear : -inYear);
  }

  YearCarbon finish(const FormulaTape& tape, const FactorLibrary& library) {
    const std::vector<Estimate> nodes = tape.estimates();
    const Slopes slopes(nodes);
    for (std::size_t id = 0; id < totals_.size(); ++id) {
      std::vector<Sensitivity> byFactor;
      slopes.add(totals_[id].stock, &Sensitivity::stock, byFactor);
      slopes.add(totals_[id].flux, &Sensitivity::flux, byFactor);
      slopes.add(totals_[id].nonCo2, &Sensitivity::nonCo2, byFactor);
      for (const Sensitivity& s : byFactor) {
        out_.carbon[id].factors.push_back(s.factor);
        if (const double se = library[s.factor].se; se > 0)
          out_.carbon[id].sensitivities.push_back({s.factor, s.stock * se, s.flux * se, s.nonCo2 * se});
      }
    }
    return std::move(out_);
  }

 private:
  const std::uint32_t scenario_;
  const int year_;
  std::vector<Totals3> totals_;
  YearCarbon out_;
};

}  // namespace

YearCarbon carbonOfYear(CourseMaker& courses, const FormulaTape& tape, const FactorLibrary& library,
                        std::size_t strataCount, std::uint32_t scenario, int year) {
  YearSum sum(strataCount, scenario, year - courses.years().base);
  for (StratumId id = 0; id < strataCount; ++id) sum.take(id, courses.courseOf(id));
  return sum.finish(tape, library);
}

YearCarbon carbonOfYear(std::span<const Course> courses, int baseYear, const FormulaTape& tape,
                        const FactorLibrary& library, std::uint32_t scenario, int year) {
  YearSum sum(courses.size(), scenario, year - baseYear);
  for (StratumId id = 0; id < courses.size(); ++id) sum.take(id, courses[id]);
  return sum.finish(tape, library);
}

}  // namespace tanhui
