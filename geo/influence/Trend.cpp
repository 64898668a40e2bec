#include "geo/influence/Trend.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "geo/base/Error.h"
#include "geo/influence/Tail.h"

namespace tanhui {
namespace {

double medianOf(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// The figures that there are, each with its time.
struct Figures {
  std::vector<double> times, values;
};

Figures figuresOf(std::span<const double> times, std::span<const double> values, std::string_view where) {
  Figures figures;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 && !(times[i] > times[i - 1]))
      throw Error(std::string(where), say("influence.trend.order", times[i], times[i - 1]),
                  say("influence.trend.order.remedy"));
    if (std::isnan(values[i])) continue;
    figures.times.push_back(times[i]);
    figures.values.push_back(values[i]);
  }
  if (figures.values.size() < 3)
    throw Error(std::string(where), say("influence.trend.short", figures.values.size()),
                say("influence.trend.short.remedy"));
  return figures;
}

/// (n (n-1) (2n+5) - sum over ties of t (t-1) (2t+5)) / 18.
double varianceOfS(const std::vector<double>& values) {
  const auto term = [](double t) { return t * (t - 1) * (2 * t + 5); };
  std::map<double, int> ties;
  for (const double value : values) ++ties[value];
  double sum = term(static_cast<double>(values.size()));
  for (const auto& [value, times] : ties) sum -= term(times);
  return sum / 18;
}

double continuousZ(std::int64_t s, double variance) {
  if (s == 0 || !(variance > 0)) return 0;
  return static_cast<double>(s > 0 ? s - 1 : s + 1) / std::sqrt(variance);
}

double medianSinceFirst(const std::vector<double>& times, double first) {
  std::vector<double> since;
  for (const double time : times) since.push_back(time - first);
  return medianOf(std::move(since));
}

}  // namespace

Trend trendOf(std::span<const double> times, std::span<const double> values, SeriesKind kind, std::string_view where) {
  if (kind == SeriesKind::modelled)
    throw Error(std::string(where), say("influence.trend.modelled"), say("influence.trend.modelled.remedy"));
  const Figures figures = figuresOf(times, values, where);
  Trend trend;
  trend.n = figures.values.size();
  std::vector<double> slopes;
  for (std::size_t i = 0; i < trend.n; ++i)
    for (std::size_t j = i + 1; j < trend.n; ++j) {
      const double rise = figures.values[j] - figures.values[i];
      trend.s += rise > 0 ? 1 : rise < 0 ? -1 : 0;
      slopes.push_back(rise / (figures.times[j] - figures.times[i]));
    }
  trend.variance = varianceOfS(figures.values);
  trend.z = continuousZ(trend.s, trend.variance);
  trend.p = normalTwoSided(trend.z);
  trend.tau = static_cast<double>(trend.s) / static_cast<double>(slopes.size());
  trend.slope = medianOf(std::move(slopes));
  trend.intercept = medianOf(figures.values) - trend.slope * medianSinceFirst(figures.times, times.front());
  return trend;
}

}  // namespace tanhui
