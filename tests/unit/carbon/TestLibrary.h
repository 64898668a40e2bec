#pragma once

#include "geo/carbon/FactorLibrary.h"

namespace tanhui::test {

/// The library of Chongqing as it ships.
inline const FactorLibrary& chongqing() {
  static const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  return library;
}

}  // namespace tanhui::test
