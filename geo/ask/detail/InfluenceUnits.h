#pragma once

#include <string>
#include <vector>

#include "geo/ask/detail/SampleLattice.h"
#include "geo/influence/FactorColumn.h"
#include "geo/project/Project.h"

namespace tanhui {

struct InfluenceLand;

/// The units of a study with what they are asked for, from a lattice of points: the points themselves, or the zones
/// that hold them.
class InfluenceUnits {
 public:
  /// `zones`: null where the units are points.
  InfluenceUnits(const SampleLattice& lattice, const ZoneLayer* zones);

  /// The figure of each unit from those of the points: of a zone their mean without NaN.
  std::vector<double> figures(std::vector<double> ofPoints) const;
  /// The kind of each unit: of a zone what most of its points have; an empty text is none.
  std::vector<std::string> kinds(std::vector<std::string> ofPoints) const;

 private:
  std::vector<int> zoneOf_;  ///< by point; empty: the units are points
  std::size_t zones_ = 0;
};

/// How far the points of a study lie apart, in cells. Throws Error as influenceOf does.
std::int64_t stepOf(const InfluenceSpec& spec, const Grid& grid, double cellMetres);

}  // namespace tanhui
