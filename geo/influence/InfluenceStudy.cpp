#include "geo/influence/InfluenceStudy.h"

#include <algorithm>
#include <cmath>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

/// Units without a response have no stratum.
std::vector<int> onlyWithResponse(std::vector<int> strata, std::span<const double> response) {
  for (std::size_t i = 0; i < strata.size(); ++i)
    if (std::isnan(response[i])) strata[i] = -1;
  return strata;
}

/// The figures of units that have a response: the others must not move a bound.
FactorColumn onlyWithResponse(FactorColumn factor, std::span<const double> response) {
  for (std::size_t i = 0; i < factor.figures.size(); ++i)
    if (std::isnan(response[i])) factor.figures[i] = std::numeric_limits<double>::quiet_NaN();
  factor.kinds = onlyWithResponse(std::move(factor.kinds), response);
  return factor;
}

std::vector<Stratification> stratifications(const FactorColumn& factor, const StudySettings& settings) {
  if (!factor.isFigures()) return {stratifiedByKind(factor)};
  std::vector<Stratification> all;
  for (const ClassMethod method : settings.methods)
    for (int classes = settings.leastClasses; classes <= settings.mostClasses; ++classes)
      all.push_back(stratifiedByClass(factor, method, classes));
  return all;
}

class Study {
 public:
  Study(std::span<const double> response, const StudySettings& settings, const std::string& where)
      : response_(response), settings_(settings), where_(where) {
    study_.missing = static_cast<std::size_t>(
        std::count_if(response.begin(), response.end(), [](double value) { return std::isnan(value); }));
    study_.units = response.size() - study_.missing;
    checkResponse();
  }

  void add(const FactorColumn& given) {
    const FactorColumn factor = onlyWithResponse(given, response_);
    std::optional<Stratification> best;
    std::size_t bestRow = 0;
    for (Stratification& one : stratifications(factor, settings_)) {
      const auto power = factorPower(response_, one.strata, settings_.lone);
      if (!power) continue;
      if (!best || power->q > study_.factors[bestRow].power.q) {
        bestRow = study_.factors.size();
        best = one;
      }
      study_.factors.push_back({factor.name, one.method, one.classes, *power, false});
    }
    if (!best) return study_.unusable.push_back(factor.name);
    study_.factors[bestRow].used = true;
    addRisks(factor.name, *best);
    used_.push_back({factor.name, std::move(*best)});
  }

  InfluenceStudy result() && {
    for (std::size_t a = 0; a < used_.size(); ++a)
      for (std::size_t b = a + 1; b < used_.size(); ++b) addPair(used_[a], used_[b]);
    return std::move(study_);
  }

 private:
  struct Used {
    std::string factor;
    Stratification in;
  };

  void checkResponse() const {
    const auto given = [](double value) { return !std::isnan(value); };
    const auto first = std::find_if(response_.begin(), response_.end(), given);
    const auto differs = [&](double value) { return given(value) && value != *first; };
    if (std::none_of(first, response_.end(), differs))
      throw Error(where_, say("influence.constant", study_.units), say("influence.constant.remedy"));
  }

  void addRisks(const std::string& factor, const Stratification& in) {
    const std::vector<StratumMean> means = stratumMeans(response_, in.strata);
    const auto name = [&](const StratumMean& of) { return in.names[static_cast<std::size_t>(of.stratum)]; };
    for (const StratumMean& a : means) {
      study_.strata.push_back({factor, name(a), a.n, a.mean});
      for (const StratumMean& b : means)
        if (const auto test = a.stratum < b.stratum ? welchTest(a, b) : std::nullopt)
          study_.risks.push_back({factor, name(a), name(b), a.mean, b.mean, *test});
    }
  }

  /// Nothing to say of two factors that no two units share.
  void addPair(const Used& a, const Used& b) {
    const std::vector<int> both = crossed(a.in.strata, b.in.strata);
    const auto ofBoth = factorPower(response_, both, settings_.lone);
    const auto ofA = factorPower(response_, where(both, a.in.strata), settings_.lone);
    const auto ofB = factorPower(response_, where(both, b.in.strata), settings_.lone);
    if (!ofBoth || !ofA || !ofB) return;
    StudiedPair pair{a.factor, b.factor, ofA->q, ofB->q, ofBoth->q, ofBoth->n, ofBoth->dropped};
    pair.type = interactionOf(pair.qA, pair.qB, pair.qBoth);
    pair.pBOverA = ecologicalP(*ofA, *ofB);
    pair.pAOverB = ecologicalP(*ofB, *ofA);
    study_.pairs.push_back(std::move(pair));
  }

  /// The strata of the units that have both factors.
  static std::vector<int> where(std::span<const int> both, std::vector<int> strata) {
    for (std::size_t i = 0; i < strata.size(); ++i)
      if (both[i] < 0) strata[i] = -1;
    return strata;
  }

  std::span<const double> response_;
  const StudySettings& settings_;
  const std::string& where_;
  std::vector<Used> used_;
  InfluenceStudy study_;
};

}  // namespace

InfluenceStudy studyInfluence(std::span<const double> response, std::span<const FactorColumn> factors,
                              const StudySettings& settings, const std::string& where) {
  Study study(response, settings, where);
  for (const FactorColumn& factor : factors) study.add(factor);
  return std::move(study).result();
}

void requireUsable(const InfluenceStudy& study, const std::string& where) {
  if (!study.unusable.empty())
    throw Error(where, say("influence.one_stratum", study.unusable.front()), say("influence.one_stratum.remedy"));
}

const StudiedFactor* usedOf(const InfluenceStudy& study, const std::string& factor) {
  const auto found = std::find_if(study.factors.begin(), study.factors.end(),
                                  [&](const StudiedFactor& one) { return one.used && one.factor == factor; });
  return found == study.factors.end() ? nullptr : &*found;
}

}  // namespace tanhui
