#include "datasets/demo/Files.h"

#include <cpl_conv.h>
#include <cpl_string.h>

#include <array>
#include <bit>
#include <cstring>

#include "geo/base/Error.h"

namespace tanhui::demo {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw Error(path.string(), say("demo.cannot_write", takeGdalMessage()), say("demo.cannot_write.remedy"),
              ErrorKind::work);
}

SpatialReferenceHandle openCrs(const std::string& definition, const std::filesystem::path& path) {
  SpatialReferenceHandle crs(OSRNewSpatialReference(nullptr));
  if (OSRSetFromUserInput(crs.get(), definition.c_str()) != OGRERR_NONE) fail(path);
  OSRSetAxisMappingStrategy(crs.get(), OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

/// Options of GDAL that hold on this thread while the object lives.
class Options {
 public:
  Options() {
    for (const auto& [key, value] : kOptions) CPLSetThreadLocalConfigOption(key, value);
  }
  ~Options() {
    for (const auto& [key, value] : kOptions) CPLSetThreadLocalConfigOption(key, nullptr);
  }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

 private:
  static constexpr std::array<std::pair<const char*, const char*>, 2> kOptions = {
      {{"OGR_CURRENT_DATE", "2025-12-31T00:00:00.000Z"}, {"OGR_SQLITE_SYNCHRONOUS", "OFF"}}};
};

/// Little-endian WKB.
class Wkb {
 public:
  explicit Wkb(std::size_t bytes) { bytes_.reserve(bytes); }
  void header(std::uint32_t type, std::size_t count) {
    bytes_.push_back(1);
    number(type);
    number(static_cast<std::uint32_t>(count));
  }
  void number(std::uint32_t value) { put(value); }
  void point(Point p) { put(std::bit_cast<std::uint64_t>(p.x)), put(std::bit_cast<std::uint64_t>(p.y)); }
  const std::vector<unsigned char>& bytes() const { return bytes_; }

 private:
  template <typename T>
  void put(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes_.push_back(static_cast<unsigned char>(value >> (8 * i)));
  }
  std::vector<unsigned char> bytes_;
};

std::vector<unsigned char> toWkb(const Shape& shape) {
  std::size_t vertices = 0;
  for (const auto& polygon : shape)
    for (const Ring& ring : polygon) vertices += ring.size();
  Wkb wkb(64 + 24 * vertices);
  wkb.header(wkbMultiPolygon, shape.size());
  for (const auto& polygon : shape) {
    wkb.header(wkbPolygon, polygon.size());
    for (const Ring& ring : polygon) {
      wkb.number(static_cast<std::uint32_t>(ring.size()));
      for (const Vertex v : ring) wkb.point(mapPoint(v));
    }
  }
  return wkb.bytes();
}

std::vector<unsigned char> toWkb(const std::vector<Point>& line) {
  Wkb wkb(16 + 16 * line.size());
  wkb.header(wkbLineString, line.size());
  for (const Point p : line) wkb.point({kWest + p.x, kSouth + p.y});
  return wkb.bytes();
}

OGRFieldType typeOf(Field::Kind kind) {
  return kind == Field::text ? OFTString : kind == Field::integer ? OFTInteger64 : OFTReal;
}

void set(OGRFeatureH feature, int field, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) OGR_F_SetFieldString(feature, field, text->c_str());
  if (const auto* whole = std::get_if<std::int64_t>(&value)) OGR_F_SetFieldInteger64(feature, field, *whole);
  if (const auto* real = std::get_if<double>(&value)) OGR_F_SetFieldDouble(feature, field, *real);
  if (std::holds_alternative<std::monostate>(value)) OGR_F_SetFieldNull(feature, field);
}

}  // namespace

VectorFile::VectorFile(const std::filesystem::path& path, const char* driver) : path_(path) {
  const Options options;
  GDALDriverH handle = GDALGetDriverByName(driver);
  if (handle == nullptr) fail(path_);
  std::error_code missing;
  if (std::filesystem::exists(path_, missing)) GDALDeleteDataset(handle, path_.c_str());
  CPLErrorReset();
  dataset_.reset(GDALCreate(handle, path_.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  check(dataset_ != nullptr);
}

VectorFile::~VectorFile() = default;

void VectorFile::check(bool ok) const {
  if (!ok) fail(path_);
}

void VectorFile::startLayer(const std::string& name, Geometry geometry, const std::vector<Field>& fields,
                            std::initializer_list<const char*> layerOptions) {
  const Options options;
  const SpatialReferenceHandle crs = openCrs(kCrs, path_);
  CPLStringList list;
  for (const char* option : layerOptions) list.AddString(option);
  commit();
  layer_ = GDALDatasetCreateLayer(dataset_.get(), name.c_str(), crs.get(),
                                  geometry == Geometry::polygon ? wkbMultiPolygon : wkbLineString, list.List());
  check(layer_ != nullptr);
  fields_ = fields;
  for (const Field& field : fields_) {
    OGRFieldDefnH definition = OGR_Fld_Create(field.name.c_str(), typeOf(field.kind));
    OGR_Fld_SetWidth(definition, field.width);
    OGR_Fld_SetPrecision(definition, field.precision);
    const OGRErr made = OGR_L_CreateField(layer_, definition, FALSE);
    OGR_Fld_Destroy(definition);
    check(made == OGRERR_NONE);
  }
  if (!GDALDatasetTestCapability(dataset_.get(), ODsCTransactions)) return;
  check(GDALDatasetStartTransaction(dataset_.get(), FALSE) == OGRERR_NONE);
  inTransaction_ = true;
}

void VectorFile::commit() {
  if (inTransaction_) check(GDALDatasetCommitTransaction(dataset_.get()) == OGRERR_NONE);
  inTransaction_ = false;
}

void VectorFile::add(const std::vector<unsigned char>& wkb, std::span<const Value> values) {
  const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(layer_)));
  for (std::size_t i = 0; i < values.size(); ++i) set(feature.get(), static_cast<int>(i), values[i]);
  OGRGeometryH geometry = nullptr;
  check(OGR_G_CreateFromWkb(wkb.data(), nullptr, &geometry, static_cast<int>(wkb.size())) == OGRERR_NONE);
  check(OGR_F_SetGeometryDirectly(feature.get(), geometry) == OGRERR_NONE);
  check(OGR_L_CreateFeature(layer_, feature.get()) == OGRERR_NONE);
}

void VectorFile::add(const Shape& shape, std::span<const Value> values) { add(toWkb(shape), values); }
void VectorFile::add(const std::vector<Point>& line, std::span<const Value> values) { add(toWkb(line), values); }

void VectorFile::finish() {
  const Options options;
  commit();
  CPLErrorReset();
  dataset_.reset();  // GDALClose returns nothing before 3.7: its faults are in the error state
  check(CPLGetLastErrorType() < CE_Failure);
}

namespace {

template <typename T>
void write(const RasterFile& file, const std::vector<T>& values, GDALDataType type) {
  GDALDriverH driver = GDALGetDriverByName("GTiff");
  if (driver == nullptr) fail(file.path);
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "TILED=YES", "ZLEVEL=6"}) options.AddString(option);
  if (type == GDT_Float32) options.AddString("PREDICTOR=3");
  CPLErrorReset();
  GdalDataset dataset(GDALCreate(driver, file.path.c_str(), file.cols, file.rows, 1, type, options.List()));
  if (!dataset) fail(file.path);
  const SpatialReferenceHandle crs = openCrs(file.crs, file.path);
  std::array<double, 6> transform = {file.west, file.cell, 0, file.north, 0, -file.cell};
  GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  GDALSetDescription(band, file.description.c_str());
  const bool ok =
      GDALSetSpatialRef(dataset.get(), crs.get()) == CE_None &&
      GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None &&
      GDALSetRasterNoDataValue(band, file.nodata) == CE_None &&
      GDALSetMetadataItem(dataset.get(), "TIFFTAG_IMAGEDESCRIPTION", file.description.c_str(), nullptr) == CE_None &&
      GDALRasterIO(band, GF_Write, 0, 0, file.cols, file.rows, const_cast<T*>(values.data()), file.cols, file.rows,
                   type, 0, 0) == CE_None;
  if (!ok) fail(file.path);
  dataset.reset();
  if (CPLGetLastErrorType() >= CE_Failure) fail(file.path);
}

}  // namespace

void writeRaster(const RasterFile& file, const std::vector<float>& values) { write(file, values, GDT_Float32); }
void writeRaster(const RasterFile& file, const std::vector<std::uint8_t>& values) { write(file, values, GDT_Byte); }

}  // namespace tanhui::demo
