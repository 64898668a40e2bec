#pragma once

#include "datasets/demo/County.h"

namespace tanhui::demo {

/// What the land survey notes of a field: kind, slope grade, and the share that its ridges (田坎) take of the parcel.
struct FieldRidges {
  const char* kind;  ///< GDLX: TT terraces, PD a slope
  int grade;         ///< GDPDJB: 1 to 2 degrees, 2 to 6, 3 to 15, 4 to 25, 5 above
  double ratio;      ///< KCXS; 0 up to 2 degrees, where ridges are parcels of their own
};

/// For cropland.
FieldRidges ridgesOf(const County& county, const ParcelFacts& parcel);

}  // namespace tanhui::demo
