#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tanhui {

/// The six land categories of the inventory: IPCC 2006 V4 Ch 3 section 3.2, CRT table 4; and the land that has none.
///
///   forest       4.A: tree stands, bamboo, shrub land, sparse and young forest (China's definition: crown cover of 20
///   %
///                and special shrub land)
///   cropland     4.B: paddy and dry fields with their ridges; orchards, economic forest and tea, which are perennial
///                crops
///   grassland    4.C
///   wetlands     4.D: marsh, swamp forest, flats, drawdown belt; and all water, of which reservoirs, ponds and ditches
///                are flooded land and rivers and lakes are unmanaged
///   settlements  4.E: built-up land, urban green, farm buildings and rural roads
///   other        4.F: bare soil, rock, sand, ice
enum class LandCategory : std::uint8_t {
  forest,
  cropland,
  grassland,
  wetlands,
  settlements,
  other,
  unlisted,  ///< of a class that only the factor library knows (an InVEST lucode)
  unmapped,  ///< no layer says what it is
};
constexpr std::size_t kIpccCategories = 6;
constexpr std::size_t kLandCategories = 8;

/// What the accounting and the actions ask of a class: the columns of datasets/classes/land_classes.csv. A class that
/// no table describes has none of them.
struct LandTraits {
  LandCategory category = LandCategory::unlisted;
  bool generic = false;    ///< tree-covered land, species unknown: a known species gives it that species' class
  bool trees = false;      ///< has a tree layer that can be felled
  bool bamboo = false;     ///< has culms that can be felled
  bool closable = false;   ///< trees come by themselves where it is closed
  bool tillable = false;   ///< fields, on which farmland measures work
  bool rice = false;       ///< flooded crop: CH4 by IPCC 2019 Refinement V4 Eq 5.1, and that of Agriculture
  bool wet = false;        ///< soil under water or waterlogged: what becomes so from other land is rewetted
  bool water = false;      ///< open water
  bool flooded = false;    ///< water that people hold: dammed or dug
  bool reservoir = false;  ///< flooded land whose gases hang on its age (IPCC 2019 Refinement V4 Ch 7)
  bool sealed = false;     ///< paved or built over
  bool rock = false;       ///< rock or ice: nothing takes root

  /// Where wetland can be restored to.
  bool wetland() const { return wet && !water; }
  bool operator==(const LandTraits&) const = default;
};

/// A yes-or-no trait by its column.
struct LandTrait {
  std::string_view column;
  bool LandTraits::*member;
};
std::span<const LandTrait> landTraits();

/// One land class.
struct LandClass {
  std::string key, nameEn, nameZh;
  std::uint32_t colour = 0;  ///< 0xRRGGBB on maps and charts
  std::string group;         ///< of legends: forest | grass | cropland | wetland | water | built | other
  LandTraits traits;
};

/// The land classes that Tanhui knows, in map and table order; "unmapped" is the last.
const std::vector<LandClass>& landClasses();
/// nullptr for a class that only the user's table knows (an InVEST lucode, say).
const LandClass* findLandClass(std::string_view key);
/// Those of a class that no table describes where findLandClass finds none.
const LandTraits& traitsOf(std::string_view classKey);

}  // namespace tanhui
