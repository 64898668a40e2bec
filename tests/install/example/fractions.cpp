// fractions: how much of each cell a triangle covers. c++ -std=c++20 fractions.cpp $(pkg-config --cflags --libs tanhui)
#include <cstdio>

#include <geo/tanhui.h>

int main() {
  using namespace tanhui::library;
  const Polygon triangle{{{{0, 0}, {2, 0}, {0, 2}}}};
  for (const CoveredCells& cells : coverage({&triangle, 1}, {.west = 0, .north = 2, .cols = 2, .rows = 2}))
    for (std::int64_t col = cells.colBegin; col < cells.colEnd; ++col)
      std::printf("%d %d %g\n", static_cast<int>(cells.row), static_cast<int>(col), cells.fraction);
  try {
    (void)coverage({&triangle, 1}, {.cols = 0, .rows = 2});
  } catch (const tanhui::Error& error) {
    std::printf("%s\n", error.what());
  }
}
