#pragma once

#include <memory>
#include <string>

#include <gdal.h>
#include <geos_c.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <proj.h>

namespace tanhui {

/// Owners for the C handles of GDAL, GEOS and PROJ. None is shared between threads.
struct CloseHandle {
  void operator()(GDALDatasetH h) const { GDALClose(h); }
};
struct CloseSpatialReference {
  void operator()(OGRSpatialReferenceH h) const { OSRDestroySpatialReference(h); }
};
struct CloseFeature {
  void operator()(OGRFeatureH h) const { OGR_F_Destroy(h); }
};
struct CloseGeometry {
  void operator()(OGRGeometryH h) const { OGR_G_DestroyGeometry(h); }
};
struct CloseProj {
  void operator()(PJ* h) const { proj_destroy(h); }
};
struct CloseProjContext {
  void operator()(PJ_CONTEXT* h) const { proj_context_destroy(h); }
};
struct CloseGeosContext {
  void operator()(GEOSContextHandle_t h) const { GEOS_finish_r(h); }
};

using GdalDataset = std::unique_ptr<void, CloseHandle>;
using SpatialReferenceHandle = std::unique_ptr<void, CloseSpatialReference>;
using FeatureHandle = std::unique_ptr<void, CloseFeature>;
using OgrGeometry = std::unique_ptr<void, CloseGeometry>;
using ProjHandle = std::unique_ptr<PJ, CloseProj>;
using ProjContext = std::unique_ptr<PJ_CONTEXT, CloseProjContext>;

/// A reentrant GEOS context that keeps the last message GEOS gave.
class Geos {
 public:
  Geos();
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  GEOSContextHandle_t get() const { return context_.get(); }
  const std::string& lastMessage() const { return last_; }

  struct Destroy {
    GEOSContextHandle_t context;
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
  };
  using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;
  /// Takes ownership; a null result of a GEOS call stays null and must be checked by the caller.
  Geometry own(GEOSGeometry* g) const { return Geometry(g, Destroy{context_.get()}); }

 private:
  std::unique_ptr<GEOSContextHandle_HS, CloseGeosContext> context_;
  std::string last_;
};

/// Flushes a dataset that was written and closes it. False when either failed (GDALClose tells of nothing before 3.7,
/// but writes): the reason is then in takeGdalMessage().
bool closeWhole(GdalDataset& dataset);

/// Registers the drivers of GDAL, once. Every entry point calls it first. How GDAL is set: see GdalScope.
void registerGdal();

/// The message of the last GDAL fault on this thread, for Error texts; clears it.
std::string takeGdalMessage();

}  // namespace tanhui
