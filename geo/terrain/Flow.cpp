#include "geo/terrain/Flow.h"

#include <bit>
#include <cmath>

#include "geo/terrain/Neighbours.h"

namespace tanhui {
namespace {

std::uint8_t steepest(const Dem& dem, std::span<const double> z, std::size_t cell) {
  if (std::isnan(z[cell])) return kNoHeight;
  const CellMetres& size = dem.sizes[cell / static_cast<std::size_t>(dem.cols())];
  double best = 0;
  std::uint8_t code = kFlowsOut;
  eachNeighbour(cell, dem.cols(), dem.rows(), [&](std::size_t n, const D8Step& step) {
    const double run = step.down == 0 ? size.width : step.right == 0 ? size.height : size.diagonal();
    const double slope = (z[cell] - z[n]) / run;
    if (slope > best) best = slope, code = step.code;
  });
  return code;
}

}  // namespace

std::size_t FlowField::next(std::size_t cell) const {
  if (code[cell] == kFlowsOut || code[cell] == kNoHeight) return kNowhere;
  const D8Step& step = kD8Steps[static_cast<std::size_t>(std::countr_zero(code[cell]))];
  return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) + std::ptrdiff_t{step.down} * cols + step.right);
}

FlowField flowField(const Dem& dem, std::span<const double> z) {
  FlowField flow{dem.cols(), dem.rows(), std::vector<std::uint8_t>(dem.cells())};
  for (std::size_t cell = 0; cell < flow.cells(); ++cell) flow.code[cell] = steepest(dem, z, cell);
  return flow;
}

std::vector<std::size_t> downstreamOrder(const FlowField& flow) {
  std::vector<std::uint8_t> above(flow.cells(), 0);  // neighbours that flow in and are not yet in the order
  for (std::size_t cell = 0; cell < flow.cells(); ++cell)
    if (const std::size_t next = flow.next(cell); next != kNowhere) ++above[next];
  std::vector<std::size_t> order;
  order.reserve(flow.cells());
  for (std::size_t cell = 0; cell < flow.cells(); ++cell)
    if (above[cell] == 0 && flow.code[cell] != kNoHeight) order.push_back(cell);
  for (std::size_t i = 0; i < order.size(); ++i)
    if (const std::size_t next = flow.next(order[i]); next != kNowhere && --above[next] == 0) order.push_back(next);
  return order;
}

std::vector<std::uint32_t> flowCells(const FlowField& flow, std::span<const std::size_t> order) {
  std::vector<std::uint32_t> count(flow.cells(), 0);
  for (const std::size_t cell : order) {
    ++count[cell];
    if (const std::size_t next = flow.next(cell); next != kNowhere) count[next] += count[cell];
  }
  return count;
}

std::vector<double> flowHa(const FlowField& flow, std::span<const std::size_t> order, std::span<const double> cellHa) {
  std::vector<double> ha(flow.cells(), 0);
  for (const std::size_t cell : order) {
    ha[cell] += cellHa[cell / static_cast<std::size_t>(flow.cols)];
    if (const std::size_t next = flow.next(cell); next != kNowhere) ha[next] += ha[cell];
  }
  return ha;
}

std::vector<std::uint8_t> strahlerOrder(const FlowField& flow, std::span<const std::size_t> order,
                                        std::span<const std::uint8_t> stream) {
  std::vector<std::uint8_t> rank(flow.cells(), 0), arriving(flow.cells(), 0);  // how many of the highest rank flow in
  for (const std::size_t cell : order) {
    if (stream[cell] == 0) continue;
    rank[cell] = static_cast<std::uint8_t>(rank[cell] == 0 ? 1 : rank[cell] + (arriving[cell] > 1 ? 1 : 0));
    const std::size_t next = flow.next(cell);
    if (next == kNowhere || stream[next] == 0) continue;
    if (rank[cell] > rank[next]) rank[next] = rank[cell], arriving[next] = 0;
    if (rank[cell] == rank[next]) ++arriving[next];
  }
  return rank;
}

}  // namespace tanhui
