#include "geo/pattern/PatternTally.h"

#include <limits>

#include "geo/pattern/PatternClass.h"

namespace tanhui {

double PatternTally::foregroundHa() const {
  double sum = 0;
  for (const PatternClass& known : patternClasses()) {
    if (known.foreground) sum += codes[known.code].areaHa;
  }
  return sum;
}

double PatternTally::groupHa(std::string_view key) const {
  double sum = 0;
  for (const PatternClass& known : patternClasses()) {
    if (known.foreground && known.key.starts_with(key)) sum += codes[known.code].areaHa;
  }
  return sum;
}

double PatternTally::meanDensity() const {
  const double ha = foregroundHa();
  return ha > 0 ? densitySum / ha : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace tanhui
