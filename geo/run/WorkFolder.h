#pragma once

#include <filesystem>
#include <vector>

#include "geo/run/OutputPlaces.h"

namespace tanhui {

/// The hidden folder of a run inside the output folder: journal, spools, and the files before they get their final
/// names. Holding one locks the output folder against a second run.
///
/// A run may be killed at any moment. While it works, its files lie in the stage, which the next run empties. Once they
/// are all whole, the stage is renamed to "ready", at one stroke; from there they are moved to their places, run.json
/// last. Whoever opens the folder next and finds "ready" goes on moving. Journal and spools stay until the end, so that
/// a run that was killed in its last breath is resumed like any other.
class WorkFolder {
 public:
  /// Creates OUTPUT and OUTPUT/.tanhui, and ends what a killed run was about to publish. Throws Error (kind work) when
  /// the folder cannot be written, another run holds it or it is a link.
  explicit WorkFolder(OutputPlaces places);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  /// Where the work folder of an output folder lies.
  static std::filesystem::path of(const std::filesystem::path& output) { return output / ".tanhui"; }
  /// Where whole files wait for their final names.
  static std::filesystem::path readyOf(const std::filesystem::path& output) { return of(output) / "ready"; }

  const std::filesystem::path& path() const { return work_; }
  /// Where files are written before they are all whole.
  std::filesystem::path stage() const { return work_ / "stage"; }

  /// Moves every file of the stage to its place in the output folder, run.json last; takes away what an earlier run
  /// wrote there, by its run.json, and this one did not; removes the work folder. Returns the places. Throws
  /// ProjectFaults, before anything is moved, when a file stands in the way that is not a run's to replace.
  std::vector<std::filesystem::path> publish();
  /// Removes journal, spools and stage: there is nothing that a later run could take up.
  void discard();

 private:
  void lock();
  void moveReady();

  OutputPlaces places_;
  std::filesystem::path work_;
  int lock_ = -1;
};

}  // namespace tanhui
