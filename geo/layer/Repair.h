#pragma once

#include <optional>
#include <string>

#include "geo/coverage/MultiPolygon.h"
#include "geo/layer/Simplicity.h"

namespace tanhui {

/// What was wrong with the polygons of one feature.
struct RepairNote {
  std::string reason;            ///< as GEOS puts it, with the place; empty: nothing was invalid
  int collapsedRings = 0;        ///< rings without area, left out
  double before = 0, after = 0;  ///< planar area: |signed area| of the exteriors less the holes, as the file has them
};

/// Makes the polygons of a feature valid: rings closed, repeated points and rings without area out, holes outside their
/// exterior made parts of their own (see nestRings), self-crossings and overlapping parts mended by GEOS MakeValid in
/// its structure method (parts are united, a self-crossing ring keeps its lobes, holes are taken out; the default
/// method would give the XOR of overlapping parts).
class Repair {
 public:
  /// `parts` is cleaned in place. The result has exteriors counter-clockwise and holes clockwise; it is empty when no
  /// area is left. Coordinates must be finite.
  MultiPolygon operator()(PolygonParts& parts, RepairNote& note);

 private:
  Geos geos_;
  SimplicityProof proof_;
  PolygonParts scratch_;
};

/// A drawn area made valid: the first ring and every counter-clockwise one begin a polygon, a clockwise one is a hole
/// of the polygon before it. Empty when no area is left. Coordinates must be finite.
MultiPolygon repaired(const MultiPolygon& drawn);

/// Of the interior on the left; `parts` valid, their ring roles known, their directions not.
MultiPolygon directed(PolygonParts& parts);

}  // namespace tanhui
