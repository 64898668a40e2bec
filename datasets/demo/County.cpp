#include "datasets/demo/County.h"

#include <array>
#include <cmath>

namespace tanhui::demo {
namespace {

std::vector<ParcelFacts> gatherFacts(const Patches& parcels) {
  std::vector<ParcelFacts> facts(parcels.key.size());
  for (int i = 0; i < parcels.label.size(); ++i) {
    const auto k = static_cast<std::size_t>(parcels.label[i]);
    const Point p = parcels.label.middle(i);
    facts[k].middle.x += p.x, facts[k].middle.y += p.y;
  }
  for (std::size_t k = 0; k < facts.size(); ++k) {
    const Point sum = facts[k].middle;
    facts[k] = {
        useOf(parcels.key[k]), villageOf(parcels.key[k]), {sum.x / parcels.cells[k], sum.y / parcels.cells[k]}, false};
  }
  return facts;
}

/// Closed areas that the survey leaves out: the woods nearest to three places.
void leaveOut(std::vector<ParcelFacts>& facts, const Patches& parcels) {
  constexpr std::array<Point, 3> kPlaces = {{{13000, 21500}, {27800, 29500}, {29500, 9500}}};
  constexpr int kLeast = 500;  // cells, 8 ha
  for (const Point place : kPlaces) {
    std::size_t nearest = 0;
    double least = 1e18;
    for (std::size_t k = 1; k < facts.size(); ++k) {
      const double dx = facts[k].middle.x - place.x, dy = facts[k].middle.y - place.y;
      if (facts[k].use != Use::arbor || parcels.cells[k] < kLeast || dx * dx + dy * dy >= least) continue;
      least = dx * dx + dy * dy, nearest = k;
    }
    if (nearest != 0) facts[nearest].unsurveyed = true;
  }
}

}  // namespace

County imagineCounty() {
  BigRiver river = makeBigRiver();
  Relief relief = makeRelief(river);
  Admin admin = divideDistrict(relief);
  Settlement settlement = settle(relief, admin);
  Waters waters = findWaters(relief);
  Raster<Use> use = mapLandUse(relief, waters, settlement);
  Patches parcels = cutParcels(use, relief, admin, settlement);
  std::vector<ParcelFacts> facts = gatherFacts(parcels);
  leaveOut(facts, parcels);
  std::vector<char> unsurveyed(facts.size());
  for (std::size_t k = 0; k < facts.size(); ++k) unsurveyed[k] = facts[k].unsurveyed;
  constexpr double kTolerance = 3;  // m
  std::vector<Arc> arcs = smoothArcs(traceArcs(parcels.label), kTolerance);
  StandsAndWetlands survey = surveyStands(use, relief, admin, parcels, unsurveyed);
  return {std::move(river), std::move(relief),  std::move(admin), std::move(settlement), std::move(waters),
          std::move(use),   std::move(parcels), std::move(facts), std::move(arcs),       std::move(survey)};
}

}  // namespace tanhui::demo
