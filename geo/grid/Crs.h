#pragma once

#include <memory>
#include <string>

#include "geo/base/Handle.h"

namespace tanhui {

/// A coordinate reference system as GIS files use it: x is easting or longitude, y northing or latitude,
/// whatever axis order the authority states (EPSG:4490 and 454x state y first). Immutable and cheap to copy.
/// A vertical part is dropped; a local (engineering) CRS, of which nothing is known, counts as no CRS.
class Crs {
 public:
  Crs() = default;  ///< no CRS

  /// From "EPSG:4544", a WKT or a PROJ string. Throws Error (where = `where`) when PROJ does not know it.
  static Crs parse(const std::string& definition, const std::string& where);
  /// From a handle of GDAL (not taken over). A null handle gives no CRS.
  static Crs fromHandle(OGRSpatialReferenceH handle);

  bool known() const { return handle_ != nullptr; }
  bool geographic() const;
  /// The same coordinates mean the same place: datum, projection and unit agree, whatever names and axis order.
  bool sameAs(const Crs& other) const;
  /// Metres per unit of a projected CRS; 0 for a geographic one.
  double metresPerUnit() const;
  /// Radians per unit of a geographic CRS, or of the geographic part of a projected one.
  double radiansPerUnit() const;
  /// The geographic CRS of the same datum (itself, when geographic).
  Crs geographicPart() const;
  std::string wkt() const;
  /// The name for people: "CGCS2000 / 3-degree Gauss-Kruger CM 105E (EPSG:4544)".
  std::string name() const;
  /// "EPSG:4544", or empty when no authority code is known.
  std::string authority() const;
  /// With traditional (x, y) axis order set. Null when not known. Owned by this object.
  OGRSpatialReferenceH handle() const { return handle_.get(); }

  struct Ellipsoid {
    double semiMajor;   ///< m
    double flattening;  ///< 0 for a sphere
  };
  Ellipsoid ellipsoid() const;

 private:
  std::shared_ptr<void> handle_;
};

}  // namespace tanhui
