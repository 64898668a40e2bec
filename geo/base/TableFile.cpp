#include "geo/base/TableFile.h"

#include <array>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Handle.h"
#include "geo/base/detail/TextDecode.h"

namespace tanhui {
namespace {

[[noreturn]] void failWorkbook(const std::string& name, const std::string& reason) {
  throw Error(name, say("table.workbook", reason), say("table.workbook.remedy"));
}

CsvTable tableOf(OGRLayerH sheet, const std::string& name) {
  std::vector<CsvRow> rows;
  const int columns = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(sheet));
  OGR_L_ResetReading(sheet);
  for (FeatureHandle row(OGR_L_GetNextFeature(sheet)); row != nullptr; row.reset(OGR_L_GetNextFeature(sheet))) {
    CsvRow cells{static_cast<int>(OGR_F_GetFID(row.get())), {}};
    for (int i = 0; i < columns; ++i)
      cells.cells.emplace_back(OGR_F_IsFieldSetAndNotNull(row.get(), i) != 0 ? OGR_F_GetFieldAsString(row.get(), i)
                                                                             : "");
    rows.push_back(std::move(cells));
  }
  return tableOfRows(std::move(rows), name);
}

CsvTable readWorkbook(const std::filesystem::path& path) {
  registerGdal();
  const std::string name = path.filename().string();
  // The header is ours to find, and text keeps every digit of a number and the zeros before a code.
  const GdalOption header("OGR_XLSX_HEADERS", "DISABLE"), types("OGR_XLSX_FIELD_TYPES", "STRING");
  const std::array<const char*, 2> drivers = {"XLSX", nullptr};
  const GdalDataset book(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                    drivers.data(), nullptr, nullptr));
  if (book == nullptr) failWorkbook(name, takeGdalMessage());
  for (int i = 0; i < GDALDatasetGetLayerCount(book.get()); ++i) {
    OGRLayerH sheet = GDALDatasetGetLayer(book.get(), i);
    if (OGR_L_GetFeatureCount(sheet, 1) > 0) return tableOf(sheet, name);
  }
  throw Error(name, say("csv.empty"), say("csv.empty.remedy"));
}

}  // namespace

CsvTable readTable(const std::filesystem::path& path) {
  std::string bytes = readFile(path);
  if (bytes.starts_with("PK\x03\x04")) return readWorkbook(path);  // a zip archive, as .xlsx is
  const std::string name = path.filename().string();
  return parseCsv(decodeTextFile(std::move(bytes), name), name);
}

}  // namespace tanhui
