#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "geo/series/Path.h"

namespace tanhui {

/// The six land categories of the inventory: IPCC 2006 V4 Ch 3 section 3.2, CRT table 4; and the land that has none.
///
/// By the group of its class (datasets/classes/land_classes.csv):
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

LandCategory categoryOf(std::string_view classKey);

/// Years for which land counts as converted, that of the conversion being the first: 20 (IPCC 2006 V4 section 2.3.3.1),
/// between forest and wetlands 10 either way (land classes of the CBM-CFS3, libcbm defaults v1.2).
int conversionYears(LandCategory from, LandCategory to);

/// Where the reporting puts land in a year.
struct LandStatus {
  LandCategory category;
  LandCategory from;  ///< while it counts as converted: the category that it came from; else `category`
  bool converted() const { return from != category; }
  bool operator==(const LandStatus&) const = default;
};

/// The status of a path's land in each of `years` years from the base year on. A change of class inside a category is
/// no conversion and does not start the clock anew; land converted again while the clock runs came from the category
/// before it. A use that began before the base year has a first year below 0, and its clock runs from there.
std::vector<LandStatus> statusByYear(const Path& path, int years);

}  // namespace tanhui
