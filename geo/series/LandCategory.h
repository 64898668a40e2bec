#pragma once

#include <vector>

#include "geo/carbon/GasSector.h"
#include "geo/landclass/LandClass.h"
#include "geo/series/Path.h"

namespace tanhui {

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

/// The status of a path's land in a year >= 0. A change of class inside a category is no conversion and does not start
/// the clock anew; land converted again while the clock runs came from the category before it. A use that began before
/// the base year has a first year below 0, and its clock runs from there.
LandStatus statusAt(const Path& path, int year);
/// In each of `years` years from the base year on.
std::vector<LandStatus> statusByYear(const Path& path, int years);

/// The sector that reports an emission of a path in a year >= 0. Nitrogen set free with the soil of cropland that stays
/// cropland is its farming's (3.D), after a change of use the land's (table 4(III)), as is what a fire gives off.
GasSector sectorOf(const Path& path, const Emission& emission, int year);

}  // namespace tanhui
