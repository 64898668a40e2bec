// libFuzzer target: any bytes as the ledger of a former run give its land or an Error.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "geo/account/SavedRun.h"
#include "tests/fuzz/FuzzFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tanhui::FuzzFile file("tables/ledger.csv");
  file.write(data, size);
  tanhui::Project project;
  project.outputFolder = file.path().parent_path().parent_path();
  try {
    if (const auto saved = tanhui::readSavedRun(project))
      for (const tanhui::LedgerLine& line : saved->lines)
        if (!std::isfinite(line.areaHa) || line.stratum >= saved->strata.size()) std::abort();
  } catch (const tanhui::Error&) {
    // A fault that is told is what should happen.
  }
  return 0;
}
