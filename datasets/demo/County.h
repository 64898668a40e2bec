#pragma once

#include "datasets/demo/Parcels.h"
#include "datasets/demo/Shapes.h"
#include "datasets/demo/Stands.h"

namespace tanhui::demo {

/// A parcel at a glance.
struct ParcelFacts {
  Use use;
  int village;
  Point middle;  ///< mean of its cells
  bool unsurveyed;
};

/// Everything that is known of the made-up district, before any file is written.
struct County {
  BigRiver river;
  Relief relief;
  Admin admin;
  Settlement settlement;
  Waters waters;
  Raster<Use> use;
  Patches parcels;
  std::vector<ParcelFacts> facts;  ///< by label; [0] is outside
  std::vector<Arc> arcs;           ///< borders of the parcels
  StandsAndWetlands survey;

  /// Parcels dissolved by group: groupOf(label) is an index below `groups`, or -1.
  template <typename GroupOf>
  std::vector<Shape> dissolve(int groups, GroupOf groupOf) const {
    std::vector<int> group(facts.size(), -1);
    for (std::size_t k = 1; k < group.size(); ++k) group[k] = groupOf(facts[k]);
    return buildShapes(arcs, group, groups);
  }
  int townshipOf(const ParcelFacts& parcel) const {
    return admin.villages[static_cast<std::size_t>(parcel.village)].township;
  }
};

County imagineCounty();

}  // namespace tanhui::demo
