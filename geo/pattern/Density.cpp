#include "geo/pattern/Density.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/base/Error.h"
#include "geo/base/Message.h"

namespace tanhui {
namespace {

/// How many cells of a column, in the rows of the window, are foreground and known.
struct Column {
  int foreground = 0, known = 0;

  void add(Ground ground, int sign) {
    if (ground == Ground::foreground) foreground += sign;
    if (ground != Ground::nodata) known += sign;
  }
};

void addRow(const GroundMask& ground, int row, int sign, std::vector<Column>& columns) {
  if (row < 0 || row >= ground.rows) return;
  for (int col = 0; col < ground.cols; ++col) columns[static_cast<std::size_t>(col)].add(ground.at(row, col), sign);
}

void densityOfRow(const GroundMask& ground, int row, int reach, const std::vector<Column>& columns, float* out) {
  const auto at = [&](int col) {
    return col >= 0 && col < ground.cols ? columns[static_cast<std::size_t>(col)] : Column();
  };
  Column sum;
  for (int col = -reach; col < ground.cols; ++col) {
    const Column enters = at(col + reach), leaves = at(col - reach - 1);
    sum.foreground += enters.foreground - leaves.foreground;
    sum.known += enters.known - leaves.known;
    if (col < 0) continue;
    out[col] = ground.at(row, col) == Ground::foreground
                   ? static_cast<float>(static_cast<double>(sum.foreground) / sum.known)
                   : std::numeric_limits<float>::quiet_NaN();
  }
}

}  // namespace

std::vector<float> foregroundDensity(const GroundMask& ground, int window, const std::string& where) {
  if (window < 3 || window % 2 == 0) {
    throw Error(where, say("pattern.window", window), say("pattern.window.remedy"));
  }
  const int reach = window / 2;
  std::vector<float> density(ground.cells.size());
  std::vector<Column> columns(static_cast<std::size_t>(ground.cols));
  for (int row = 0; row < reach; ++row) addRow(ground, row, 1, columns);
  for (int row = 0; row < ground.rows; ++row) {
    addRow(ground, row + reach, 1, columns);
    addRow(ground, row - reach - 1, -1, columns);
    densityOfRow(ground, row, reach, columns,
                 density.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(ground.cols));
  }
  return density;
}

std::size_t densityClass(float density) {
  constexpr std::array<float, 5> kBounds = {0.1F, 0.4F, 0.6F, 0.9F, 1.0F};
  return static_cast<std::size_t>(std::upper_bound(kBounds.begin(), kBounds.end(), density) - kBounds.begin());
}

}  // namespace tanhui
