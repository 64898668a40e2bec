#pragma once

#include <vector>

#include "geo/base/InputFile.h"
#include "geo/gdal/SourceFiles.h"

namespace tanhui {

/// Holds the inputs of a run to be the same files from before the first is read until the last was, by FileWatch and by
/// their content. The project file is left out: it is read as a whole before.
class InputWatch {
 public:
  explicit InputWatch(const std::vector<InputFile>& inputs);

  /// Throws as FileWatch does, also when the hash of a file is not that of `hashed`, as hashInputs gave it at the
  /// beginning.
  void requireUnchanged(const std::vector<InputFile>& hashed) const;

 private:
  FileWatch files_;
};

}  // namespace tanhui
