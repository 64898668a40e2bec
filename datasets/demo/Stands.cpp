#include "datasets/demo/Stands.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kStandsSeed = 0x57A2D;
constexpr int kCells = 2025;  // 20 m

/// Growing stock by age: the curve of Richards (1959), V = asymptote (1 - exp(-rate age))^shape, and the ages that
/// occur. The figures are chosen to give a county mean of some 65 m3/ha; they are no measurement.
struct Species {
  const char* name;
  double asymptote, rate, shape;
  int youngest, oldest;
  double planted;  ///< share of planted stands
  /// The last year of the age groups before overmature (GB/T 26424, the south).
  std::array<int, 4> natural, plantation;
};
constexpr std::array<Species, 10> kSpecies = {
    {{"马尾松", 138, 0.045, 1.7, 8, 62, 0.45, {20, 30, 40, 60}, {10, 20, 30, 50}},
     {"柏木", 108, 0.040, 1.5, 10, 70, 0.7, {40, 60, 80, 120}, {20, 40, 60, 80}},
     {"杉木", 165, 0.055, 1.8, 6, 45, 0.95, {20, 30, 40, 60}, {10, 20, 25, 35}},
     {"樟木", 140, 0.040, 1.5, 8, 60, 0.5, {40, 60, 80, 120}, {20, 40, 50, 70}},
     {"木荷", 150, 0.038, 1.5, 10, 65, 0.2, {20, 40, 50, 70}, {10, 20, 30, 50}},
     {"阔叶混", 122, 0.040, 1.5, 10, 70, 0.1, {40, 60, 80, 120}, {20, 40, 50, 70}},
     {"针阔混", 130, 0.042, 1.6, 10, 65, 0.25, {40, 60, 80, 120}, {20, 40, 50, 70}},
     {"桉树", 150, 0.160, 2.2, 3, 16, 1, {20, 30, 40, 60}, {5, 10, 15, 25}},
     {"柳杉", 190, 0.055, 2.0, 5, 40, 1, {20, 30, 40, 60}, {10, 20, 25, 35}},
     {"栎类", 130, 0.035, 1.4, 12, 70, 0.05, {40, 60, 80, 120}, {20, 40, 50, 70}}}};
enum SpeciesIndex { masson, cypress, fir, camphor, schima, broadleaf, mixed, eucalypt, cryptomeria, oak };

/// Means over a stand's cells.
struct Site {
  double elevation = 0, slope = 0, ridge = 0;
};

Use surveyed(Use use, Point p, const Relief& relief) {
  const double bank = sample(relief.river.bank, p);
  if (use == Use::marsh || use == Use::flat) return use;
  if (bank > 0 && bank < 16 + 34 * (1 + noise(kStandsSeed + 1, p.x / 900, p.y / 900)) && !isTown(use))
    return Use::drawdown;
  if (isForest(use)) return use;
  const bool returned = use == Use::dry && noise(kStandsSeed + 2, p.x / 350, p.y / 350) > 0.9;  // 退耕还林
  return returned ? Use::young : Use::outside;
}

Raster<PatchKey> standKeys(const Raster<Use>& use, const Relief& relief, const Admin& admin, const Patches& survey,
                           const std::vector<char>& unsurveyed) {
  const Mosaic stands(relief.ground, 400, 1.0, kStandsSeed + 3), reaches(relief.ground, 1600, 0, kStandsSeed + 4);
  Raster<PatchKey> keys(kCells);
  for (int i = 0; i < keys.size(); ++i) {
    const Point p = keys.middle(i);
    const std::uint8_t village = admin.village[admin.village.indexAt(p)];
    if (village == 0) continue;
    const Point shifted{p.x + 15 * noise(kStandsSeed + 5, p.x / 260, p.y / 260),
                        p.y + 15 * noise(kStandsSeed + 6, p.x / 260, p.y / 260)};
    const int there = use.indexAt(shifted);
    if (unsurveyed[static_cast<std::size_t>(survey.label[there])]) continue;
    const Use kind = surveyed(use[there], p, relief);
    if (kind == Use::outside) continue;
    const std::uint32_t piece = (isForest(kind) ? stands : reaches).pieceAt(shifted, sample(relief.ground, p));
    if (isForest(kind) && unit(kStandsSeed + 7, piece) < 0.03) continue;  // missed by the survey
    keys[i] = patchKey(kind, village, piece);
  }
  return keys;
}

std::vector<Site> sitesOf(const Patches& patches, const Relief& relief) {
  std::vector<Site> sites(patches.key.size());
  for (int i = 0; i < patches.label.size(); ++i) {
    const auto k = static_cast<std::size_t>(patches.label[i]);
    if (k == 0) continue;
    const Point p = patches.label.middle(i);
    const double share = 1.0 / patches.cells[k];
    sites[k].elevation += share * relief.ground[relief.ground.indexAt(p)];
    sites[k].slope += share * relief.slope[relief.slope.indexAt(p)];
    sites[k].ridge += share * relief.ridge[relief.ridge.indexAt(p)];
  }
  return sites;
}

/// Pine on the sandstone ridges, cypress on the purple hills, planted fir and eucalypt where the ground is gentle.
SpeciesIndex speciesOf(const Site& site, double chance) {
  struct Share {
    SpeciesIndex species;
    double upTo;
  };
  constexpr std::array<Share, 8> kRidge = {{{masson, 0.44},
                                            {mixed, 0.57},
                                            {fir, 0.69},
                                            {broadleaf, 0.79},
                                            {schima, 0.86},
                                            {oak, 0.91},
                                            {cryptomeria, 0.96},
                                            {camphor, 1}}};
  constexpr std::array<Share, 8> kHills = {{{cypress, 0.46},
                                            {masson, 0.61},
                                            {eucalypt, 0.70},
                                            {camphor, 0.79},
                                            {broadleaf, 0.87},
                                            {fir, 0.92},
                                            {mixed, 0.97},
                                            {oak, 1}}};
  for (const Share& share : site.ridge > 0.3 ? kRidge : kHills)
    if (chance < share.upTo) return share.species;
  return broadleaf;
}

void growTrees(Stand& stand, const Site& site, int label) {
  const double chance = unit(kStandsSeed + 10, label), youth = unit(kStandsSeed + 11, label),
               luck = unit(kStandsSeed + 12, label);
  if (stand.use == Use::bamboo) {
    stand.species = site.elevation > 360 ? "毛竹" : "慈竹";
    stand.planted = chance < 0.5;
    return;
  }
  if (stand.use == Use::shrub) {
    stand.planted = false;
    return;
  }
  const Species& s = kSpecies[speciesOf(site, chance)];
  stand.species = s.name;
  stand.planted = stand.use == Use::young || unit(kStandsSeed + 13, label) < s.planted;
  const int oldest = stand.planted ? std::min(s.oldest, 45) : s.oldest;
  const double age =
      stand.use == Use::young ? 2 + 4 * youth : s.youngest + (oldest - s.youngest) * youth * (0.55 + 0.45 * youth);
  stand.age = static_cast<int>(age);
  const double grown = s.asymptote * std::pow(1 - std::exp(-s.rate * *stand.age), s.shape) * (0.65 + 0.7 * luck);
  stand.volume = stand.use == Use::young ? 0.0 : std::round(10 * grown) / 10;
  const std::array<int, 4>& groups = stand.planted ? s.plantation : s.natural;
  stand.ageGroup = 1 + static_cast<int>(std::ranges::count_if(groups, [&](int last) { return *stand.age > last; }));
  const double diameter = 26 * std::pow(1 - std::exp(-s.rate * *stand.age), 1.1) * (0.8 + 0.4 * luck);
  stand.diameter = diameter < 5 ? 0.0 : std::round(10 * diameter) / 10;

  const double gap = unit(kStandsSeed + 14, label);  // surveys have gaps
  if (gap < 0.08) stand.volume.reset();
  if (gap < 0.02) stand.age.reset();
  if (gap < 0.01) stand.ageGroup = 0;
}

}  // namespace

StandsAndWetlands surveyStands(const Raster<Use>& use, const Relief& relief, const Admin& admin, const Patches& survey,
                               const std::vector<char>& unsurveyed) {
  const Patches patches = makePatches(standKeys(use, relief, admin, survey, unsurveyed), SmallPatches::mayVanish);
  const std::vector<Site> sites = sitesOf(patches, relief);
  constexpr double kTolerance = 3.5;  // m
  const std::vector<Arc> arcs = smoothArcs(traceArcs(patches.label), kTolerance);
  std::vector<int> own(patches.key.size());
  for (std::size_t k = 0; k < own.size(); ++k) own[k] = static_cast<int>(k) - 1;
  std::vector<Shape> shapes = buildShapes(arcs, own, patches.count());

  StandsAndWetlands result;
  for (int label = 1; label <= patches.count(); ++label) {
    const auto k = static_cast<std::size_t>(label);
    const Use kind = useOf(patches.key[k]);
    if (!isForest(kind)) {
      result.wetlands.push_back({kind, std::move(shapes[k - 1])});
      continue;
    }
    Stand stand{kind, villageOf(patches.key[k]), {}, false, {}, {}, 0, 0, std::move(shapes[k - 1])};
    growTrees(stand, sites[k], label);
    result.stands.push_back(std::move(stand));
  }
  return result;
}

}  // namespace tanhui::demo
