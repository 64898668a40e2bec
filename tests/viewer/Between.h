#pragma once

#include <rapidcheck.h>

namespace tanhui::viewer::test {

/// Any number of an interval, drawn by the property that asks.
inline double between(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1e6; }

}  // namespace tanhui::viewer::test
