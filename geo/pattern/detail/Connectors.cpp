#include "geo/pattern/detail/Connectors.h"

#include <array>
#include <limits>
#include <queue>

#include "geo/pattern/detail/Thinning.h"

namespace tanhui {
namespace {

// Lengths of steps and the way that connectors widen by, t - sqrt(2) with t = s + 0.98, in ten-thousandths of a cell.
constexpr std::uint32_t kStraight = 10000, kDiagonal = 14142;

std::uint32_t widening(const PatternField& field) {
  return static_cast<std::uint32_t>(field.disk.reach()) * kStraight + 9800 - kDiagonal;
}

struct Step {
  int row, col;
  std::uint32_t length;
};

constexpr std::array<Step, 8> kSteps{{{0, 1, kStraight},
                                      {-1, 0, kStraight},
                                      {0, -1, kStraight},
                                      {1, 0, kStraight},
                                      {-1, 1, kDiagonal},
                                      {-1, -1, kDiagonal},
                                      {1, -1, kDiagonal},
                                      {1, 1, kDiagonal}}};

std::span<const Step> stepsOf(Connectivity joins) {
  return std::span(kSteps).first(joins == Connectivity::eight ? 8 : 4);
}

// Shortest ways from the skeleton, through foreground that is neither core nor islet, up to the widening.
class Widening {
 public:
  explicit Widening(PatternField& field)
      : field_(field), ways_(field.bits.size(), std::numeric_limits<std::uint32_t>::max()) {}

  void start(std::size_t cell) { reach(cell, 0); }

  void run() {
    while (!queue_.empty()) {
      const auto [way, cell] = queue_.top();
      queue_.pop();
      if (way == ways_[cell]) spread(cell, way);
    }
  }

 private:
  void spread(std::size_t cell, std::uint32_t way) {
    for (const Step& step : stepsOf(field_.connectivity)) {
      const std::uint32_t next = way + step.length;
      const auto to = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) +
                                               std::ptrdiff_t{step.row} * field_.cols + step.col);
      if (next <= widening(field_) && enters(to)) reach(to, next);
    }
  }

  bool enters(std::size_t cell) const { return (field_.bits[cell] & (kForeground | kCore | kIslet)) == kForeground; }

  void reach(std::size_t cell, std::uint32_t way) {
    if (way >= ways_[cell]) return;
    ways_[cell] = way;
    field_.bits[cell] |= kConnector;
    queue_.emplace(way, cell);
  }

  PatternField& field_;
  std::vector<std::uint32_t> ways_;
  using Way = std::pair<std::uint32_t, std::size_t>;
  std::priority_queue<Way, std::vector<Way>, std::greater<>> queue_;
};

// The cells of the outermost frame are left out: they have no 8 neighbours.
template <class Visit>
void eachInner(const PatternField& field, const Visit& visit) {
  for (int row = 1; row + 1 < field.rows; ++row) {
    for (int col = 1; col + 1 < field.cols; ++col) visit(row, col, field.index(row, col));
  }
}

void widen(PatternField& field, const std::vector<std::uint8_t>& lines) {
  Widening widening(field);
  eachInner(field, [&](int, int, std::size_t cell) {
    if (lines[cell] != 0) widening.start(cell);
  });
  widening.run();
}

/// Which cores a connector touches.
struct Touch {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t core = kNone;
  bool several = false;

  void add(std::uint32_t another) {
    if (core == kNone) core = another;
    several = several || core != another;
  }
};

Regions connectorRegions(const PatternField& field) {
  const auto rows = [&](int row, std::uint8_t* values) {
    for (int col = 0; col < field.cols; ++col) values[col] = field.has(field.index(row, col), kConnector) ? 1 : 0;
  };
  return {field.cols, field.rows, rows, field.connectivity, dual(field.connectivity)};
}

void markBridges(PatternField& field, const Nesting& nesting) {
  const Regions pieces = connectorRegions(field);
  std::vector<Touch> touches(pieces.count());
  const auto eachCell = [&](const auto& visit) {
    for (int row = 1; row + 1 < field.rows; ++row) {
      pieces.eachRun(row, [&](int begin, int end, std::size_t piece) {
        if (pieces.value(piece) == 0) return;
        for (int col = begin; col < end; ++col) visit(row, col, piece);
      });
    }
  };
  eachCell([&](int row, int col, std::size_t piece) {
    for (const Step& step : stepsOf(field.connectivity)) {
      const int r = row + step.row, c = col + step.col;
      if (field.has(field.index(r, c), kCore)) touches[piece].add(nesting.regions().at(r, c));
    }
  });
  eachCell([&](int row, int col, std::size_t piece) {
    if (touches[piece].several) field.bits[field.index(row, col)] |= kBridge;
  });
}

}  // namespace

void markConnectors(PatternField& field, const Nesting& nesting, const StopFlag* stop) {
  widen(field, skeleton(field, stop));
  heed(stop);
  markBridges(field, nesting);
}

}  // namespace tanhui
