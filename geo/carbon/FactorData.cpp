#include "geo/carbon/FactorData.h"

#include "geo/base/Embedded.h"

namespace tanhui {

namespace factor_data {
std::span<const EmbeddedFile> files();
}

std::string_view factorData(std::string_view name) {
  for (const EmbeddedFile& file : factor_data::files())
    if (file.name == name) return file.bytes;
  return {};
}

}  // namespace tanhui
