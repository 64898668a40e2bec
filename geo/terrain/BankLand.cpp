#include "geo/terrain/BankLand.h"

#include <cmath>
#include <ranges>

#include "geo/terrain/Fill.h"
#include "geo/terrain/Flow.h"
#include "geo/terrain/Hillslope.h"
#include "geo/terrain/Neighbours.h"
#include "geo/terrain/Slope.h"

namespace tanhui {
namespace {

/// Gentle cells from which one comes to the water over gentle cells alone.
std::vector<std::uint8_t> gentleBesideWater(const Dem& dem, std::span<const std::uint8_t> water, double degrees) {
  const std::vector<float> slope = slopeAspect(dem).slope;
  std::vector<std::uint8_t> gentle(dem.cells(), 0);
  std::vector<std::size_t> open;
  for (std::size_t cell = 0; cell < dem.cells(); ++cell)
    if (water[cell] != 0) open.push_back(cell);
  while (!open.empty()) {
    const std::size_t cell = open.back();
    open.pop_back();
    eachNeighbour(cell, dem.cols(), dem.rows(), [&](std::size_t beside, const D8Step&) {
      if (water[beside] != 0 || gentle[beside] != 0 || !(double{slope[beside]} < degrees)) return;
      gentle[beside] = 1;
      open.push_back(beside);
    });
  }
  return gentle;
}

std::vector<std::uint8_t> tributaries(const Dem& dem, const FlowField& flow, std::span<const std::size_t> order,
                                      std::span<const std::uint8_t> water, double leastHa) {
  std::vector<double> cellHa;
  for (const CellMetres& size : dem.sizes) cellHa.push_back(size.width * size.height / 1e4);
  const std::vector<double> drained = flowHa(flow, order, cellHa);
  std::vector<std::uint8_t> streams(dem.cells(), 0);
  for (std::size_t cell = 0; cell < dem.cells(); ++cell) streams[cell] = water[cell] == 0 && drained[cell] >= leastHa;
  return streams;
}

}  // namespace

std::vector<BankLand> bankLand(const Dem& dem, std::span<const std::uint8_t> water, const BankRules& rules,
                               const StopFlag* stop) {
  const std::vector<double> filled = filledHeights(dem, stop);
  const FlowField flow = flowField(dem, filled);
  heed(stop);
  const std::vector<std::size_t> order = downstreamOrder(flow);
  const std::vector<std::uint8_t> gentle = gentleBesideWater(dem, water, rules.gentleDegrees);
  const Hillslope slopes =
      hillslopeOf(dem, flow, order, filled, water, tributaries(dem, flow, order, water, rules.tributaryHa));
  heed(stop);
  std::vector<BankLand> land(dem.cells(), BankLand::none);
  // How far from the water the path of a cell comes down to gentle land.
  std::vector<float> crossed(dem.cells(), 0);
  for (const std::size_t cell : std::views::reverse(order)) {
    if (water[cell] != 0 || std::isnan(slopes.distance[cell])) continue;
    crossed[cell] = gentle[cell] != 0 ? slopes.distance[cell] : crossed[flow.next(cell)];
    if (gentle[cell] == 0 && double{crossed[cell]} <= rules.gentleMetres) land[cell] = BankLand::hillslope;
  }
  for (std::size_t cell = 0; cell < dem.cells(); ++cell)
    if (gentle[cell] != 0) land[cell] = BankLand::gentle;
  return land;
}

}  // namespace tanhui
