#include "geo/influence/FactorColumn.h"

#include <algorithm>
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

Stratification stratifiedByKind(const FactorColumn& factor) {
  return {"kinds", static_cast<int>(factor.kindNames.size()), factor.kinds, factor.kindNames};
}

Stratification stratifiedByClass(const FactorColumn& factor, ClassMethod method, int classes) {
  const std::vector<double> breaks = classBreaks(factor.figures, method, classes);
  return {std::string(classMethodName(method)), classes, classesOf(factor.figures, breaks), classNames(breaks)};
}

}  // namespace tanhui
