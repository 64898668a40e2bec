#include "geo/run/detail/InputWatch.h"

#include <map>

#include "geo/base/File.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

bool isProject(const InputFile& input) { return input.role == "project"; }

std::vector<fs::path> watched(const std::vector<InputFile>& inputs) {
  std::vector<fs::path> paths;
  for (const InputFile& input : inputs)
    if (!isProject(input)) paths.push_back(input.path);
  return paths;
}

}  // namespace

InputWatch::InputWatch(const std::vector<InputFile>& inputs) : files_(watched(inputs)) {}

void InputWatch::requireUnchanged(const std::vector<InputFile>& hashed) const {
  files_.requireUnchanged();
  std::map<fs::path, std::string> seen;  // a container that serves several layers is read once
  for (const InputFile& input : hashed) {
    if (isProject(input)) continue;
    const auto [place, isNew] = seen.try_emplace(input.path);
    if (isNew) place->second = sha256File(input.path);
    if (place->second != input.sha256) FileWatch::failChanged(input.path);
  }
}

}  // namespace tanhui
