#include "geo/carbon/FactorData.h"

#include "geo/base/Embedded.h"

namespace tanhui {

namespace factor_data {
std::span<const EmbeddedFile> files();
}

std::string_view factorData(std::string_view name) { return findEmbedded(factor_data::files(), name); }

}  // namespace tanhui
