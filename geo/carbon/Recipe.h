#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/Species.h"
#include "geo/carbon/VolumeBiomass.h"

namespace tanhui {

using FactorIndex = std::uint32_t;
using MaybeFactor = std::optional<FactorIndex>;

/// Where a library keeps what the accounting of a land class needs. Absent: the library has no such factor.
struct ClassRecipe {
  // Either the whole vegetation and its root to shoot ratio, or (InVEST) the two parts as they are.
  MaybeFactor veg, rootToShoot, above, below;
  MaybeFactor litter, deadwood, soil;
  MaybeFactor soil30;          ///< what every change of soil refers to, whatever the depth of `soil`
  bool soilIsShallow = false;  ///< 0-100 cm was asked for, only 0-30 cm is known
  MaybeFactor understorey;
  MaybeFactor biomassRate, soilRate, deadOrganicRate;
  MaybeFactor ch4, n2o;
};

/// Where a library keeps the parameters of a tree species.
struct TreeRecipe {
  struct Expansion {
    FactorIndex svd, bef;
  };
  struct Continuous {
    FactorIndex a, b;
    MaybeFactor scale;
  };
  struct Growth {
    FactorIndex a, k, c, ageMin, ageMax;
    MaybeFactor youngRate, youngAge;
  };
  struct Conversion {
    std::array<FactorIndex, std::size(kBcefClasses)> bcef;
    FactorIndex r, cf;
  };
  MaybeFactor r, cf;  ///< of the AR-CM group; the continuous function and the growth curve use them too
  std::optional<Expansion> expansion;
  std::optional<Continuous> continuous;
  std::optional<Growth> growth;
  std::optional<Conversion> conversion;

  bool takesVolume() const { return expansion || continuous || conversion; }
};

ClassRecipe classRecipe(const FactorLibrary& library, const std::string& classKey, int soilDepthCm);
TreeRecipe treeRecipe(const FactorLibrary& library, const Species& species);

}  // namespace tanhui
