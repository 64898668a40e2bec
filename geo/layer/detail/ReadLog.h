#pragma once

#include "geo/base/Error.h"
#include "geo/layer/Repair.h"

namespace tanhui {

/// What befell the features of a layer while it was read, for the reader of the result: the first of each kind in full,
/// the rest by their ids and the sum of their areas.
class ReadLog {
 public:
  ReadLog(std::string name, const Crs& crs) : name_(std::move(name)), crs_(crs) {}

  void noGeometry(std::int64_t fid) { noGeometry_.push_back(fid); }
  void otherKind(std::int64_t fid) { otherKind_.push_back(fid); }
  void noArea(std::int64_t fid) { noArea_.push_back(fid); }
  /// `box`: of the feature, in the CRS of the layer.
  void repaired(std::int64_t fid, const RepairNote& note, const Box& box);

  void tell(Warnings& warnings) const;

 private:
  struct Repaired {
    std::int64_t fid;
    std::string reason;
    double beforeHa, afterHa;
  };
  void tellRepairs(Warnings& warnings) const;
  double hectares(double planarArea, const Box& box) const;

  std::string name_;
  Crs crs_;
  std::vector<std::int64_t> noGeometry_, otherKind_, noArea_, collapsed_;
  std::vector<Repaired> repaired_;
};

}  // namespace tanhui
