#include "geo/network/Current.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/base/Error.h"
#include "geo/network/detail/Multigrid.h"

namespace tanhui {
namespace {

constexpr double kTolerance = 1e-10;

/// What a cell is: a node of the equations, or one of these.
constexpr std::int32_t kOutside = -1, kSource = -2, kGround = -3;

/// The cells as nodes, and the branches between them.
class Circuit {
 public:
  Circuit(const CostSurface& surface, std::span<const std::int64_t> cells, std::span<const std::int64_t> a,
          std::span<const std::int64_t> b, Neighbours neighbours, Conductance conductance)
      : surface_(surface), cells_(cells), conductance_(conductance) {
    const std::int64_t stride = surface.stride();
    for (const std::int64_t to : {-stride, std::int64_t{-1}, std::int64_t{1}, stride}) moves_.push_back({to, 1});
    if (neighbours != Neighbours::four)
      for (const std::int64_t to : {-stride - 1, -stride + 1, stride - 1, stride + 1})
        moves_.push_back({to, std::numbers::sqrt2});
    first_ = surface.padded(cells.front()) - stride - 1;
    role_.assign(static_cast<std::size_t>(surface.padded(cells.back()) + stride + 2 - first_), kOutside);
    number(a, b);
  }

  std::size_t nodes() const { return static_cast<std::size_t>(nodes_); }
  std::int32_t role(std::int64_t padded) const { return role_[static_cast<std::size_t>(padded - first_)]; }

  /// Calls visit(role of the neighbour, conductance) for each branch of a cell.
  template <typename Visit>
  void eachBranch(std::int64_t padded, Visit visit) const {
    for (const auto& [to, length] : moves_)
      if (const std::int32_t other = role(padded + to); other != kOutside)
        visit(other, conductanceOf(costAt(padded), costAt(padded + to), length));
  }

 private:
  struct Branch {
    std::int64_t to;
    double length;
  };
  double costAt(std::int64_t padded) const {
    const std::uint16_t level = surface_.level()[static_cast<std::size_t>(padded)];
    return static_cast<double>(surface_.levels()[level]) / CostSurface::kUnits;
  }
  double conductanceOf(double ra, double rb, double length) const {
    return conductance_ == Conductance::meanResistance ? 2 / (length * (ra + rb)) : (1 / ra + 1 / rb) / 2 / length;
  }
  std::int32_t& roleOf(std::int64_t padded) { return role_[static_cast<std::size_t>(padded - first_)]; }

  /// The nodes are the cells that hang together with the source, in ascending order.
  void number(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
    constexpr std::int32_t kWaiting = -4;
    for (const std::int64_t cell : cells_)
      if (surface_.passable(cell)) roleOf(surface_.padded(cell)) = kWaiting;
    std::vector<std::int64_t> found;
    for (const auto& [core, as] : {std::pair{a, kSource}, {b, kGround}})
      for (const std::int64_t cell : core)
        if (std::ranges::binary_search(cells_, cell) && surface_.passable(cell)) {
          roleOf(surface_.padded(cell)) = as;
          if (as == kSource) found.push_back(surface_.padded(cell));
        }
    bool grounded = false;
    while (!found.empty()) {
      const std::int64_t at = found.back();
      found.pop_back();
      for (const Branch& branch : moves_) {
        std::int32_t& next = roleOf(at + branch.to);
        grounded |= next == kGround;
        if (next != kWaiting) continue;
        next = 0;
        found.push_back(at + branch.to);
      }
    }
    if (!grounded) throw Error("network", say("network.no_current"), say("network.no_current.remedy"));
    for (std::int32_t& role : role_) {
      if (role == kWaiting) role = kOutside;
      if (role == 0) role = nodes_++;
    }
  }

  const CostSurface& surface_;
  std::span<const std::int64_t> cells_;
  Conductance conductance_;
  std::vector<Branch> moves_;
  std::int64_t first_ = 0;  ///< padded cell of role_[0]
  std::vector<std::int32_t> role_;
  std::int32_t nodes_ = 0;
};

/// The voltages of the nodes where the source has 1 V and the ground 0.
std::vector<double> voltages(const Circuit& circuit, const CostSurface& surface, std::span<const std::int64_t> cells,
                             const StopFlag* stop) {
  SparseMatrix matrix;
  std::vector<double> fed;
  for (const std::int64_t cell : cells) {
    const std::int64_t padded = surface.padded(cell);
    if (circuit.role(padded) < 0) continue;
    double diagonal = 0, fromSource = 0;
    circuit.eachBranch(padded, [&](std::int32_t other, double conducts) {
      diagonal += conducts;
      if (other == kSource) fromSource += conducts;
      if (other < 0) return;
      matrix.column.push_back(other);
      matrix.weight.push_back(conducts);
    });
    matrix.endRow(diagonal);
    fed.push_back(fromSource);
  }
  return Multigrid(std::move(matrix), stop).solve(fed, kTolerance);
}

}  // namespace

CurrentFlow flowBetween(const CostSurface& surface, std::span<const std::int64_t> cells,
                        std::span<const std::int64_t> a, std::span<const std::int64_t> b, Neighbours neighbours,
                        Conductance conductance, const StopFlag* stop) {
  if (cells.empty()) throw Error("network", say("network.no_current"), say("network.no_current.remedy"));
  const Circuit circuit(surface, cells, a, b, neighbours, conductance);
  const std::vector<double> volts = voltages(circuit, surface, cells, stop);
  const auto voltsOf = [&](std::int32_t role) {
    return role >= 0 ? volts[static_cast<std::size_t>(role)] : role == kSource ? 1.0 : 0.0;
  };

  CurrentFlow flow;
  double total = 0;
  for (const std::int64_t cell : cells) {
    const std::int64_t padded = surface.padded(cell);
    const std::int32_t role = circuit.role(padded);
    double through = 0;
    if (role != kOutside)
      circuit.eachBranch(padded, [&](std::int32_t other, double conducts) {
        through += conducts * std::abs(voltsOf(role) - voltsOf(other));
      });
    // Of a source's cell all branch currents leave, and as much is fed in; of others half of them come, half leave.
    flow.current.push_back(role < 0 ? through : through / 2);
    if (role == kSource) total += through;
  }
  flow.resistance = 1 / total;
  for (double& current : flow.current) current /= total;
  return flow;
}

}  // namespace tanhui
