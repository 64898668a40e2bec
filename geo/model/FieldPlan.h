#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/project/Project.h"

namespace tanhui {

/// Where in VectorLayer::text and ::number each field of a layer stands.
class FieldPlan {
 public:
  std::optional<std::size_t> text(const std::string& field) { return add(request_.text, field); }
  std::optional<std::size_t> number(const std::string& field) { return add(request_.number, field); }
  std::optional<std::size_t> text(const FieldMapping& mapping) { return text(mapping.field); }
  std::optional<std::size_t> number(const std::optional<FieldMapping>& mapping) {
    return mapping ? number(mapping->field) : std::nullopt;
  }
  const FieldRequest& request() const { return request_; }

 private:
  static std::optional<std::size_t> add(std::vector<std::string>& fields, const std::string& field) {
    if (field.empty()) return std::nullopt;
    fields.push_back(field);
    return fields.size() - 1;
  }
  FieldRequest request_;
};

}  // namespace tanhui
