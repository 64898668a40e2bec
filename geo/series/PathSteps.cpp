#include "geo/series/PathSteps.h"

#include <algorithm>
#include <set>

namespace tanhui {

namespace {

std::string shownAmount(double value) { return fmt::format("{:.6g}", value); }

/// The flux that a pool belongs to.
const char* fluxOf(Place pool) {
  if (pool == Place::soil) return "soil_flux";
  return pool == Place::deadwood || pool == Place::litter ? "dead_organic" : "biomass";
}

const char* gasStep(const Emission& emission) {
  if (emission.source == EmissionSource::soil) return "series.step.n2o_soil";
  return emission.gas == Gas::ch4 ? "series.step.ch4" : "series.step.n2o";
}

class StepWriter {
 public:
  StepWriter(const Path& path, int year, int firstYear, const FormulaTape& tape)
      : path_(path), year_(year), firstYear_(firstYear), tape_(tape) {}

  std::vector<Step> write() {
    for (std::size_t pool = 0; pool < kPools; ++pool) {
      const auto place = static_cast<Place>(pool);
      const std::string name(kPoolNames[pool]);
      const Formula before = path_.standing(place, year_ - 1);
      put(name, say("series.step.stood", firstYear_ + year_ - 1), before);
      moves(place, name);
    }
    for (std::size_t pool = 0; pool < kPools; ++pool) moves(static_cast<Place>(pool), fluxOf(static_cast<Place>(pool)));
    for (const Emission& emission : path_.emissions)
      if (emission.first <= year_ && year_ <= emission.end) put("non_co2", say(gasStep(emission)), emission.rate);
    addFactors();
    return std::move(steps_);
  }

 private:
  /// What came into a pool and left it in the year.
  void moves(Place pool, const std::string& quantity) {
    if (pool == Place::above || pool == Place::below) {
      for (const Growth& growth : path_.growth) {
        const Formula grown = growth.grownWritten(year_) - growth.grownWritten(year_ - 1);
        const TreeCarbon<Formula> parts = splitByRoots(grown, growth.curve->rootToShoot);
        const double age = growth.age + (year_ - growth.first);
        if (!grown.isZero())
          put(quantity,
              say("series.step.growth", shownAmount(std::max(age, 0.0)), shownAmount(std::max(age + 1, 0.0)),
                  shownAmount(growth.weight)),
              pool == Place::above ? parts.above : parts.below);
      }
    }
    for (const Transfer& transfer : path_.transfers) {
      if (transfer.from != pool && transfer.to != pool) continue;
      const double share = transfer.moved(year_) - transfer.moved(year_ - 1);
      if (share == 0) continue;
      const std::string id = std::string("series.step.") + kCauseNames[static_cast<std::size_t>(transfer.cause)];
      put(quantity, say(id, shownAmount(transfer.amount.value()), shownAmount(share), firstYear_ + transfer.first),
          transfer.amount.scaled(transfer.to == pool ? share : -share));
    }
  }

  void put(const std::string& quantity, Message words, const Formula& amount) {
    steps_.push_back({quantity, std::move(words), amount.value(), {}});
    amounts_.push_back(amount);
  }

  /// Only now: writing a formula down adds nodes to the tape.
  void addFactors() {
    const std::vector<Estimate> nodes = tape_.estimates();
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      std::set<std::uint32_t> factors;
      for (const Formula::Term& term : amounts_[i].terms())
        for (const Estimate::Term& slope : nodes[term.node].terms()) factors.insert(slope.factor);
      steps_[i].factors.assign(factors.begin(), factors.end());
    }
  }

  const Path& path_;
  const int year_, firstYear_;
  const FormulaTape& tape_;
  std::vector<Step> steps_;
  std::vector<Formula> amounts_;  ///< of steps_
};

}  // namespace

std::vector<Step> stepsOf(const Path& path, int year, int firstYear, const FormulaTape& tape) {
  return StepWriter(path, year, firstYear, tape).write();
}

}  // namespace tanhui
