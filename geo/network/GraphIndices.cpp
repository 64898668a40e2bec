#include "geo/network/GraphIndices.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <queue>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr double kFar = std::numeric_limits<double>::infinity();
/// Per cent that a difference of sums may be off.
constexpr double kRounding = 1e-9;
constexpr std::size_t kNobody = SIZE_MAX;

/// The links as each node sees them.
struct Graph {
  struct Way {
    std::size_t to;
    double length;
  };
  std::vector<std::vector<Way>> ways;

  Graph(std::size_t nodes, std::span<const GraphLink> links, bool counted) : ways(nodes) {
    for (const GraphLink& link : links) {
      const double length = counted ? 1 : link.length;
      ways[link.from].push_back({link.to, length});
      ways[link.to].push_back({link.from, length});
    }
  }
};

/// Shortest ways from one node.
struct ShortestTree {
  std::vector<double> distance;
  std::vector<std::size_t> parent;

  /// Some shortest way leads through the node.
  bool uses(std::size_t node) const { return std::ranges::find(parent, node) != parent.end(); }
};

/// Without the node `missing`, where there is one.
ShortestTree treeFrom(const Graph& graph, std::size_t root, std::size_t missing = kNobody) {
  ShortestTree tree{std::vector<double>(graph.ways.size(), kFar), std::vector<std::size_t>(graph.ways.size(), kNobody)};
  using Step = std::pair<double, std::size_t>;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> queue;
  tree.distance[root] = 0;
  queue.push({0, root});
  while (!queue.empty()) {
    const auto [distance, at] = queue.top();
    queue.pop();
    if (distance > tree.distance[at]) continue;
    for (const auto& [to, length] : graph.ways[at]) {
      if (to == missing || distance + length >= tree.distance[to]) continue;
      tree.distance[to] = distance + length;
      tree.parent[to] = at;
      queue.push({tree.distance[to], to});
    }
  }
  return tree;
}

/// A sum of products of areas, each weighed by the way between them, and what is lost without a node.
template <typename Weight>
class ConnectedArea {
 public:
  ConnectedArea(std::span<const double> areas, Graph graph, Weight weight)
      : areas_(areas), graph_(std::move(graph)), weight_(weight) {
    for (std::size_t i = 0; i < areas.size(); ++i) trees_.push_back(treeFrom(graph_, i));
  }

  /// What node i exchanges with all, itself too.
  double of(std::size_t i) const { return of(i, trees_[i], kNobody); }
  double total() const {
    double sum = 0;
    for (std::size_t i = 0; i < areas_.size(); ++i) sum += of(i);
    return sum;
  }
  /// Only what went through the node is looked at anew.
  double totalWithout(std::size_t node) const {
    double sum = 0;
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      if (i == node) continue;
      sum += trees_[i].uses(node) ? of(i, treeFrom(graph_, i, node), node) : of(i, trees_[i], node);
    }
    return sum;
  }

 private:
  double of(std::size_t i, const ShortestTree& tree, std::size_t missing) const {
    double sum = 0;
    for (std::size_t j = 0; j < areas_.size(); ++j)
      if (j != missing && tree.distance[j] < kFar) sum += areas_[i] * areas_[j] * weight_(tree.distance[j]);
    return sum;
  }

  std::span<const double> areas_;
  Graph graph_;
  Weight weight_;
  std::vector<ShortestTree> trees_;
};

}  // namespace

NetworkShape shapeOf(std::size_t nodes, std::size_t components, std::span<const GraphLink> links) {
  const auto v = static_cast<double>(nodes), l = static_cast<double>(links.size());
  const auto p = static_cast<double>(components);
  double metres = 0;
  for (const GraphLink& link : links) metres += link.length;
  const bool defined = nodes >= 3;
  return {.alpha = defined ? (l - v + p) / (2 * v - 5) : kUndefined,
          .beta = nodes > 0 ? l / v : kUndefined,
          .gamma = defined ? l / (3 * (v - 2)) : kUndefined,
          .costRatio = metres > 0 ? 1 - l / (metres / 1000) : kUndefined};
}

double gravity(const GravityMass& a, const GravityMass& b, double cost, double largestCost, const std::string& where) {
  for (const GravityMass& mass : {a, b})
    if (mass.hectares < 1)
      throw Error(where, say("network.below_hectare", mass.name, mass.hectares), say("network.below_hectare.remedy"));
  const double ratio = largestCost / cost;
  return ratio * ratio * std::log(a.hectares) * std::log(b.hectares) / (a.resistance * b.resistance);
}

GraphConnectivity connectivityOf(std::span<const double> areas, std::span<const GraphLink> links, double landscape,
                                 double d50) {
  const double k = std::numbers::ln2 / d50;
  const ConnectedArea probable(areas, Graph(areas.size(), links, false), [k](double d) { return std::exp(-k * d); });
  const ConnectedArea integral(areas, Graph(areas.size(), links, true), [](double n) { return 1 / (1 + n); });
  const double sum = probable.total(), counted = integral.total();
  GraphConnectivity out{
      .pc = sum / (landscape * landscape), .ec = std::sqrt(sum), .iic = counted / (landscape * landscape), .nodes = {}};
  for (std::size_t i = 0; i < areas.size(); ++i) {
    NodeWorth worth;
    worth.dPC = (1 - probable.totalWithout(i) / sum) * 100;
    worth.intra = areas[i] * areas[i] / sum * 100;
    worth.flux = 2 * (probable.of(i) - areas[i] * areas[i]) / sum * 100;
    worth.connector = worth.dPC - worth.intra - worth.flux;
    if (std::abs(worth.connector) < kRounding) worth.connector = 0;
    worth.dIIC = (1 - integral.totalWithout(i) / counted) * 100;
    out.nodes.push_back(worth);
  }
  return out;
}

}  // namespace tanhui
