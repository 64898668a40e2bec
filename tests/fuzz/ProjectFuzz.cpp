// libFuzzer target: any bytes as a project file give a Project or an Error, never a crash, a hang or another exception.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geo/project/Project.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const tanhui::Project project =
        tanhui::parseProject({reinterpret_cast<const char*>(data), size}, "/fuzz/project.toml");
    // What the parser lets through keeps its promises.
    const bool sound = !project.layers.empty() && project.horizon >= project.baseYear && project.cellSize >= 0 &&
                       project.outputFolder.is_absolute();
    if (!sound) std::abort();
  } catch (const tanhui::Error&) {
    // A fault that is told is what should happen.
  }
  return 0;
}
