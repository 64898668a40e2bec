#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/landclass/SurveyNames.h"
#include "geo/model/FieldPlan.h"
#include "geo/model/LandLayers.h"

namespace tanhui {

/// A recorded area farther than this from the computed one, relative, is no rounding and no series of another survey:
/// the shape was edited, or lies in another projection.
constexpr double kMostScaling = 1e-3;

/// The areas that a land survey itself records of its parcels, in square metres: of the whole (TBMJ) and without its
/// ridges (TBDLMJ).
class RecordedAreas {
 public:
  /// Plans to read the fields that the dictionary knows, or that the project names. Throws Error when the layer is to
  /// take its areas from the record and there is no field of them.
  RecordedAreas(const LayerSpec& spec, FieldPlan& plan);

  /// Sets LandLayer::netRecordM2, and areaScale where the project says area = "record". Throws Error for areas in mu or
  /// hectares.
  void take(LandLayer& layer, const LayerContext& context) const;

 private:
  void takeNet(LandLayer& layer) const;
  void scale(LandLayer& layer, const LayerContext& context) const;

  std::string wholeField_;
  std::optional<std::size_t> whole_, net_, deducted_, of_;
};

/// The field of a layer that the survey's dictionary gives a role; of the area, only the parcel's (图斑面积). Empty
/// when there is none.
std::string surveyFieldOf(const VectorSource& source, FieldRole role);

/// "mu" or "ha" when areas that should be in square metres are in these: by the median of their ratios to computed
/// ones. Empty otherwise.
std::string_view otherAreaUnit(std::vector<double> ratios);

}  // namespace tanhui
