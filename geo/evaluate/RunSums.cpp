#include "geo/evaluate/RunSums.h"

namespace tanhui {
namespace {

void addTo(std::vector<double>& sums, const std::vector<double>& more) {
  sums.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) sums[i] += more[i];
}

}  // namespace

void RunSums::add(const TileSums& tile) {
  ledger.add(tile.ledger);
  addTo(coveredCells, tile.coveredCells);
  addTo(pixelCells, tile.pixelCells);
  stackedCells += tile.stackedCells;
  addTo(outsideZonesHa, tile.outsideZonesHa);
  addTo(repeatedZonesHa, tile.repeatedZonesHa);
  for (const LayerOverlap& o : tile.overlaps) overlapsHa[{o.layer, o.first, o.second}] += o.areaHa;
  for (const UnknownValue& u : tile.unknown) unknownHa[{u.layer, u.value}] += u.areaHa;
  for (const ZoneScaling& s : tile.scaling) scalingHa[s.zone] += s.areaHa;
  for (const InterventionConflict& c : tile.conflicts) conflictsHa[{c.holds, c.givesWay}] += c.areaHa;
}

}  // namespace tanhui
