#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/influence/Classes.h"

namespace tanhui {

/// What may drive a response, unit by unit: kinds, or figures that are put into classes first.
struct FactorColumn {
  std::string name;
  std::vector<double> figures;  ///< of a factor of figures; NaN: none
  std::vector<int> kinds;       ///< of a factor of kinds: number in `kindNames`; -1: none
  std::vector<std::string> kindNames;

  bool isFigures() const { return kinds.empty(); }
};

/// Kinds in the order of their names; an empty text is none.
FactorColumn factorOfKinds(std::string name, std::span<const std::string> kinds);
FactorColumn factorOfFigures(std::string name, std::vector<double> figures);

/// Whether numbers read as codes of kinds rather than as figures: all are whole, come at least twice on average, and
/// are at most 30 different ones. NaN is none.
bool readAsCodes(std::span<const double> numbers);
/// Kinds where the numbers read as codes, else figures.
FactorColumn factorOfNumbers(std::string name, std::vector<double> numbers);

/// A factor as strata: its kinds, or its figures in classes.
struct Stratification {
  std::string method;  ///< "kinds", or the method's name
  int classes = 0;     ///< asked for; of kinds how many there are
  std::vector<int> strata;
  std::vector<std::string> names;  ///< of the strata: the kind, or "(4.2, 8.5]"
};

Stratification stratifiedByKind(const FactorColumn& factor);
Stratification stratifiedByClass(const FactorColumn& factor, ClassMethod method, int classes);

}  // namespace tanhui
