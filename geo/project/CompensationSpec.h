#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/value/Compensation.h"

namespace tanhui {

/// A table of [[compensation]]: who pays whom for land.
struct CompensationSpec {
  std::string name;
  CompensationRule rule = CompensationRule::custom;
  std::string parties;                  ///< a zone layer
  std::vector<std::string> outside;     ///< who is no zone of it
  std::filesystem::path data, other;    ///< `other` may be empty
  std::optional<Range> price;           ///< yuan per unit
  double floorCover = 0.6;              ///< forest_cover
  std::map<std::string, double> share;  ///< carbon_share: columns with their weights
  double paidShare = 1;                 ///< carbon rules
  int line = 0;
};

}  // namespace tanhui
