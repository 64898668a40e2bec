#include "geo/ask/detail/SampleLattice.h"

namespace tanhui {

std::vector<Point> SampleLattice::points() const {
  std::vector<Point> all;
  all.reserve(size());
  for (std::int64_t row = 0; row < rows_; ++row)
    for (std::int64_t col = 0; col < cols_; ++col) all.push_back({x(col), y(row)});
  return all;
}

}  // namespace tanhui
