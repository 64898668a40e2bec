#include "geo/landclass/detail/ClassData.h"

#include "geo/base/Embedded.h"

namespace tanhui {

namespace class_data {
std::span<const EmbeddedFile> files();
}

std::string_view classData(std::string_view name) { return findEmbedded(class_data::files(), name); }

}  // namespace tanhui
