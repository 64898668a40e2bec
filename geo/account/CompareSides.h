#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/account/ProjectSeries.h"

namespace tanhui {

/// One side of a comparison: a year of a scenario of a project.
struct CompareSide {
  std::span<const LedgerLine> lines;
  const YearCarbon& year;
  const FactorLibrary& factors;
  ErrorRules errors;
};

/// A class, or all land, on both sides. `difference` is b - a; its areaHa too.
struct ComparedRow {
  std::string classKey;  ///< empty: all land
  Totals a, b, difference;
};

struct Comparison {
  std::vector<ComparedRow> rows;  ///< classes of either side in table order, then all land
  /// The libraries are the same: then the error of a difference counts a factor that both share once, and what it moves
  /// alike on both sides cancels; so does the area of a class that both sides have. Otherwise the difference has no
  /// error.
  bool sharesFactors = false;
  LandClasses classesA, classesB;

  /// As A names the class, or B, where A does not know it.
  std::string className(const std::string& key, Language language) const {
    return (classesA.find(key) != nullptr ? classesA : classesB).name(key, language);
  }
};

/// The land of a zone (kWholeRegion: all) on both sides. Zones of two projects must be numbered alike for that.
Comparison compareSides(const CompareSide& a, const CompareSide& b, std::uint32_t zone = kWholeRegion);

}  // namespace tanhui
