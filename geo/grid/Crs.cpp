#include "geo/grid/Crs.h"

#include <array>
#include <mutex>

#include <cpl_conv.h>
#include <ogr_spatialref.h>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

using CplText = std::unique_ptr<char, decltype(&VSIFree)>;

/// GDAL's and PROJ's objects must not be used by two threads at once, not even to be looked at.
std::mutex& handleMutex() {
  static std::mutex mutex;
  return mutex;
}

/// "" when the CRS cannot be written so.
template <typename Export>
std::string exported(const Export& call) {
  char* raw = nullptr;
  const OGRErr failed = call(&raw);
  const CplText text(raw, VSIFree);
  if (failed != OGRERR_NONE) CPLErrorReset();
  return failed == OGRERR_NONE && raw != nullptr ? std::string(raw) : std::string();
}

std::string wktOf(OGRSpatialReferenceH handle) {
  const std::array<const char*, 2> options = {"FORMAT=WKT2_2019", nullptr};
  return exported([&](char** out) { return OSRExportToWktEx(handle, out, options.data()); });
}

std::string projStringOf(OGRSpatialReferenceH handle) {
  return exported([&](char** out) { return OSRExportToProj4(handle, out); });
}

std::string authorityOf(OGRSpatialReferenceH handle) {
  const char* name = OSRGetAuthorityName(handle, nullptr);
  const char* code = OSRGetAuthorityCode(handle, nullptr);
  return name != nullptr && code != nullptr ? std::string(name) + ":" + code : std::string();
}

Crs::Ellipsoid ellipsoidOf(OGRSpatialReferenceH handle) {
  const double inverse = OSRGetInvFlattening(handle, nullptr);
  return {OSRGetSemiMajor(handle, nullptr), inverse > 0 ? 1.0 / inverse : 0.0};
}

/// Without its database (not installed, or no memory for it) PROJ knows no code at all.
bool databaseWorks() {
  const SpatialReferenceHandle any(OSRNewSpatialReference(nullptr));
  const bool works = OSRImportFromEPSG(any.get(), 4490) == OGRERR_NONE;
  CPLErrorReset();
  return works;
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
    if (!databaseWorks())
      throw Error("proj.db", say("grid.no_database"), say("grid.no_database.remedy"), ErrorKind::work);
    throw Error(where, say("grid.crs_unknown", definition), say("grid.crs_unknown.remedy"));
  }
  return crs;
}

Crs Crs::fromHandle(OGRSpatialReferenceH handle) {
  Crs crs;
  if (handle == nullptr) return crs;
  SpatialReferenceHandle own(OSRClone(handle));
  if (OSRIsCompound(own.get()) != 0) OSRStripVertical(own.get());
  const char* raw = OSRGetName(own.get());
  const std::string name = raw != nullptr ? raw : "";
  if (name == "Undefined geographic SRS") return crs;  // GeoPackage, srs_id 0
  if (OSRIsProjected(own.get()) == 0 && OSRIsGeographic(own.get()) == 0) return crs;
  OSRDemoteTo2D(own.get(), nullptr);
  OSRSetAxisMappingStrategy(own.get(), OAMS_TRADITIONAL_GIS_ORDER);

  auto facts = std::make_shared<Facts>();
  OGRSpatialReferenceH h = own.get();
  facts->geographic = OSRIsGeographic(h) != 0;
  facts->metresPerUnit = facts->geographic ? 0.0 : OSRGetLinearUnits(h, nullptr);
  facts->radiansPerUnit = OSRGetAngularUnits(h, nullptr);
  facts->ellipsoid = ellipsoidOf(h);
  facts->wkt = wktOf(h);
  facts->authority = authorityOf(h);
  facts->name = name + (facts->authority.empty() ? "" : " (" + facts->authority + ")");
  facts->handle = std::move(own);
  crs.facts_ = std::move(facts);
  return crs;
}

bool Crs::sameAs(const Crs& other) const {
  if (!known() || !other.known()) return known() == other.known();
  if (facts_ == other.facts_ || facts_->wkt == other.facts_->wkt) return true;
  if (geographic() != other.geographic()) return false;
  const std::array<const char*, 3> options = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                              "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", nullptr};
  const std::lock_guard lock(handleMutex());
  if (OSRIsSameEx(handle(), other.handle(), options.data()) != 0) return true;
  if (OSRIsSameGeogCS(handle(), other.handle()) == 0) return false;
  // Same datum; a projected CRS that differs in names or axis order only (an ESRI .prj) has the same PROJ string.
  const std::string mine = projStringOf(handle());
  return !mine.empty() && mine == projStringOf(other.handle());
}

Crs Crs::geographicPart() const {
  if (!known() || geographic()) return *this;
  SpatialReferenceHandle part;
  {
    const std::lock_guard lock(handleMutex());
    part.reset(OSRCloneGeogCS(handle()));
  }
  return fromHandle(part.get());
}

}  // namespace tanhui
