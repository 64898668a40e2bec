#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/landclass/ClassTable.h"
#include "geo/model/detail/OwnCodes.h"
#include "geo/project/Project.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui {

/// What the polygons of an intervention tell of it themselves: the keys that name a field.
class PlannedFields {
 public:
  /// Throws Error for a table that cannot be read. Both must outlive it.
  PlannedFields(const InterventionSpec& spec, const Project& project);

  /// Every value as text: a fault names it as it stands.
  FieldRequest request() const;
  /// What a polygon makes of the land. A value that will not do is kept for faults().
  LandEvent changeOf(const VectorLayer& layer, std::size_t i);
  /// Of each key whose values will not do for some polygons, the values with their features. `where`: what stands
  /// before the layer's name.
  std::vector<Error> faults(const std::string& where, const VectorLayer& layer) const;

 private:
  struct Column {
    const ProjectKey* key;
    const FieldMapping* mapping;
    OwnCodes<std::string> species;                                 ///< of its own table and codes
    ClassTable classes;                                            ///< the same, of `class`
    std::map<std::string, std::vector<std::size_t>> unsound = {};  ///< features by value
    Message remedy = {};                                           ///< of the first of them
  };

  void put(const Column& column, const std::string& told, LandEvent& change) const;
  std::string classOf(const Column& column, const std::string& told) const;

  const InterventionSpec& spec_;
  const Project& project_;
  std::vector<Column> columns_;
};

}  // namespace tanhui
