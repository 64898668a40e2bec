#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Message.h"

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
  unlisted,  ///< of a class that no table of classes describes (an InVEST lucode)
  unmapped,  ///< no layer says what it is
};
constexpr std::size_t kIpccCategories = 6;
constexpr std::size_t kLandCategories = 8;

/// What the accounting and the actions ask of a class: the columns of datasets/classes/land_classes.csv and of the
/// user's own table of classes. A class that no table describes has none of them.
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

/// The land classes that Tanhui itself knows, in map and table order; "unmapped" is the last.
const std::vector<LandClass>& landClasses();

/// What is known of the land classes of a run: Tanhui's own, then those of the user. A copy is cheap and shares them.
class LandClasses {
 public:
  /// Tanhui's own.
  LandClasses();
  /// With those of a table in the columns of land_classes.csv, of which only key and ipcc must be there. Throws Error
  /// naming file and line for a column that is none of these, a category or trait that there is not, traits that do
  /// not go together, and a key that is taken.
  static LandClasses withOwn(const std::filesystem::path& table);
  /// With names for classes that have none yet, without any traits: those of an InVEST table.
  LandClasses named(const std::map<std::string, std::string, std::less<>>& names) const;

  const std::vector<LandClass>& all() const;
  /// nullptr for a class that no table describes.
  const LandClass* find(std::string_view key) const;
  /// Those of a class that no table describes where there is none.
  const LandTraits& traits(std::string_view key) const;
  /// True for a class of the user's own table.
  bool isOwn(std::string_view key) const;

  /// For people; the key of a class without a name.
  std::string name(std::string_view key, Language language) const;
  /// On maps and charts; grey for a class that no table describes.
  std::uint32_t colour(std::string_view key) const;
  /// "other" for a class that no table describes.
  std::string group(std::string_view key) const;

 private:
  struct Table;
  explicit LandClasses(std::shared_ptr<const Table> table) : table_(std::move(table)) {}

  std::shared_ptr<const Table> table_;
};

}  // namespace tanhui
