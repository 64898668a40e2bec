#include "geo/run/InputWatch.h"

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/Input.h"
#include "geo/run/Inputs.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

bool isProject(const InputFile& input) { return input.role == "project"; }

[[noreturn]] void failChanged(const fs::path& file) {
  throw Error(file.string(), say("run.input_changed"), say("run.input_changed.remedy"), ErrorKind::work);
}

}  // namespace

/// Of a file in an archive: the archive's.
InputWatch::Stamp InputWatch::stampOf(const fs::path& file) {
  const fs::path behind = fileBehind(file);
  std::error_code none;
  return {fs::file_size(behind, none), fs::last_write_time(behind, none)};
}

InputWatch::InputWatch(const std::vector<InputFile>& inputs) {
  for (const InputFile& input : inputs) {
    if (isProject(input)) continue;
    try {
      for (const fs::path& file : filesOf(input.path)) stamps_.try_emplace(file, stampOf(file));
    } catch (const Error&) {
      continue;  // no input at all
    }
  }
}

void InputWatch::requireUnchanged(const std::vector<InputFile>& hashed) const {
  for (const auto& [file, before] : stamps_)
    if (!inputExists(file) || stampOf(file) != before) failChanged(file);
  std::map<fs::path, std::string> seen;  // a container that serves several layers is read once
  for (const InputFile& input : hashed) {
    if (isProject(input)) continue;
    const auto [place, isNew] = seen.try_emplace(input.path);
    if (isNew) place->second = sha256File(input.path);
    if (place->second != input.sha256) failChanged(input.path);
  }
}

}  // namespace tanhui
