#include "geo/layer/ClassData.h"

#include "geo/base/Embedded.h"

namespace tanhui {

namespace class_data {
std::span<const EmbeddedFile> files();
}

std::string_view classData(std::string_view name) {
  for (const EmbeddedFile& file : class_data::files())
    if (file.name == name) return file.bytes;
  return {};
}

}  // namespace tanhui
