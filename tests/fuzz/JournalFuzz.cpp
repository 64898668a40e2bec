// libFuzzer target: whatever stands in a journal, a resumed run takes whole entries of it or none.
#include <cstddef>
#include <cstdint>

#include "geo/base/Error.h"
#include "geo/evaluate/Journal.h"
#include "tests/fuzz/FuzzFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tanhui::FuzzFile file(tanhui::kJournalName);
  file.write(data, size);
  try {
    tanhui::Journal::holdsEntries(file.path());
    const tanhui::Journal journal(file.path(), "fingerprint", true);
  } catch (const tanhui::Error&) {
    // A fault that is told is what should happen.
  }
  return 0;
}
