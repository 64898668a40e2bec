#include "geo/influence/FactorColumn.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace tanhui {
namespace {

std::vector<std::string> classNames(std::span<const double> breaks) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i <= breaks.size(); ++i) {
    if (breaks.empty()) {
      names.emplace_back("all");
    } else if (i == 0) {
      names.push_back(fmt::format("<= {:.6g}", breaks[0]));
    } else if (i == breaks.size()) {
      names.push_back(fmt::format("> {:.6g}", breaks.back()));
    } else {
      names.push_back(fmt::format("({:.6g}, {:.6g}]", breaks[i - 1], breaks[i]));
    }
  }
  return names;
}

}  // namespace

FactorColumn factorOfKinds(std::string name, std::span<const std::string> kinds) {
  std::set<std::string> names(kinds.begin(), kinds.end());
  names.erase("");
  FactorColumn factor;
  factor.name = std::move(name);
  factor.kindNames.assign(names.begin(), names.end());
  for (const std::string& kind : kinds) {
    const auto found = std::lower_bound(factor.kindNames.begin(), factor.kindNames.end(), kind);
    factor.kinds.push_back(kind.empty() ? -1 : static_cast<int>(found - factor.kindNames.begin()));
  }
  return factor;
}

FactorColumn factorOfFigures(std::string name, std::vector<double> figures) {
  FactorColumn factor;
  factor.name = std::move(name);
  factor.figures = std::move(figures);
  return factor;
}

bool readAsCodes(std::span<const double> numbers) {
  constexpr std::size_t kMostCodes = 30;
  std::set<double> different;
  std::size_t given = 0;
  for (const double number : numbers) {
    if (std::isnan(number)) continue;
    ++given;
    if (number != std::floor(number) || different.size() > kMostCodes) return false;
    different.insert(number);
  }
  return different.size() <= kMostCodes && 2 * different.size() <= given;
}

FactorColumn factorOfNumbers(std::string name, std::vector<double> numbers) {
  if (!readAsCodes(numbers)) return factorOfFigures(std::move(name), std::move(numbers));
  std::vector<std::string> kinds;
  for (const double number : numbers) kinds.push_back(std::isnan(number) ? std::string() : fmt::format("{}", number));
  return factorOfKinds(std::move(name), kinds);
}

Stratification stratifiedByKind(const FactorColumn& factor) {
  return {"kinds", static_cast<int>(factor.kindNames.size()), factor.kinds, factor.kindNames};
}

Stratification stratifiedByClass(const FactorColumn& factor, ClassMethod method, int classes) {
  const std::vector<double> breaks = classBreaks(factor.figures, method, classes);
  return {std::string(classMethodName(method)), classes, classesOf(factor.figures, breaks), classNames(breaks)};
}

}  // namespace tanhui
