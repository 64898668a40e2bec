// libFuzzer target: any bytes as a table of factors or of pools give a library or an Error.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "geo/carbon/FactorLibrary.h"
#include "tests/fuzz/FuzzFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tanhui::FuzzFile file("factors.csv");
  file.write(data, size);
  try {
    const auto library = tanhui::FactorLibrary::load(file.path().string(), file.path().parent_path(), {});
    for (const tanhui::Factor& factor : library.all())
      if (!std::isfinite(factor.value)) std::abort();
  } catch (const tanhui::Error&) {
    // A fault that is told is what should happen.
  }
  return 0;
}
