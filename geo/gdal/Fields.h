#pragma once

#include <string>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/gdal/VectorLayer.h"

namespace tanhui {

/// Reads the fields asked for, and only those, from the features of a layer.
class FieldReader {
 public:
  /// Throws Error for a field that the layer does not have (with the nearest name and all names), or whose values
  /// cannot be numbers. `filtered`: the layer has an attribute filter, whose own fields must stay readable.
  FieldReader(OGRLayerH layer, const std::string& name, const FieldRequest& request, bool filtered);

  /// Appends one feature's values; text that is no number is kept for requireNumbers.
  void read(OGRFeatureH feature, std::vector<std::vector<std::string>>& text, std::vector<std::vector<double>>& number);

  /// Throws Error with every value that was no number, its field and feature, when there was one.
  void requireNumbers() const;

 private:
  struct Column {
    int index;  ///< -1: the feature id
    OGRFieldType type;
    std::string name;
  };
  Column find(const std::string& field) const;
  void ignoreOthers() const;
  std::string textOf(OGRFeatureH feature, const Column& column) const;
  double numberOf(OGRFeatureH feature, const Column& column);

  OGRLayerH layer_;
  std::string name_;
  std::vector<Column> text_, number_;
  struct NoNumber {
    std::string field, value;
    std::int64_t fid;
  };
  std::vector<NoNumber> noNumbers_;
};

/// A value as text, decoded and without blanks around it; a null is "". A whole number of a real field is written
/// without decimals ("30100", where a Shapefile has 30100.00): it is a code, or reads the same.
std::string valueText(OGRFeatureH feature, int index);

bool isNumber(OGRFieldType type);

/// The field of a source is of numbers, so that its codes have no leading nought.
bool isNumberField(const VectorSource& source, const std::string& field);

/// The names of a layer's fields.
std::vector<std::string> fieldNames(OGRLayerH layer);

}  // namespace tanhui
