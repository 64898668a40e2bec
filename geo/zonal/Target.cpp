#include "geo/zonal/Target.h"

#include <system_error>

#include "geo/base/Error.h"

namespace tanhui {

void refuseInputAsTarget(const std::filesystem::path& target, std::span<const std::filesystem::path> inputs) {
  for (const std::filesystem::path& input : inputs) {
    std::error_code missing;
    if (std::filesystem::equivalent(input, target, missing))
      throw Error(target.string(), say("zonal.target_is_input"), say("zonal.target_is_input.remedy"));
  }
}

}  // namespace tanhui
