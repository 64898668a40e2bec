#include "geo/pattern/Regions.h"

#include <algorithm>

namespace tanhui {

Regions::Regions(int cols, int rows, const RowOfValues& values, Connectivity foreground, Connectivity background)
    : cols_(cols), rows_(rows), rowStarts_{0} {
  std::vector<std::uint8_t> row(static_cast<std::size_t>(cols)), runValues;
  for (int r = 0; r < rows; ++r) {
    values(r, row.data());
    addRow(row.data(), runValues);
    if (r > 0) joinRows(r, runValues, foreground, background);
  }
  number(runValues);
  findFrame();
}

void Regions::addRow(const std::uint8_t* values, std::vector<std::uint8_t>& runValues) {
  for (int col = 0; col < cols_; ++col) {
    if (col > 0 && values[col] == values[col - 1]) continue;
    runs_.push_back({col, static_cast<std::uint32_t>(runs_.size())});
    runValues.push_back(values[col]);
  }
  rowStarts_.push_back(runs_.size());
}

void Regions::joinRows(int row, const std::vector<std::uint8_t>& runValues, Connectivity foreground,
                       Connectivity background) {
  std::size_t above = rowStart(row - 1);
  for (std::size_t run = rowStart(row); run < rowStart(row + 1); ++run) {
    const auto joins = runValues[run] == 0 ? background : foreground;
    const int reach = joins == Connectivity::eight ? 1 : 0;  // how far runs may lie apart, seen along the row
    const int begin = runs_[run].begin - reach, end = runEnd(row, run) + reach;
    while (runEnd(row - 1, above) < runs_[run].begin) ++above;  // one that ends here may touch by a corner
    for (std::size_t i = above; i < rowStart(row) && runs_[i].begin < end; ++i) {
      if (runValues[i] == runValues[run] && runEnd(row - 1, i) > begin) {
        unite(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(run));
      }
    }
  }
}

std::uint32_t Regions::root(std::uint32_t run) {
  while (runs_[run].region != run) {
    runs_[run].region = runs_[runs_[run].region].region;  // halve the way for the next one
    run = runs_[run].region;
  }
  return run;
}

void Regions::unite(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t ra = root(a), rb = root(b);
  runs_[std::max(ra, rb)].region = std::min(ra, rb);
}

// The root of a region is its first run, and a root is numbered before any run that leads to it.
void Regions::number(const std::vector<std::uint8_t>& runValues) {
  for (std::uint32_t run = 0; run < runs_.size(); ++run) {
    const std::uint32_t first = runs_[run].region;
    if (first != run) {
      runs_[run].region = runs_[first].region;
      continue;
    }
    runs_[run].region = static_cast<std::uint32_t>(values_.size());
    values_.push_back(runValues[run]);
    leftOf_.push_back(run > 0 ? runs_[run - 1].region : 0);
  }
}

void Regions::findFrame() {
  atFrame_.assign(count(), false);
  for (int row = 0; row < rows_; ++row) {
    const bool rim = row == 0 || row == rows_ - 1;
    eachRun(row, [&](int begin, int end, std::size_t region) {
      if (rim || begin == 0 || end == cols_) atFrame_[region] = true;
    });
  }
}

std::size_t Regions::runAt(int row, int col) const {
  const auto first = runs_.begin() + static_cast<std::ptrdiff_t>(rowStart(row));
  const auto last = runs_.begin() + static_cast<std::ptrdiff_t>(rowStart(row + 1));
  const auto after = std::upper_bound(first, last, col, [](int c, const Run& run) { return c < run.begin; });
  return static_cast<std::size_t>(after - runs_.begin()) - 1;
}

std::uint32_t Regions::at(int row, int col) const { return runs_[runAt(row, col)].region; }

}  // namespace tanhui
