#include "datasets/demo/Parcels.h"

#include <array>
#include <optional>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

constexpr std::uint64_t kParcelsSeed = 0x9A2CE1;

std::uint32_t townPiece(const Settlement& settlement, Point p) {
  std::uint32_t nearest = 0;
  double least = 1e18;
  for (std::size_t t = 0; t < settlement.towns.size(); ++t) {
    const double reach = townReach(settlement.towns[t], p);
    if (reach < least) least = reach, nearest = static_cast<std::uint32_t>(t);
  }
  const TownBlock block = blockAt(settlement.towns[nearest], p);
  return static_cast<std::uint32_t>(block.i & 0xFF) << 8 | static_cast<std::uint32_t>(block.j & 0xFF);
}

bool inBlocks(Use use) { return isTown(use) && use != Use::street; }

/// Paddies lie in steps away from their channel, everything else along contours.
const Raster<float>& heights(const Relief& relief, Use use) {
  return use == Use::paddy ? relief.height : relief.ground;
}

/// Fields have no straight walls between them: a place is moved a little before its piece is looked up. Shares of the
/// spacing, east and north.
using Bend = std::array<float, 2>;
Raster<Bend> bends() {
  Raster<Bend> bend(kCoarse);
  for (int i = 0; i < bend.size(); ++i) {
    const Point p = bend.middle(i);
    for (std::size_t k = 0; k < 2; ++k)
      bend[i][k] = static_cast<float>(0.2 * noise(kParcelsSeed + 1 + k, p.x / 190, p.y / 190));
  }
  return bend;
}

}  // namespace

Patches cutParcels(const Raster<Use>& use, const Relief& relief, const Admin& admin, const Settlement& settlement) {
  std::vector<std::optional<Mosaic>> mosaics(kUses);
  for (int u = 1; u < kUses; ++u) {
    const UseInfo& how = info(static_cast<Use>(u));
    if (how.spacing > 50)
      mosaics[static_cast<std::size_t>(u)].emplace(heights(relief, static_cast<Use>(u)), how.spacing, how.contour,
                                                   kParcelsSeed + 10 + static_cast<std::uint64_t>(u));
  }
  const Raster<Bend> bend = bends();
  Raster<PatchKey> keys(kFine);
  for (int i = 0; i < keys.size(); ++i) {
    if (admin.village[i] == 0) continue;
    const Use u = use[i];
    const Point p = keys.middle(i);
    std::uint32_t piece = 0;
    if (inBlocks(u)) {
      piece = townPiece(settlement, p);
    } else {
      const auto [east, north] = sample(bend, p);
      const Point bent{p.x + east * info(u).spacing, p.y + north * info(u).spacing};
      piece = mosaics[static_cast<std::size_t>(u)]->pieceAt(bent, sample(heights(relief, u), p));
    }
    keys[i] = patchKey(u, admin.village[i], piece);
  }
  return makePatches(keys, SmallPatches::joinNeighbour);
}

SurveyCode surveyCode(const Patches& parcels, int label) {
  const Use use = useOf(parcels.key[static_cast<std::size_t>(label)]);
  const double h = unit(kParcelsSeed + 3, label);
  const bool mayBe = use == Use::citrus || use == Use::pepper || use == Use::tea || use == Use::young;
  return {info(use).dlbm, info(use).dlmc, mayBe ? h < 0.14 : use == Use::arbor && h < 0.02};
}

}  // namespace tanhui::demo
