#include "geo/zonal/detail/Moments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace tanhui {
namespace {

/// Sums run in lanes, so that the loop over a run needs no order and the processor's vectors can take it.
constexpr int kLanes = 8;

template <typename T>
bool valid(T value) {
  return value == value;
}

template <typename T>
const T* cellsOf(const Values<T>& values, const CoverageRun& run) {
  return values.cells + run.row * values.cols + run.colBegin;
}

/// Sums over the cells that are covered whole.
template <typename T>
struct WholeCells {
  std::array<double, kLanes> sum{};
  std::array<T, kLanes> min, max;
  std::array<int, kLanes> count{};
  std::int64_t cells = 0;

  WholeCells() {
    min.fill(kHighest);
    max.fill(-kHighest);
  }

  void add(const T* values, int n) {
    cells += n;
    int i = 0;
    for (; i + kLanes <= n; i += kLanes)
      for (std::size_t lane = 0; lane < kLanes; ++lane) add(lane, values[i + static_cast<int>(lane)]);
    for (std::size_t lane = 0; i < n; ++i, ++lane) add(lane, values[i]);
  }

  void addTo(Moments& moments) const {
    double whole = 0, total = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      whole += count[lane];
      total += sum[lane];
      moments.min = std::min(moments.min, static_cast<double>(min[lane]));
      moments.max = std::max(moments.max, static_cast<double>(max[lane]));
    }
    moments.count += whole;
    moments.sum += total;
    moments.nodata += static_cast<double>(cells) - whole;
  }

 private:
  static constexpr T kHighest = std::numeric_limits<T>::infinity();

  /// Without a branch: what does not count adds nothing.
  void add(std::size_t lane, T value) {
    const bool counts = valid(value);
    const T low = counts ? value : kHighest, high = counts ? value : -kHighest;
    sum[lane] += static_cast<double>(counts ? value : T{0});
    count[lane] += counts;
    min[lane] = low < min[lane] ? low : min[lane];
    max[lane] = high > max[lane] ? high : max[lane];
  }
};

template <typename T>
void addBoundary(const T* cells, int n, double fraction, Moments& into) {
  for (int i = 0; i < n; ++i) {
    if (!valid(cells[i])) {
      into.nodata += fraction;
      continue;
    }
    const auto value = static_cast<double>(cells[i]);
    into.sum += fraction * value;
    into.count += fraction;
    into.min = std::min(into.min, value);
    into.max = std::max(into.max, value);
  }
}

template <typename T>
double deviationOf(const T* cells, int n, double mean) {
  std::array<double, kLanes> lanes{};
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int k = 0; k < kLanes; ++k) {
      const T value = cells[i + k];
      const double away = valid(value) ? static_cast<double>(value) - mean : 0.0;
      lanes[static_cast<std::size_t>(k)] += away * away;
    }
  }
  for (std::size_t lane = 0; i < n; ++i, ++lane) {
    const double away = valid(cells[i]) ? static_cast<double>(cells[i]) - mean : 0.0;
    lanes[lane] += away * away;
  }
  double total = 0;
  for (const double lane : lanes) total += lane;
  return total;
}

}  // namespace

double Moments::mean() const {
  if (!(count > 0)) return std::numeric_limits<double>::quiet_NaN();
  const double mean = sum / count;
  return std::isnan(mean) ? mean : std::clamp(mean, min, max);
}

void Moments::merge(const Moments& other) {
  if (other.count > 0 && count > 0) {
    const double apart = other.mean() - mean();
    const double both = count + other.count;
    deviation += other.deviation + apart * apart * (count * (other.count / both));
  } else {
    deviation += other.deviation;
  }
  count += other.count;
  sum += other.sum;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  nodata += other.nodata;
  areaHa += other.areaHa;
  total += other.total;
}

template <typename T>
Moments momentsOf(const Values<T>& values, std::span<const CoverageRun> runs, bool deviation) {
  Moments moments;
  WholeCells<T> whole;
  for (const CoverageRun& run : runs) {
    const int n = run.colEnd - run.colBegin;
    if (run.fraction == 1) {
      whole.add(cellsOf(values, run), n);
    } else {
      addBoundary(cellsOf(values, run), n, run.fraction, moments);
    }
  }
  whole.addTo(moments);
  if (!deviation || !(moments.count > 0)) return moments;
  const double mean = moments.mean();
  for (const CoverageRun& run : runs)
    moments.deviation += run.fraction * deviationOf(cellsOf(values, run), run.colEnd - run.colBegin, mean);
  return moments;
}

template <typename T>
void addGround(const Values<T>& values, std::span<const CoverageRun> runs, std::span<const double> areas,
               Moments& moments) {
  for (const CoverageRun& run : runs) {
    const T* cells = cellsOf(values, run);
    const double* area = areas.data() + run.row * values.cols + run.colBegin;
    double ground = 0, total = 0;
    for (int i = 0; i < run.colEnd - run.colBegin; ++i) {
      if (!valid(cells[i])) continue;
      ground += area[i];
      total += area[i] * static_cast<double>(cells[i]);
    }
    moments.areaHa += run.fraction * ground;
    moments.total += run.fraction * total;
  }
}

template <typename T>
void countValues(const Values<T>& values, std::span<const CoverageRun> runs, Frequency& frequency, std::size_t limit) {
  for (const CoverageRun& run : runs) {
    const T* cells = cellsOf(values, run);
    const int n = run.colEnd - run.colBegin;
    for (int i = 0; i < n && !frequency.overflowed();) {
      int j = i + 1;
      while (j < n && cells[j] == cells[i]) ++j;
      if (valid(cells[i])) frequency.add(static_cast<double>(cells[i]), run.fraction * (j - i), limit);
      i = j;
    }
  }
}

template Moments momentsOf<float>(const Values<float>&, std::span<const CoverageRun>, bool);
template Moments momentsOf<double>(const Values<double>&, std::span<const CoverageRun>, bool);
template void addGround<float>(const Values<float>&, std::span<const CoverageRun>, std::span<const double>, Moments&);
template void addGround<double>(const Values<double>&, std::span<const CoverageRun>, std::span<const double>, Moments&);
template void countValues<float>(const Values<float>&, std::span<const CoverageRun>, Frequency&, std::size_t);
template void countValues<double>(const Values<double>&, std::span<const CoverageRun>, Frequency&, std::size_t);

}  // namespace tanhui
