#include "geo/gdal/Fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <cpl_string.h>

#include "geo/base/File.h"
#include "geo/base/Nearest.h"
#include "geo/gdal/Encoding.h"
#include "geo/gdal/VectorFile.h"

namespace tanhui {
namespace {

constexpr double kNull = std::numeric_limits<double>::quiet_NaN();

bool canHoldNumbers(OGRFieldType type) { return isNumber(type) || type == OFTString; }

constexpr std::size_t kListed = 20;  ///< values that are no number, the most that an error spells out

}  // namespace

bool isNumber(OGRFieldType type) { return type == OFTInteger || type == OFTInteger64 || type == OFTReal; }

std::vector<std::string> fieldNames(OGRLayerH layer) {
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(OGR_FD_GetFieldCount(definition)));
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i)
    names.push_back(decodeText(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))));
  return names;
}

namespace {

/// By its name, else as GDAL has it, whatever its case; -1: the layer has none.
int indexOf(OGRLayerH layer, const std::string& field) {
  const std::vector<std::string> names = fieldNames(layer);
  const auto exact = std::ranges::find(names, field);
  return exact != names.end() ? static_cast<int>(exact - names.begin())
                              : OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), field.c_str());
}

}  // namespace

std::string valueText(OGRFeatureH feature, int index) {
  constexpr double kMostExact = 1e15;  // whole numbers up to it are written as they are
  if (OGR_F_IsFieldSetAndNotNull(feature, index) == 0) return {};
  if (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, index)) == OFTReal) {
    const double value = OGR_F_GetFieldAsDouble(feature, index);
    if (std::abs(value) < kMostExact && value == std::trunc(value)) return fmt::format("{:.0f}", value + 0.0);
  }
  const std::string_view raw = OGR_F_GetFieldAsString(feature, index);
  const std::string_view value = trimBlanks(raw);
  return isUtf8(value) ? std::string(value) : std::string(trimBlanks(decodeText(raw)));
}

bool isNumberField(const VectorSource& source, const std::string& field) {
  Warnings told;  // by the reading itself
  const VectorFile file = openVector(source.path, source.encoding, told);
  OGRLayerH layer = openSublayer(file, source, told).layer;
  const int index = indexOf(layer, field);
  return index >= 0 && isNumber(OGR_Fld_GetType(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer), index)));
}

FieldReader::FieldReader(OGRLayerH layer, const std::string& name, const FieldRequest& request, bool filtered)
    : layer_(layer), name_(name) {
  for (const std::string& field : request.text) text_.push_back(find(field));
  for (const std::string& field : request.number) {
    number_.push_back(find(field));
    if (number_.back().index >= 0 && !canHoldNumbers(number_.back().type))
      throw Error(name_, say("layer.field_type", field, OGR_GetFieldTypeName(number_.back().type)),
                  say("layer.field_type.remedy"));
  }
  if (!filtered) ignoreOthers();
}

FieldReader::Column FieldReader::find(const std::string& field) const {
  const int index = indexOf(layer_, field);
  if (index >= 0) return {index, OGR_Fld_GetType(OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(layer_), index)), field};
  const char* idColumn = OGR_L_GetFIDColumn(layer_);
  if (idColumn != nullptr && EQUAL(idColumn, field.c_str())) return {-1, OFTInteger64, field};
  const std::vector<std::string> names = fieldNames(layer_);
  const std::string near = nearest(field, names);
  throw Error(name_, say("layer.no_field", field),
              near.empty() ? say("layer.no_field.remedy", joinNames(names))
                           : say("layer.no_field.near", near, joinNames(names)));
}

void FieldReader::ignoreOthers() const {
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer_);
  CPLStringList ignored;
  ignored.AddString("OGR_STYLE");
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
    const auto isIt = [i](const Column& column) { return column.index == i; };
    if (std::ranges::none_of(text_, isIt) && std::ranges::none_of(number_, isIt))
      ignored.AddString(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
  }
  // A driver that cannot leave fields out reads them all: slower, no worse.
  if (OGR_L_SetIgnoredFields(layer_, const_cast<const char**>(ignored.List())) != OGRERR_NONE) CPLErrorReset();
}

void FieldReader::read(OGRFeatureH feature, std::vector<std::vector<std::string>>& text,
                       std::vector<std::vector<double>>& number) {
  for (std::size_t i = 0; i < text_.size(); ++i) text[i].push_back(textOf(feature, text_[i]));
  for (std::size_t i = 0; i < number_.size(); ++i) number[i].push_back(numberOf(feature, number_[i]));
}

std::string FieldReader::textOf(OGRFeatureH feature, const Column& column) const {
  if (column.index < 0) return std::to_string(OGR_F_GetFID(feature));
  return valueText(feature, column.index);
}

void FieldReader::requireNumbers() const {
  if (noNumbers_.empty()) return;
  const NoNumber& first = noNumbers_.front();
  if (noNumbers_.size() == 1)
    throw Error(featureWhere(name_, first.fid), say("layer.not_a_number", first.field, first.value),
                say("layer.not_a_number.remedy", first.field));
  std::string list;
  for (std::size_t i = 0; i < std::min(noNumbers_.size(), kListed); ++i)
    list +=
        fmt::format("{}{} = '{}' ({})", i > 0 ? ", " : "", noNumbers_[i].field, noNumbers_[i].value, noNumbers_[i].fid);
  if (noNumbers_.size() > kListed) list += fmt::format(", ... (+{})", noNumbers_.size() - kListed);
  throw Error(name_, say("layer.not_numbers", noNumbers_.size(), list), say("layer.not_numbers.remedy"));
}

double FieldReader::numberOf(OGRFeatureH feature, const Column& column) {
  if (column.index < 0) return static_cast<double>(OGR_F_GetFID(feature));
  if (OGR_F_IsFieldSetAndNotNull(feature, column.index) == 0) return kNull;
  if (column.type != OFTString) {
    const double value = OGR_F_GetFieldAsDouble(feature, column.index);
    if (!std::isinf(value)) return value;
  }
  const std::string text = textOf(feature, column);
  if (text.empty()) return kNull;
  const std::optional<double> value = numberFromText(text);
  if (!value) noNumbers_.push_back({column.name, text, OGR_F_GetFID(feature)});
  return value.value_or(kNull);
}

}  // namespace tanhui
