#include "geo/grid/Crs.h"

#include <array>

#include <cpl_conv.h>
#include <ogr_spatialref.h>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

using CplText = std::unique_ptr<char, decltype(&VSIFree)>;

std::string projString(OGRSpatialReferenceH handle) {
  char* raw = nullptr;
  const OGRErr failed = OSRExportToProj4(handle, &raw);
  const CplText text(raw, VSIFree);
  if (failed != OGRERR_NONE) CPLErrorReset();
  return failed == OGRERR_NONE && raw != nullptr ? std::string(raw) : std::string();
}

}  // namespace

Crs Crs::parse(const std::string& definition, const std::string& where) {
  registerGdal();
  const SpatialReferenceHandle read(OSRNewSpatialReference(nullptr));
  // Only what is spelled out: no files, no URLs.
  const OGRErr failed =
      OGRSpatialReference::FromHandle(read.get())
          ->SetFromUserInput(definition.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get());
  Crs crs;
  if (failed == OGRERR_NONE) crs = fromHandle(read.get());
  if (!crs.known()) {
    CPLErrorReset();
    throw Error(where, say("grid.crs_unknown", definition), say("grid.crs_unknown.remedy"));
  }
  return crs;
}

Crs Crs::fromHandle(OGRSpatialReferenceH handle) {
  Crs crs;
  if (handle == nullptr) return crs;
  SpatialReferenceHandle own(OSRClone(handle));
  if (OSRIsCompound(own.get()) != 0) OSRStripVertical(own.get());
  const char* name = OSRGetName(own.get());
  if (name != nullptr && std::string_view(name) == "Undefined geographic SRS") return crs;  // GeoPackage, srs_id 0
  if (OSRIsProjected(own.get()) == 0 && OSRIsGeographic(own.get()) == 0) return crs;
  OSRDemoteTo2D(own.get(), nullptr);
  OSRSetAxisMappingStrategy(own.get(), OAMS_TRADITIONAL_GIS_ORDER);
  crs.handle_ = std::shared_ptr<void>(own.release(), CloseSpatialReference{});
  return crs;
}

bool Crs::geographic() const { return known() && OSRIsGeographic(handle()) != 0; }

bool Crs::sameAs(const Crs& other) const {
  if (!known() || !other.known()) return known() == other.known();
  if (handle_ == other.handle_) return true;
  if (geographic() != other.geographic()) return false;
  const std::array<const char*, 3> options = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                              "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  if (OSRIsSameEx(handle(), other.handle(), options.data()) != 0) return true;
  if (OSRIsSameGeogCS(handle(), other.handle()) == 0) return false;
  // Same datum; a projected CRS that differs in names or axis order only (an ESRI .prj) has the same PROJ string.
  const std::string mine = projString(handle());
  return !mine.empty() && mine == projString(other.handle());
}

double Crs::metresPerUnit() const { return known() && !geographic() ? OSRGetLinearUnits(handle(), nullptr) : 0.0; }

double Crs::radiansPerUnit() const { return OSRGetAngularUnits(handle(), nullptr); }

Crs Crs::geographicPart() const {
  if (!known() || geographic()) return *this;
  const SpatialReferenceHandle part(OSRCloneGeogCS(handle()));
  return fromHandle(part.get());
}

std::string Crs::wkt() const {
  if (!known()) return {};
  char* raw = nullptr;
  const std::array<const char*, 2> options = {"FORMAT=WKT2_2019", nullptr};
  const OGRErr failed = OSRExportToWktEx(handle(), &raw, options.data());
  const CplText text(raw, VSIFree);
  return failed == OGRERR_NONE && raw != nullptr ? std::string(raw) : std::string();
}

std::string Crs::name() const {
  if (!known()) return {};
  const char* name = OSRGetName(handle());
  const std::string code = authority();
  return (name != nullptr ? std::string(name) : std::string()) + (code.empty() ? "" : " (" + code + ")");
}

std::string Crs::authority() const {
  if (!known()) return {};
  const char* name = OSRGetAuthorityName(handle(), nullptr);
  const char* code = OSRGetAuthorityCode(handle(), nullptr);
  return name != nullptr && code != nullptr ? std::string(name) + ":" + code : std::string();
}

Crs::Ellipsoid Crs::ellipsoid() const {
  OGRErr failed = OGRERR_NONE;
  const double semiMajor = OSRGetSemiMajor(handle(), &failed);
  const double inverse = OSRGetInvFlattening(handle(), nullptr);
  return {semiMajor, inverse > 0 ? 1.0 / inverse : 0.0};
}

}  // namespace tanhui
