#include "geo/pattern/detail/Connectors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <queue>
#include <span>

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
  // The outermost cells of the frame, which have no 8 neighbours, are closed.
  explicit Widening(PatternField& field) : field_(field), longest_(widening(field)), ways_(field.bits.size(), 0) {
    for (int row = 1; row + 1 < field.rows; ++row) {
      const auto first = ways_.begin() + static_cast<std::ptrdiff_t>(field.index(row, 1));
      std::fill(first, first + field.cols - 2, std::numeric_limits<std::uint32_t>::max());
    }
  }

  void start(std::size_t cell) { reach(cell, 0, straight_); }

  void run() {
    while (!straight_.empty() || !diagonal_.empty()) {
      const Way next = pop();
      if (next.length == ways_[next.cell]) spread(next);
    }
  }

 private:
  struct Way {
    std::uint32_t length, cell;
  };
  // Cells are taken in the order of their ways, so what one kind of step adds to them is in order too.
  using Queue = std::queue<Way>;

  Way pop() {
    const bool straight =
        diagonal_.empty() || (!straight_.empty() && straight_.front().length <= diagonal_.front().length);
    Queue& queue = straight ? straight_ : diagonal_;
    const Way next = queue.front();
    queue.pop();
    return next;
  }

  void spread(const Way& from) {
    for (const Step& step : stepsOf(field_.connectivity)) {
      const auto to =
          static_cast<std::size_t>(std::ptrdiff_t{from.cell} + std::ptrdiff_t{step.row} * field_.cols + step.col);
      const std::uint32_t length = from.length + step.length;
      if (length <= longest_ && enters(to)) reach(to, length, step.length == kStraight ? straight_ : diagonal_);
    }
  }

  bool enters(std::size_t cell) const { return (field_.bits[cell] & (kForeground | kCore | kIslet)) == kForeground; }

  void reach(std::size_t cell, std::uint32_t length, Queue& queue) {
    if (length >= ways_[cell]) return;
    ways_[cell] = length;
    field_.bits[cell] |= kConnector;
    queue.push({length, static_cast<std::uint32_t>(cell)});
  }

  PatternField& field_;
  std::uint32_t longest_;
  std::vector<std::uint32_t> ways_;
  Queue straight_, diagonal_;
};

void widen(PatternField& field, const std::vector<std::uint8_t>& lines) {
  Widening widening(field);
  for (std::size_t cell = 0; cell < lines.size(); ++cell) {
    if (lines[cell] != 0) widening.start(cell);
  }
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
