#include "geo/gdal/PolygonFile.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

#include <cpl_error.h>
#include <ogr_geometry.h>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

double ringArea(std::span<const Point> ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice +=
        (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  return twice / 2;
}

std::unique_ptr<OGRLinearRing> ogrRing(std::span<const Point> points) {
  auto ring = std::make_unique<OGRLinearRing>();
  ring->setNumPoints(static_cast<int>(points.size()), FALSE);
  for (std::size_t i = 0; i < points.size(); ++i) ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
  return ring;
}

/// Rings to polygons: one exterior takes all holes; otherwise GDAL finds out which hole lies in which exterior.
std::unique_ptr<OGRGeometry> geometryOf(const MultiPolygon& shape) {
  std::vector<std::unique_ptr<OGRLinearRing>> rings;
  std::size_t exteriors = 0;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : shape.ringEnds) {
    const auto points = std::span(shape.points).subspan(begin, end - begin);
    rings.push_back(ogrRing(points));
    const bool exterior = ringArea(points) > 0;
    if (exterior && exteriors++ == 0) std::swap(rings.front(), rings.back());
    begin = end;
  }
  auto whole = std::make_unique<OGRMultiPolygon>();
  if (exteriors == 1) {
    auto polygon = std::make_unique<OGRPolygon>();
    for (auto& ring : rings) polygon->addRingDirectly(ring.release());
    whole->addGeometryDirectly(polygon.release());
    return whole;
  }
  std::vector<OGRGeometry*> polygons;
  for (auto& ring : rings) {
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(ring.release());
    polygons.push_back(polygon.release());
  }
  int valid = 0;
  std::unique_ptr<OGRGeometry> made(
      OGRGeometryFactory::organizePolygons(polygons.data(), static_cast<int>(polygons.size()), &valid, nullptr));
  return std::unique_ptr<OGRGeometry>(OGRGeometryFactory::forceToMultiPolygon(made.release()));
}

}  // namespace

const char* polygonDriver(const std::string& extension) {
  if (extension == ".gpkg") return "GPKG";
  if (extension == ".geojson") return "GeoJSON";
  if (extension == ".fgb") return "FlatGeobuf";
  return nullptr;
}

PolygonFile::PolygonFile(const char* driver, const std::filesystem::path& target, const std::string& layerName,
                         const Crs& crs)
    : part_(target), fidIsField_(std::string_view(driver) != "GPKG") {
  CPLErrorReset();
  dataset_.reset(GDALCreate(GDALGetDriverByName(driver), part_.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  check(dataset_ != nullptr);
  layer_ = GDALDatasetCreateLayer(dataset_.get(), layerName.c_str(), crs.handle(), wkbMultiPolygon, nullptr);
  check(layer_ != nullptr);
  if (fidIsField_) addField("fid", OFTInteger64);
  if (GDALDatasetTestCapability(dataset_.get(), ODsCTransactions) != 0)
    check(GDALDatasetStartTransaction(dataset_.get(), FALSE) == OGRERR_NONE);
}

void PolygonFile::check(bool done) const {
  if (done) return;
  const std::string reason = takeGdalMessage();
  throw Error(part_.target().string(), say("file.cannot_write", reason.empty() ? std::strerror(ENOSPC) : reason),
              say("file.cannot_write.remedy"), ErrorKind::work);
}

void PolygonFile::addField(const std::string& name, OGRFieldType type) {
  OGRFieldDefnH field = OGR_Fld_Create(name.c_str(), type);
  const OGRErr made = OGR_L_CreateField(layer_, field, TRUE);
  OGR_Fld_Destroy(field);
  check(made == OGRERR_NONE);
}

void PolygonFile::begin(std::int64_t fid, const MultiPolygon& shape) {
  feature_.reset(OGR_F_Create(OGR_L_GetLayerDefn(layer_)));
  check(OGR_F_SetFID(feature_.get(), fid) == OGRERR_NONE);
  field_ = 0;
  if (fidIsField_) OGR_F_SetFieldInteger64(feature_.get(), field_++, fid);
  OGRGeometryH geometry = OGRGeometry::ToHandle(geometryOf(shape).release());
  check(OGR_F_SetGeometryDirectly(feature_.get(), geometry) == OGRERR_NONE);
}

void PolygonFile::set(const std::string& value) { OGR_F_SetFieldString(feature_.get(), field_++, value.c_str()); }

void PolygonFile::set(double value) {
  if (!std::isnan(value)) OGR_F_SetFieldDouble(feature_.get(), field_, value);
  ++field_;
}

void PolygonFile::end() {
  check(OGR_L_CreateFeature(layer_, feature_.get()) == OGRERR_NONE);
  ++features_;
  feature_.reset();
}

/// Reads the file again: the GeoJSON and FlatGeobuf drivers do not notice that the disk is full.
bool PolygonFile::holdsAll() const {
  const GdalDataset written(GDALOpenEx(part_.path().c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
  OGRLayerH layer = written ? GDALDatasetGetLayer(written.get(), 0) : nullptr;
  GIntBig found = 0;
  CPLErrorReset();
  while (layer != nullptr && FeatureHandle(OGR_L_GetNextFeature(layer))) ++found;
  return found == features_ && CPLGetLastErrorType() < CE_Failure;
}

void PolygonFile::commit() {
  if (GDALDatasetTestCapability(dataset_.get(), ODsCTransactions) != 0)
    check(GDALDatasetCommitTransaction(dataset_.get()) == OGRERR_NONE);
  check(closeWhole(dataset_));
  check(holdsAll());
  part_.commit();
}

}  // namespace tanhui
