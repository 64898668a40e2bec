#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/carbon/FactorLibrary.h"
#include "geo/landclass/ClassTable.h"
#include "geo/model/FieldPlan.h"

namespace tanhui {

/// The most of a parcel that can be deducted from it: terraces of more than 25 degrees lose up to 0.36 to their ridges.
constexpr double kMostDeducted = 0.5;

/// What the land survey deducts from the parcels of a layer (扣除地类): field ridges too narrow to be parcels of their
/// own. In the third survey KCMJ = TBMJ x KCXS, and KCXS is a share of the whole parcel.
class Deduction {
 public:
  /// `table`: of the layer's own codes, which come before those of the land survey; may be null.
  Deduction(const DeductSpec& spec, const FactorLibrary& factors, const ClassTable* table, FieldPlan& plan);

  struct Part {
    std::string classKey;
    double share = 0;  ///< of the parcel, 0 .. kMostDeducted
  };
  /// Nothing where nothing is deducted, or where the parcel is itself of the class that is.
  std::optional<Part> of(const VectorLayer& layer, std::size_t i, const std::string& landClass);

  /// Throws Error for codes without a class.
  void tell(const std::string& layer, Warnings& warnings) const;

 private:
  double shareOf(const VectorLayer& layer, std::size_t i);
  double told(const VectorLayer& layer, std::size_t i);
  std::string classOf(const VectorLayer& layer, std::size_t i);

  const DeductSpec& spec_;
  const LandClasses& classes_;
  const ClassTable* const own_;
  ClassTable survey_;
  std::optional<std::size_t> ratio_, area_, of_, class_;
  std::int64_t percents_ = 0;
  std::vector<std::string> outside_;  ///< the first of them, with their parcels
  std::int64_t outsideCount_ = 0;
  std::map<std::string, std::int64_t> notCropland_, unknown_;  ///< class or code: parcels
};

}  // namespace tanhui
