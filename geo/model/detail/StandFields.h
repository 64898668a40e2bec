#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geo/carbon/Composition.h"
#include "geo/carbon/Species.h"
#include "geo/model/FieldPlan.h"
#include "geo/model/LandLayers.h"
#include "geo/model/detail/OwnCodes.h"
#include "geo/model/detail/ToldCodes.h"

namespace tanhui {

/// What a layer tells of the trees of its features: species, origin, age or age group, volume.
class StandFields {
 public:
  /// Throws Error for a constant that makes no sense and for a table that cannot be read.
  StandFields(const LayerSpec& spec, const LayerContext& context);

  void plan(FieldPlan& plan);

  struct Share {
    Stratum stand;
    double share;  ///< of the ground; those of a feature sum to 1
  };
  /// The strata of a feature on land of this class, one for each species that its composition names; a generic class
  /// becomes that of the species. All have the volume of the whole stand, so that a share of the ground holds that
  /// share of it. Throws Error for a negative age or volume, and for a year of planting after that of the layer.
  std::vector<Share> standsOf(const VectorLayer& layer, std::size_t i, const std::string& landClass);
  /// The same without features: what holds for all of the layer.
  Stratum constantStand(const std::string& landClass) const;

  /// Warns of what standOf could not read, and of what it read otherwise than an officer may expect.
  void tell(const VectorLayer& layer, FeatureArea& area);

 private:
  const Species* speciesOf(const VectorLayer& layer, std::size_t i);
  std::vector<Composition::Part> partsOf(const VectorLayer& layer, std::size_t i, const std::string& landClass);
  double ageOf(const VectorLayer& layer, std::size_t i) const;
  double volumeOf(const VectorLayer& layer, std::size_t i);
  void giveAge(const VectorLayer& layer, std::size_t i, Stratum& stand);
  void noteWithoutOrigin(std::size_t i);
  void giveAgeGroup(int group, Origin told, Stratum& stand) const;
  Origin originOf(const VectorLayer& layer, std::size_t i);
  int ageGroupOf(const VectorLayer& layer, std::size_t i);
  void readSpeciesTable(const std::filesystem::path& path);
  void readAgeGroupTable(const std::filesystem::path& path);
  void takeCodes();

  const LayerSpec& spec_;
  const LayerContext& context_;
  Stratum all_;  ///< what holds for every feature
  FeatureArea area_;
  OwnCodes<std::string> speciesNames_;
  OwnCodes<Origin> origins_;
  OwnCodes<int> ageGroups_;
  std::optional<std::size_t> species_, composition_, origin_, age_, ageGroup_, planted_, volume_;
  ToldCodes unknownSpecies_, unknownParts_, unreadCompositions_, unknownOrigins_, unknownAgeGroups_, notForest_;
  std::int64_t zeroVolumes_ = 0, withoutOrigin_ = 0;
  std::optional<std::size_t> lastWithoutOrigin_;  ///< feature; its strata count once
};

}  // namespace tanhui
