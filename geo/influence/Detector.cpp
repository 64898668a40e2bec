#include "geo/influence/Detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "geo/influence/Tail.h"

namespace tanhui {
namespace {

std::size_t countOf(std::span<const StratumMean> strata) {
  std::size_t n = 0;
  for (const StratumMean& stratum : strata) n += stratum.n;
  return n;
}

/// Sum over the strata of n x (mean - mean of all)^2.
double squaresBetween(std::span<const StratumMean> strata) {
  double sum = 0;
  for (const StratumMean& stratum : strata) sum += static_cast<double>(stratum.n) * stratum.mean;
  const double mean = sum / static_cast<double>(countOf(strata));
  double squares = 0;
  for (const StratumMean& stratum : strata)
    squares += static_cast<double>(stratum.n) * (stratum.mean - mean) * (stratum.mean - mean);
  return squares;
}

double squaresWithin(std::span<const StratumMean> strata) {
  double squares = 0;
  for (const StratumMean& stratum : strata) squares += stratum.squares;
  return squares;
}

/// Sum of m_h^2 less (sum of sqrt(N_h) m_h)^2 / N. Nothing changes when all means are moved by the mean of the
/// response only if all N_h are equal, so the means stay as they are.
double noncentralityAbove(std::span<const StratumMean> strata) {
  double squares = 0, weighted = 0;
  for (const StratumMean& stratum : strata) {
    squares += stratum.mean * stratum.mean;
    weighted += std::sqrt(static_cast<double>(stratum.n)) * stratum.mean;
  }
  return squares - weighted * weighted / static_cast<double>(countOf(strata));
}

double probability(const FactorPower& power) {
  if (power.n <= power.strata) return std::numeric_limits<double>::quiet_NaN();
  return noncentralFUpper(power.f, static_cast<double>(power.strata - 1), static_cast<double>(power.n - power.strata),
                          power.lambda);
}

}  // namespace

std::vector<StratumMean> stratumMeans(std::span<const double> response, std::span<const int> strata) {
  std::map<int, StratumMean> found;
  for (std::size_t i = 0; i < response.size(); ++i) {
    if (strata[i] < 0) continue;
    StratumMean& stratum = found[strata[i]];
    ++stratum.n;
    stratum.mean += response[i];
  }
  for (auto& [number, stratum] : found) {
    stratum.stratum = number;
    stratum.mean /= static_cast<double>(stratum.n);
  }
  for (std::size_t i = 0; i < response.size(); ++i) {
    if (strata[i] < 0) continue;
    StratumMean& stratum = found[strata[i]];
    stratum.squares += (response[i] - stratum.mean) * (response[i] - stratum.mean);
  }
  std::vector<StratumMean> means;
  for (const auto& [number, stratum] : found) means.push_back(stratum);
  return means;
}

std::optional<FactorPower> factorPower(std::span<const double> response, std::span<const int> strata, LoneStrata lone) {
  std::vector<StratumMean> means = stratumMeans(response, strata);
  FactorPower power;
  if (lone == LoneStrata::drop)
    power.dropped = std::erase_if(means, [](const auto& stratum) { return stratum.n == 1; });
  power.n = countOf(means);
  power.strata = means.size();
  if (power.strata < 2) return std::nullopt;
  const double within = squaresWithin(means), total = within + squaresBetween(means);
  if (!(total > 0)) return std::nullopt;
  power.q = 1 - within / total;
  power.f =
      static_cast<double>(power.n - power.strata) / static_cast<double>(power.strata - 1) * (total - within) / within;
  power.lambda = std::max(0.0, noncentralityAbove(means)) / (total / static_cast<double>(power.n));
  power.p = probability(power);
  return power;
}

std::vector<int> crossed(std::span<const int> a, std::span<const int> b) {
  std::map<std::pair<int, int>, int> numbers;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] >= 0 && b[i] >= 0) numbers[{a[i], b[i]}] = 0;
  int next = 0;
  for (auto& [pair, number] : numbers) number = next++;
  std::vector<int> both(a.size(), -1);
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] >= 0 && b[i] >= 0) both[i] = numbers[{a[i], b[i]}];
  return both;
}

Interaction interactionOf(double qA, double qB, double qBoth) {
  constexpr double kEqual = 1e-9;
  const auto [least, most] = std::minmax(qA, qB);
  if (std::abs(qBoth - (qA + qB)) <= kEqual) return Interaction::independent;
  if (qBoth > qA + qB) return Interaction::enhanceNonlinear;
  if (qBoth > most + kEqual) return Interaction::enhanceBi;
  return qBoth < least - kEqual ? Interaction::weakenNonlinear : Interaction::weakenUni;
}

std::string_view interactionName(Interaction interaction) {
  constexpr std::array<std::string_view, 5> kNames{"weaken nonlinear", "weaken uni", "enhance bi", "independent",
                                                   "enhance nonlinear"};
  return kNames[static_cast<std::size_t>(interaction)];
}

double ecologicalP(const FactorPower& a, const FactorPower& b) {
  return fUpper((1 - a.q) / (1 - b.q), static_cast<double>(a.n - 1), static_cast<double>(b.n - 1));
}

std::optional<WelchTest> welchTest(const StratumMean& a, const StratumMean& b) {
  if (a.n < 2 || b.n < 2) return std::nullopt;
  const auto ofMean = [](const StratumMean& stratum) {
    const auto n = static_cast<double>(stratum.n);
    return stratum.squares / (n - 1) / n;
  };
  const double varA = ofMean(a), varB = ofMean(b), both = varA + varB;
  if (!(both > 0)) return std::nullopt;
  WelchTest test;
  test.t = (a.mean - b.mean) / std::sqrt(both);
  test.degrees =
      both * both / (varA * varA / static_cast<double>(a.n - 1) + varB * varB / static_cast<double>(b.n - 1));
  test.p = studentTwoSided(test.t, test.degrees);
  return test;
}

}  // namespace tanhui
