#pragma once

#include "geo/grid/Crs.h"

namespace tanhui::test {

inline Crs crs(const char* code) { return Crs::parse(code, "test"); }

}  // namespace tanhui::test
