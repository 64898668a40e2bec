#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "geo/landclass/LayerRole.h"

namespace tanhui {

/// What a field of a county's layers holds, as far as a project can use it.
enum class FieldRole : std::uint8_t {
  other,  ///< known, of no use here: an owner, a slope, the class of an earlier year
  landClass,
  className,
  grass,
  species,
  origin,
  age,
  ageGroup,
  ageClass,
  planted,
  volumePerHa,
  volumePerMu,
  volumeTotal,
  composition,
  diameter,
  height,
  area,
  netArea,
  deductRatio,
  deductArea,
  deductClass,
  id,
  label,
  width,
  year  ///< that the data are of
};

/// The families of layers in the dictionary (datasets/survey/fields.csv).
enum class SurveyKind : std::uint8_t { stands, survey, grass, wetland, zones, control, restoration, river };

/// A field name of the forest inventory, the land survey, the control lines ... and what it holds.
struct SurveyField {
  SurveyKind kind;
  std::string name;
  FieldRole role;
  std::string nameZh;  ///< what the field is called in the data standard
};

/// The dictionary, in the order of the file: of two fields of one role the earlier name tells more.
const std::vector<SurveyField>& surveyFields();

/// The entries of a kind whose name this is, ASCII case aside, written out or cut to the ten bytes that a Shapefile
/// keeps (in GBK or UTF-8); where none is, those that the data standard calls so. More than one when a name fits
/// several.
std::vector<const SurveyField*> findSurveyFields(std::string_view name, SurveyKind kind);

/// A layer name of the data standards, or nullptr: the name itself or one that begins with it ("YJJBNTTB_500116").
struct SurveyLayer {
  std::string name;
  LayerRole role;
  std::string nameZh;
};
const SurveyLayer* findSurveyLayer(std::string_view name);

}  // namespace tanhui
