#include "geo/influence/Attribution.h"

#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <numeric>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

double productOf(std::span<const double> factors) {
  return std::accumulate(factors.begin(), factors.end(), 1.0, std::multiplies<>());
}

double logMean(double a, double b) { return a == b ? a : (a - b) / std::log(a / b); }

/// Share of the orders in which just these many come before a player: k! (n - k - 1)! / n!.
std::vector<double> orderShares(std::size_t players) {
  std::vector<double> shares(players, 1.0 / static_cast<double>(players));
  for (std::size_t k = 1; k < players; ++k)
    shares[k] = shares[k - 1] * static_cast<double>(k) / static_cast<double>(players - k);
  return shares;
}

}  // namespace

std::vector<double> lmdiOfProduct(std::span<const double> before, std::span<const double> after,
                                  const std::string& where) {
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!(before[i] > 0) || !(after[i] > 0))
      throw Error(where, say("influence.lmdi", i + 1, before[i], after[i]), say("influence.lmdi.remedy"));
  const double mean = logMean(productOf(after), productOf(before));
  std::vector<double> parts;
  for (std::size_t i = 0; i < before.size(); ++i) parts.push_back(mean * std::log(after[i] / before[i]));
  return parts;
}

std::vector<double> shapley(std::size_t players, const std::function<double(std::size_t set)>& worth) {
  std::vector<double> worths;
  for (std::size_t set = 0; set < std::size_t{1} << players; ++set) worths.push_back(worth(set));
  const std::vector<double> shares = orderShares(players);
  std::vector<double> parts(players, 0);
  for (std::size_t set = 0; set < worths.size(); ++set)
    for (std::size_t player = 0; player < players; ++player) {
      const std::size_t with = set | std::size_t{1} << player;
      if (with != set)
        parts[player] += shares[static_cast<std::size_t>(std::popcount(set))] * (worths[with] - worths[set]);
    }
  return parts;
}

std::vector<double> shapleyOfProduct(std::span<const double> before, std::span<const double> after) {
  return shapley(before.size(), [&](std::size_t set) {
    double product = 1;
    for (std::size_t i = 0; i < before.size(); ++i) product *= (set >> i & 1U) != 0 ? after[i] : before[i];
    return product;
  });
}

LandPartChange attributedChange(const LandPart& part) {
  if (!(part.areaBefore > 0) || !(part.areaAfter > 0)) return {part.amountAfter - part.amountBefore, 0};
  const std::array before{part.areaBefore, part.amountBefore / part.areaBefore};
  const std::array after{part.areaAfter, part.amountAfter / part.areaAfter};
  const std::vector<double> parts = shapleyOfProduct(before, after);
  return {parts[0], parts[1]};
}

}  // namespace tanhui
