#pragma once

#include <span>
#include <string>

#include "geo/base/DataTable.h"
#include "geo/influence/InfluenceStudy.h"

namespace tanhui {

/// A study with its name and how far its points lie apart.
struct NamedStudy {
  std::string name;
  double spacingM = 0;  ///< 0: its units are zones, or rows of a table
  InfluenceStudy study;
};

/// tables/influence.csv: every factor by every method and number of classes.
DataTable factorTable(std::span<const NamedStudy> studies);
/// tables/influence_pairs.csv
DataTable pairTable(std::span<const NamedStudy> studies);
/// tables/influence_strata.csv: the response in each stratum of the classes that are used.
DataTable strataTable(std::span<const NamedStudy> studies);
/// tables/influence_risk.csv: Welch's test between each two of them.
DataTable riskTable(std::span<const NamedStudy> studies);

/// All four.
std::vector<DataTable> tablesOf(std::span<const NamedStudy> studies);

}  // namespace tanhui
