#pragma once

#include <cstdint>
#include <vector>

#include "datasets/demo/Frame.h"

namespace tanhui::demo {

/// The big river as it lies in the square, from where it enters in the west to where it leaves in the east.
struct BigRiver {
  struct Station {
    Point place;
    double halfWidth;  ///< m
  };
  std::vector<Station> stations;  ///< about every 100 m, downstream

  /// Water level at a station, m: it falls by 0.15 m per km.
  static double level(double station) { return 186 - 0.015 * station; }
};

BigRiver makeBigRiver();

/// Where each cell lies with respect to the river.
struct RiverFrame {
  Raster<float> bank;        ///< m from the bank, negative in the water; the bar (an island) counts as land
  Raster<float> station;     ///< index of the nearest station, fractional
  Raster<std::int8_t> side;  ///< +1 left bank, -1 right bank
};

RiverFrame frameOf(const BigRiver& river, int cellsPerSide);

/// The axes of the anticlines: m across the folds from the nearest axis, its index, and half its width in m.
struct Anticline {
  int index;
  double offset, halfWidth;
};
Anticline anticlineAt(Point p);

}  // namespace tanhui::demo
