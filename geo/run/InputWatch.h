#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "geo/base/InputFile.h"

namespace tanhui {

/// Holds the inputs of a run to be the same files from before the first is read until the last was: a total of two
/// states of a file is a total of nothing.
class InputWatch {
 public:
  /// Notes size and time of every file behind the inputs. What is missing is for the reading to tell.
  explicit InputWatch(const std::vector<InputFile>& inputs);

  /// Throws Error (kind work) when a file is not as it was: size, time, and content by hash against `hashed`, as
  /// hashInputs gave it at the beginning. The project file is left out: it is read as a whole before.
  void requireUnchanged(const std::vector<InputFile>& hashed) const;

 private:
  struct Stamp {
    std::uintmax_t bytes;
    std::filesystem::file_time_type time;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  static Stamp stampOf(const std::filesystem::path& file);

  std::map<std::filesystem::path, Stamp> stamps_;
};

}  // namespace tanhui
