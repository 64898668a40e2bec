#pragma once

#include <cmath>
#include <cstdint>
#include <string>

namespace tanhui {

/// What the series of the survey leave between its areas and geodesic ones, over a class of a county: their signed
/// errors cancel to below 2e-6. More comes from another projection, edited shapes or areas in another unit.
constexpr double kOfficialTolerance = 5e-6;

/// Cropland of a class in the parcels of a layer that lie whole inside the region.
struct OfficialArea {
  std::string layer, classKey;
  std::string nameZh, nameEn;  ///< of the class
  std::int64_t parcels = 0;
  double recordM2 = 0;  ///< the sum of what the survey records (TBDLMJ)
  double splitM2 = 0;   ///< what the class has of them here, ridges taken off

  double differenceM2() const { return splitM2 - recordM2; }
  double relative() const { return recordM2 > 0 ? differenceM2() / recordM2 : 0; }
  bool passes() const { return std::abs(relative()) <= kOfficialTolerance; }
};

}  // namespace tanhui
