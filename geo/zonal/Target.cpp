#include "geo/zonal/Target.h"

#include "geo/base/Error.h"
#include "geo/base/ProtectedFiles.h"

namespace tanhui {

void refuseInputAsTarget(const std::filesystem::path& target, std::span<const std::filesystem::path> inputs) {
  ProtectedFiles files;
  for (const std::filesystem::path& input : inputs) files.add(input);
  if (files.at(target)) throw Error(target.string(), say("zonal.target_is_input"), say("zonal.target_is_input.remedy"));
}

}  // namespace tanhui
