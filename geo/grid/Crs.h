#pragma once

#include <memory>
#include <string>

#include "geo/base/Handle.h"

namespace tanhui {

/// A coordinate reference system as GIS files use it: x is easting or longitude, y northing or latitude,
/// whatever axis order the authority states (EPSG:4490 and 454x state y first). Immutable and cheap to copy.
/// A vertical part is dropped; a local (engineering) CRS, of which nothing is known, counts as no CRS.
/// Copies may be used on several threads at once (GDAL's own object may not: what it tells is kept here).
class Crs {
 public:
  Crs() = default;  ///< no CRS

  /// From "EPSG:4544", a WKT or a PROJ string. Throws Error (where = `where`) when PROJ does not know it.
  static Crs parse(const std::string& definition, const std::string& where);
  /// From a handle of GDAL (not taken over). A null handle gives no CRS.
  static Crs fromHandle(OGRSpatialReferenceH handle);

  struct Ellipsoid {
    double semiMajor = 0;   ///< m
    double flattening = 0;  ///< 0 for a sphere
  };

  bool known() const { return facts_ != nullptr; }
  bool geographic() const { return known() && facts_->geographic; }
  /// The same coordinates mean the same place: datum, projection and unit agree, whatever names and axis order.
  bool sameAs(const Crs& other) const;
  /// Metres per unit of a projected CRS; 0 for a geographic one.
  double metresPerUnit() const { return known() ? facts_->metresPerUnit : 0; }
  /// Radians per unit of a geographic CRS, or of the geographic part of a projected one.
  double radiansPerUnit() const { return known() ? facts_->radiansPerUnit : 0; }
  Ellipsoid ellipsoid() const { return known() ? facts_->ellipsoid : Ellipsoid(); }
  /// The geographic CRS of the same datum (itself, when geographic).
  Crs geographicPart() const;
  std::string wkt() const { return known() ? facts_->wkt : std::string(); }
  /// The name for people: "CGCS2000 / 3-degree Gauss-Kruger CM 105E (EPSG:4544)".
  std::string name() const { return known() ? facts_->name : std::string(); }
  /// "EPSG:4544", or empty when no authority code is known.
  std::string authority() const { return known() ? facts_->authority : std::string(); }
  /// With traditional (x, y) axis order set. Null when not known. Owned by this object; one thread at a time.
  OGRSpatialReferenceH handle() const { return known() ? facts_->handle.get() : nullptr; }

 private:
  struct Facts {
    SpatialReferenceHandle handle;
    bool geographic = false;
    double metresPerUnit = 0, radiansPerUnit = 0;
    Ellipsoid ellipsoid;
    std::string wkt, name, authority;
  };
  std::shared_ptr<const Facts> facts_;
};

}  // namespace tanhui
