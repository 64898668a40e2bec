#include "geo/network/DistanceField.h"

#include <cmath>
#include <limits>
#include <span>

namespace tanhui {
namespace {

constexpr double kBeyond = 1e20;  // squared; of finite value, so that differences are defined

/// The lower envelope of the parabolas (x - i)^2 + f[i], looked at from each x.
class Envelope {
 public:
  void operator()(std::span<double> f) {
    const std::size_t n = f.size();
    place_.assign(n, 0);
    from_.assign(n + 1, 0);
    from_[0] = -kBeyond;
    from_[1] = kBeyond;
    std::size_t last = 0;
    for (std::size_t q = 1; q < n; ++q) {
      double meets = crossing(f, place_[last], q);
      while (last > 0 && meets <= from_[last]) meets = crossing(f, place_[--last], q);
      place_[++last] = q;
      from_[last] = meets;
      from_[last + 1] = kBeyond;
    }
    out_.resize(n);
    std::size_t at = 0;
    for (std::size_t x = 0; x < n; ++x) {
      while (from_[at + 1] < static_cast<double>(x)) ++at;
      const double way = static_cast<double>(x) - static_cast<double>(place_[at]);
      out_[x] = way * way + f[place_[at]];
    }
    std::copy(out_.begin(), out_.end(), f.begin());
  }

 private:
  static double crossing(std::span<const double> f, std::size_t p, std::size_t q) {
    const auto x = static_cast<double>(p), y = static_cast<double>(q);
    return ((f[q] + y * y) - (f[p] + x * x)) / (2 * y - 2 * x);
  }
  std::vector<std::size_t> place_;
  std::vector<double> from_, out_;
};

}  // namespace

std::vector<float> distanceField(const std::vector<bool>& mask, std::int64_t rows, std::int64_t cols) {
  const auto height = static_cast<std::size_t>(rows), width = static_cast<std::size_t>(cols);
  std::vector<float> field(mask.size());
  Envelope envelope;
  std::vector<double> line(height);
  for (std::size_t col = 0; col < width; ++col) {
    for (std::size_t row = 0; row < height; ++row) line[row] = mask[row * width + col] ? 0 : kBeyond;
    envelope(line);
    for (std::size_t row = 0; row < height; ++row) field[row * width + col] = static_cast<float>(line[row]);
  }
  line.resize(width);
  for (std::size_t row = 0; row < height; ++row) {
    for (std::size_t col = 0; col < width; ++col) line[col] = static_cast<double>(field[row * width + col]);
    envelope(line);
    for (std::size_t col = 0; col < width; ++col)
      field[row * width + col] =
          line[col] < kBeyond / 2 ? static_cast<float>(std::sqrt(line[col])) : std::numeric_limits<float>::infinity();
  }
  return field;
}

}  // namespace tanhui
