#include "geo/cog/OverviewPixels.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tanhui {
namespace {

// Vectors of GCC and Clang, 16 bytes: what every x86-64 and ARM64 has. Written out because the sums must be taken in
// one order whatever the compiler does, which keeps it from vectorising them itself.
using Floats = float __attribute__((vector_size(16)));
using Mask = std::int32_t __attribute__((vector_size(16)));  // -1 where true
using Doubles = double __attribute__((vector_size(16)));
using FloatPair = float __attribute__((vector_size(8)));

constexpr std::size_t kLanes = 4;

Floats load(const float* from) {
  Floats values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

Floats all(float value) { return Floats{value, value, value, value}; }

Floats where(Mask mask, Floats values) { return reinterpret_cast<Floats>(reinterpret_cast<Mask>(values) & mask); }

Doubles firstTwo(Floats v) { return __builtin_convertvector((FloatPair{v[0], v[1]}), Doubles); }
Doubles lastTwo(Floats v) { return __builtin_convertvector((FloatPair{v[2], v[3]}), Doubles); }

/// Four cells: the values, 0 where not valid, and where they are.
struct Cells {
  Floats values;
  Mask valid;
};

/// Moments of four interleaved quarters of the cells.
class MomentLanes {
 public:
  Cells add(Floats v) {
    const Mask number = v == v;
    const Mask valid = number & (v != all(kFloatNodata));
    const Floats counted = where(valid, v);
    count_ -= valid;
    notANumber_ += number + 1;
    const Doubles first = firstTwo(counted), last = lastTwo(counted);
    sum_ += first + last;
    squares_ += first * first + last * last;
    const Floats below = valid ? v : low_, above = valid ? v : high_;
    low_ = below < low_ ? below : low_;
    high_ = above > high_ ? above : high_;
    return {counted, valid};
  }

  Moments total() const {
    Moments all;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      all.count += static_cast<std::uint64_t>(count_[lane]);
      all.notANumber += static_cast<std::uint64_t>(notANumber_[lane]);
      all.min = std::min(all.min, low_[lane]);
      all.max = std::max(all.max, high_[lane]);
    }
    all.sum = sum_[0] + sum_[1];
    all.squares = squares_[0] + squares_[1];
    return all;
  }

 private:
  Mask count_{}, notANumber_{};
  Doubles sum_{}, squares_{};
  Floats low_ = all(std::numeric_limits<float>::infinity());
  Floats high_ = all(-std::numeric_limits<float>::infinity());
};

/// The mode of four values, nodata (the greatest value) apart, is found in their sorted order: the first pair of equal
/// neighbours, else the least. The network of min and max has no branch and works on 16 blocks at a time.
inline std::uint8_t mode(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
  const std::uint8_t lowLeft = std::min(a, b), highLeft = std::max(a, b);
  const std::uint8_t lowRight = std::min(c, d), highRight = std::max(c, d);
  const std::uint8_t first = std::min(lowLeft, lowRight), fourth = std::max(highLeft, highRight);
  const std::uint8_t middleA = std::max(lowLeft, lowRight), middleB = std::min(highLeft, highRight);
  const std::uint8_t second = std::min(middleA, middleB), third = std::max(middleA, middleB);
  const std::uint8_t lastPair = ((third == fourth) & (third != kClassNodata)) ? third : first;
  const std::uint8_t middlePair = ((second == third) & (second != kClassNodata)) ? second : lastPair;
  return first == second ? first : middlePair;
}

}  // namespace

void Moments::add(const Moments& other) {
  count += other.count;
  notANumber += other.notANumber;
  sum += other.sum;
  squares += other.squares;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
}

std::uint64_t countClasses(std::span<const std::uint8_t, kTileCells> tile, std::span<std::uint64_t> counts) {
  // Four tables: runs of one class would otherwise wait for the store of the same counter.
  std::array<std::array<std::uint32_t, 256>, 4> table{};
  for (std::size_t at = 0; at < kTileCells; at += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) ++table[lane][tile[at + lane]];
  std::uint64_t valid = 0;
  for (std::size_t value = 0; value < 256; ++value) {
    if (value == kClassNodata) continue;
    const std::uint64_t cells = std::uint64_t{table[0][value]} + table[1][value] + table[2][value] + table[3][value];
    counts[value] += cells;
    valid += cells;
  }
  return valid;
}

Moments halve(std::span<const float, kTileCells> tile, std::span<float, kQuarterCells> half) {
  MomentLanes moments;
  for (std::size_t row = 0; row < kQuarter; ++row) {
    const float* upper = tile.data() + 2 * row * kTile;
    const float* lower = upper + kTile;
    float* out = half.data() + row * kQuarter;
    for (std::size_t col = 0; col < kQuarter; col += kLanes) {
      const Cells a = moments.add(load(upper + 2 * col)), b = moments.add(load(upper + 2 * col + kLanes));
      const Cells c = moments.add(load(lower + 2 * col)), d = moments.add(load(lower + 2 * col + kLanes));
      const Floats left = a.values + c.values, right = b.values + d.values;
      const Mask leftCount = a.valid + c.valid, rightCount = b.valid + d.valid;
      const Floats sum =
          __builtin_shufflevector(left, right, 0, 2, 4, 6) + __builtin_shufflevector(left, right, 1, 3, 5, 7);
      const Mask count = -(__builtin_shufflevector(leftCount, rightCount, 0, 2, 4, 6) +
                           __builtin_shufflevector(leftCount, rightCount, 1, 3, 5, 7));
      const Floats mean = sum / __builtin_convertvector(count, Floats);
      const Floats result = count > 0 ? mean : all(kFloatNodata);
      std::memcpy(out + col, &result, sizeof result);
    }
  }
  return moments.total();
}

void halve(std::span<const std::uint8_t, kTileCells> tile, std::span<std::uint8_t, kQuarterCells> half) {
  for (std::size_t row = 0; row < kQuarter; ++row) {
    const std::uint8_t* upper = tile.data() + 2 * row * kTile;
    const std::uint8_t* lower = upper + kTile;
    std::uint8_t* out = half.data() + row * kQuarter;
    for (std::size_t col = 0; col < kQuarter; ++col)
      out[col] = mode(upper[2 * col], upper[2 * col + 1], lower[2 * col], lower[2 * col + 1]);
  }
}

}  // namespace tanhui
