#include "geo/gdal/VectorFile.h"

#include <array>
#include <system_error>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "geo/base/AsciiCase.h"
#include "geo/base/File.h"
#include "geo/base/Input.h"
#include "geo/base/Nearest.h"
#include "geo/gdal/Encoding.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

class Options {
 public:
  void set(const std::string& key, const std::string& value) { list_.SetNameValue(key.c_str(), value.c_str()); }
  const char* const* get() const { return list_.List(); }

 private:
  CPLStringList list_;
};

std::string lowerExtension(const fs::path& path) { return lowerAscii(path.extension().string()); }

/// The parts without which a Shapefile cannot be read.
void requireShapefileParts(const fs::path& path) {
  if (lowerExtension(path) != ".shp" || isVirtual(path)) return;
  for (const char* part : {".shx", ".dbf"}) {
    std::error_code code;
    if (!fs::exists(fs::path(path).replace_extension(part), code) &&
        !fs::exists(fs::path(path).replace_extension(upperAscii(part)), code))
      throw Error(path.string(), say("layer.shapefile_part", part), say("layer.shapefile_part.remedy", part));
  }
}

Options openOptions(const fs::path& path) {
  Options options;
  // SQLite would leave -wal and -shm files beside a database in WAL mode; nobody has it open when there is no -wal.
  std::error_code code;
  if (lowerExtension(path) == ".gpkg" && !fs::exists(path.string() + "-wal", code)) options.set("IMMUTABLE", "YES");
  return options;
}

GdalDataset tryOpen(const fs::path& path, const Options& options) {
  return GdalDataset(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
                                options.get(), nullptr));
}

GdalDataset open(const fs::path& path, const Options& options) {
  GdalDataset dataset = tryOpen(path, options);
  if (dataset == nullptr)
    throw Error(path.string(), say("layer.cannot_open", takeGdalMessage()), say("layer.cannot_open.remedy"));
  return dataset;
}

bool isShapefile(const GdalDataset& dataset) {
  const char* name = GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get()));
  return name != nullptr && std::string_view(name) == "ESRI Shapefile";
}

std::vector<std::string> attributeTables(const GdalDataset& dataset) {
  const CPLStringList files(GDALGetFileList(dataset.get()));
  std::vector<std::string> tables;
  for (int i = 0; i < files.size(); ++i)
    if (lowerExtension(files[i]) == ".dbf") tables.emplace_back(files[i]);
  return tables;
}

/// How many shapes the index of a Shapefile has: 100 bytes of header, 8 for each.
std::optional<std::uint64_t> shapeCount(const std::string& table) {
  for (const char* extension : {".shx", ".SHX"}) {
    VSIStatBufL stat;
    const std::string index = fs::path(table).replace_extension(extension).string();
    if (VSIStatL(index.c_str(), &stat) == 0 && stat.st_size >= 100)
      return (static_cast<std::uint64_t>(stat.st_size) - 100) / 8;
  }
  return std::nullopt;
}

/// The rows of the attribute table belong to the shapes one by one. GDAL reads as many shapes as there are rows, and
/// the rest would be lost.
void requireSameCount(const std::vector<std::string>& tables, const fs::path& path, Warnings& warnings) {
  for (const std::string& table : tables) {
    const auto shapes = shapeCount(table);
    const auto rows = dbfRecords(table);
    if (!shapes || !rows || *shapes == *rows) continue;
    if (*rows < *shapes)
      throw Error(path.string(), say("layer.fewer_rows", *rows, *shapes), say("layer.fewer_rows.remedy"));
    warnings.push_back({path.string(), say("layer.more_rows", *rows, *shapes)});
  }
}

/// The encoding of a Shapefile: declared, unless its bytes prove that wrong; else UTF-8 when they are, else GBK.
std::string shapefileEncoding(const std::vector<std::string>& tables, const fs::path& path, Warnings& warnings) {
  for (const std::string& table : tables) {
    const std::optional<std::string> declared = declaredEncoding(table);
    if (declared && *declared != "UTF-8") return *declared;
    const bool utf8 = dbfIsUtf8(table).value_or(true);
    if (declared && !utf8) warnings.push_back({path.string(), say("layer.not_utf8")});
    if (!utf8) return "GB18030";
  }
  return "UTF-8";
}

std::string sublayerName(const VectorFile& file, OGRLayerH layer) {
  const std::string stem = file.path.filename().string();
  const std::string name = OGR_L_GetName(layer);
  const bool alone = GDALDatasetGetLayerCount(file.dataset.get()) == 1 || isShapefile(file.dataset);
  return alone ? stem : stem + ", " + name;
}

OGRLayerH findSublayer(const VectorFile& file, const std::string& sublayer) {
  if (!sublayer.empty()) {
    OGRLayerH named = GDALDatasetGetLayerByName(file.dataset.get(), sublayer.c_str());
    CPLErrorReset();
    if (named != nullptr) return named;
    const std::vector<std::string> names = file.spatialNames();
    throw Error(file.path.string(), say("layer.no_sublayer", sublayer),
                say("layer.no_sublayer.remedy", joinNames(names)));
  }
  const std::vector<OGRLayerH> layers = file.spatialLayers();
  if (layers.size() == 1) return layers.front();
  if (layers.empty()) throw Error(file.path.string(), say("layer.no_layers"), say("layer.no_layers.remedy"));
  throw Error(file.path.string(), say("layer.many_sublayers", layers.size()),
              say("layer.many_sublayers.remedy", joinNames(file.spatialNames())));
}

Crs sourceCrs(OGRLayerH layer, const std::string& name, const std::string& stated, Warnings& warnings) {
  Crs own = Crs::fromHandle(OGR_L_GetSpatialRef(layer));
  if (stated.empty()) {
    if (!own.known()) throw Error(name, say("layer.no_crs"), say("layer.no_crs.remedy"));
    return own;
  }
  Crs given = Crs::parse(stated, name);
  if (own.known() && !own.sameAs(given))
    warnings.push_back({name, say("layer.crs_overruled", own.name(), given.name())});
  return given;
}

}  // namespace

GdalFaults::GdalFaults() {
  CPLPushErrorHandlerEx([](CPLErr level, CPLErrorNum number, const char* message) { keep(level, number, message); },
                        this);
}

GdalFaults::~GdalFaults() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void GdalFaults::keep(int level, int, const char* message) {
  auto* self = static_cast<GdalFaults*>(CPLGetErrorHandlerUserData());
  if (level >= CE_Failure && self->first_.empty()) self->first_ = message;
}

std::vector<OGRLayerH> VectorFile::spatialLayers() const {
  std::vector<OGRLayerH> layers;
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
    OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
    if (layer != nullptr && OGR_L_GetGeomType(layer) != wkbNone) layers.push_back(layer);
  }
  return layers;
}

std::vector<std::string> VectorFile::spatialNames() const {
  std::vector<std::string> names;
  for (OGRLayerH layer : spatialLayers()) names.emplace_back(OGR_L_GetName(layer));
  return names;
}

VectorFile openVector(const fs::path& path, const std::string& encoding, Warnings& warnings) {
  registerGdal();
  requireInput(path);
  requireShapefileParts(path);
  const std::string wanted = canonicalEncoding(encoding);
  if (!wanted.empty() && !canDecode(wanted))
    throw Error(path.string(), say("layer.encoding", encoding), say("layer.encoding.remedy"));

  Options options = openOptions(path);
  VectorFile file{path, open(path, options), "UTF-8"};
  if (isShapefile(file.dataset)) {
    requireSameCount(attributeTables(file.dataset), path, warnings);
    file.encoding = wanted.empty() ? shapefileEncoding(attributeTables(file.dataset), path, warnings) : wanted;
    options.set("ENCODING", file.encoding);
    file.dataset = open(path, options);
  }
  return file;
}

VectorSublayer openSublayer(const VectorFile& file, const VectorSource& source, Warnings& warnings) {
  VectorSublayer found;
  found.layer = findSublayer(file, source.sublayer);
  found.name = sublayerName(file, found.layer);
  found.crs = sourceCrs(found.layer, found.name, source.crs, warnings);
  if (!source.where.empty() && OGR_L_SetAttributeFilter(found.layer, source.where.c_str()) != OGRERR_NONE)
    throw Error(found.name, say("layer.filter", source.where, takeGdalMessage()), say("layer.filter.remedy"));
  return found;
}

}  // namespace tanhui
