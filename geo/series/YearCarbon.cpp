#include "geo/series/YearCarbon.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

#include "geo/carbon/UnknownMoves.h"
#include "geo/series/LandCategory.h"
#include "geo/series/WrittenGrowth.h"

namespace tanhui {

namespace {

/// The curves of a county at the ages of its stands, with slopes: a curve's age is reckoned once, however many stands
/// are of it.
class CurveSlopes {
 public:
  explicit CurveSlopes(const std::vector<Estimate>& nodes) : nodes_(nodes) {}

  const Estimate& at(const TreeCurve& curve, double age) {
    const auto known = curves_.find(&curve);
    Curve& sloped = known != curves_.end() ? known->second : curves_.emplace(&curve, slopedOf(curve)).first->second;
    const auto [place, isNew] = sloped.atAge.try_emplace(age);
    if (isNew) place->second = sloped.curve.stock(age);
    return place->second;
  }

 private:
  struct Curve {
    GrowthCurve<Estimate> curve;
    std::unordered_map<double, Estimate> atAge;
  };

  Curve slopedOf(const TreeCurve& curve) const {
    const GrowthCurve<Formula>& written = curve.written;
    return {{estimateOf(written.a), estimateOf(written.k), estimateOf(written.c), written.ageMin, written.ageMax,
             estimateOf(written.youngRate), written.youngAge},
            {}};
  }

  Estimate estimateOf(const Formula& formula) const {
    Estimate sum;
    for (const Formula::Term& term : formula.terms()) sum = sum + Estimate(term.weight) * nodes_[term.node];
    return sum;
  }

  const std::vector<Estimate>& nodes_;
  std::unordered_map<const TreeCurve*, Curve> curves_;
};

/// Slopes of one stratum's totals by factor, while they are added up.
class SlopeSum {
 public:
  SlopeSum(const std::vector<Estimate>& nodes, const FactorLibrary& library)
      : nodes_(nodes), library_(library), byFactor_(library.all().size(), Sensitivity{kNotMet, 0, 0, 0}) {}

  void add(const Estimate& figure, double weight, double Sensitivity::*total) {
    for (const Estimate::Term& slope : figure.terms()) {
      Sensitivity& sum = byFactor_[slope.factor];
      if (sum.factor == kNotMet) met_.push_back(sum.factor = slope.factor);
      sum.*total += weight * slope.derivative;
    }
  }

  void add(const Formula& formula, double weight, double Sensitivity::*total) {
    for (const Formula::Term& term : formula.terms()) add(nodes_[term.node], weight * term.weight, total);
  }

  /// What was added, in standard errors of the unknowns; then begins anew.
  void moveTo(StratumCarbon& carbon) {
    std::sort(met_.begin(), met_.end());
    carbon.factors.assign(met_.begin(), met_.end());
    carbon.sensitivities.reserve(met_.size());
    for (const std::uint32_t factor : met_) {
      addMove(carbon.sensitivities, byFactor_[factor], library_);
      byFactor_[factor] = {kNotMet, 0, 0, 0};
    }
    met_.clear();
  }

 private:
  static constexpr std::uint32_t kNotMet = std::numeric_limits<std::uint32_t>::max();

  const std::vector<Estimate>& nodes_;
  const FactorLibrary& library_;
  std::vector<Sensitivity> byFactor_;
  std::vector<std::uint32_t> met_;
};

/// Of single pools the values are enough; what the error hangs on is the sum of the five, in which what moves from one
/// of them to another cancels.
class YearSum {
 public:
  YearSum(const FormulaTape& tape, const FactorLibrary& library, std::size_t strataCount, std::uint32_t scenario,
          int year)
      : tape_(tape), scenario_(scenario), year_(year), slopes_(nodes_, library), curves_(nodes_) {
    out_.carbon.reserve(strataCount);
    out_.classKey.reserve(strataCount);
  }

  /// Of the next stratum.
  void take(const Course& course) {
    tape_.estimate(nodes_);  // the course may have written new ones
    const Path& path = course.pathIn(scenario_);
    StratumCarbon& carbon = out_.carbon.emplace_back();
    out_.classKey.push_back(path.classAt(year_));
    for (std::size_t pool = 0; pool < kPools; ++pool) {
      carbon.value.stock[pool] = path.initial[pool].value();
      slopes_.add(path.initial[pool], 1, &Sensitivity::stock);
    }
    for (const Growth& growth : path.growth) grow(growth, carbon.value);
    for (const Transfer& transfer : path.transfers) move(transfer, carbon.value);
    for (const Emission& emission : path.emissions) {
      if (year_ < emission.first || year_ > emission.end) continue;
      carbon.value.nonCo2 += emission.rate.value();
      slopes_.add(emission.rate, 1, &Sensitivity::nonCo2);
      if (sectorOf(path, emission, year_) != GasSector::agriculture) continue;
      carbon.value.agriculture += emission.rate.value();
      slopes_.add(emission.rate, 1, &Sensitivity::agriculture);
    }
    slopes_.moveTo(carbon);
  }

  YearCarbon finish() { return std::move(out_); }

 private:
  void grow(const Growth& growth, Carbon& value) {
    if (year_ < growth.first) return;
    const double grown = growth.grown(year_), share = growth.curve->rootShare;
    value.stock[0] += grown * (1 - share);
    value.stock[1] += grown * share;
    if (year_ <= growth.end) value.biomassFlux += grown - growth.grown(year_ - 1);
    if (!growth.writtenAge.isZero()) return addWritten(growth);
    add(growth, growth.age, growth.ageAt(year_), &Sensitivity::stock);
    if (year_ <= growth.end) add(growth, growth.ageAt(year_ - 1), growth.ageAt(year_), &Sensitivity::flux);
  }

  /// Of an age that hangs on factors itself.
  void addWritten(const Growth& growth) {
    const Formula &grown = written_.grown(growth, year_), &before = written_.grown(growth, year_ - 1);
    tape_.estimate(nodes_);
    slopes_.add(grown, growth.weight, &Sensitivity::stock);
    if (year_ > growth.end) return;
    slopes_.add(grown, growth.weight, &Sensitivity::flux);
    slopes_.add(before, -growth.weight, &Sensitivity::flux);
  }

  void add(const Growth& growth, double fromAge, double toAge, double Sensitivity::*total) {
    const double oldest = growth.curve->plain.ageMax;
    fromAge = std::min(fromAge, oldest), toAge = std::min(toAge, oldest);
    if (fromAge == toAge) return;
    slopes_.add(curves_.at(*growth.curve, toAge), growth.weight, total);
    slopes_.add(curves_.at(*growth.curve, fromAge), -growth.weight, total);
  }

  void move(const Transfer& transfer, Carbon& value) {
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
    slopes_.add(transfer.amount, arrives ? moved : -moved, &Sensitivity::stock);
    if (inYear != 0) slopes_.add(transfer.amount, arrives ? inYear : -inYear, &Sensitivity::flux);
  }

  const FormulaTape& tape_;
  const std::uint32_t scenario_;
  const int year_;
  std::vector<Estimate> nodes_;  ///< of the tape
  SlopeSum slopes_;
  CurveSlopes curves_;
  WrittenGrowth written_;
  YearCarbon out_;
};

}  // namespace

YearCarbon carbonOfYear(CourseMaker& courses, const FormulaTape& tape, const FactorLibrary& library,
                        std::size_t strataCount, std::uint32_t scenario, int year) {
  YearSum sum(tape, library, strataCount, scenario, year - courses.years().base);
  for (StratumId id = 0; id < strataCount; ++id) sum.take(courses.courseOf(id));
  return sum.finish();
}

YearCarbon carbonOfYear(std::span<const Course> courses, int baseYear, const FormulaTape& tape,
                        const FactorLibrary& library, std::uint32_t scenario, int year) {
  YearSum sum(tape, library, courses.size(), scenario, year - baseYear);
  for (const Course& course : courses) sum.take(course);
  return sum.finish();
}

}  // namespace tanhui
