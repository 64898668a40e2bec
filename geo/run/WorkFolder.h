#pragma once

#include <filesystem>
#include <vector>

namespace tanhui {

/// The hidden folder of a run inside the output folder: journal, spools and, at the end, the files before they get
/// their final names. Holding one locks the output folder against a second run.
class WorkFolder {
 public:
  /// Creates OUTPUT and OUTPUT/.tanhui. Throws Error (kind work) when the folder cannot be written or another run
  /// holds it.
  explicit WorkFolder(const std::filesystem::path& output);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  /// Where the work folder of an output folder lies.
  static std::filesystem::path of(const std::filesystem::path& output) { return output / ".tanhui"; }

  const std::filesystem::path& path() const { return work_; }
  /// Where files are written before they are all whole.
  std::filesystem::path stage() const { return work_ / "stage"; }

  /// Moves every file of the stage to its place in the output folder, run.json last; takes away what an earlier run
  /// wrote there, by its run.json, and this one did not; removes the work folder. Returns the places.
  std::vector<std::filesystem::path> publish();
  /// Removes journal, spools and stage: there is nothing that a later run could take up.
  void discard();

 private:
  std::filesystem::path output_, work_;
  int lock_ = -1;
};

}  // namespace tanhui
