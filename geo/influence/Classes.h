#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tanhui {

/// How figures are put into classes.
enum class ClassMethod {
  equal,     ///< of equal width
  quantile,  ///< of equal count, by quantiles as R's type 7 has them (Hyndman and Fan 1996)
  natural,   ///< with the least squares within, exactly (Fisher 1958, by dynamic programming)
};

std::string_view classMethodName(ClassMethod method);
/// Nothing for a name that is none of equal, quantile, natural.
std::optional<ClassMethod> classMethodNamed(std::string_view name);

/// The upper bounds of the classes but the last, ascending and each once: a figure is in the first class whose bound is
/// not below it. NaN is left out. Equal figures stay together, so there may be fewer classes than asked for.
std::vector<double> classBreaks(std::span<const double> values, ClassMethod method, int classes);

/// The class of each figure from 0; -1 for NaN.
std::vector<int> classesOf(std::span<const double> values, std::span<const double> breaks);

}  // namespace tanhui
