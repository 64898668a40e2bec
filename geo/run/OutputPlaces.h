#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "geo/account/RunJson.h"
#include "geo/base/Error.h"
#include "geo/base/ProtectedFiles.h"
#include "geo/project/Project.h"
#include "geo/project/YearChoice.h"

namespace tanhui {

/// An output folder, and what stands there that is not a run's to replace or to remove: inputs never; files that no
/// earlier run lists in its run.json, and whatever lies behind a link, only when the user allows it.
class OutputPlaces {
 public:
  OutputPlaces(std::filesystem::path folder, const std::vector<InputFile>& inputs, bool overwrite);

  const std::filesystem::path& folder() const { return folder_; }

  /// Why files of these names (relative to the folder) must not be written.
  std::vector<Error> faults(std::span<const std::filesystem::path> names) const;
  /// Throws ProjectFaults when there is a reason.
  void require(std::span<const std::filesystem::path> names) const;

  /// Removes what the earlier run wrote and `made` does not name: files of this folder that are still as that run left
  /// them, and no input. What a run.json says of other places is not believed.
  void removeFormer(const std::set<std::filesystem::path>& made) const;

 private:
  bool formerlyWritten(const std::filesystem::path& name) const;
  bool behindLink(const std::filesystem::path& name) const;

  std::filesystem::path folder_;
  ProtectedFiles inputs_;
  bool overwrite_;
  std::set<std::filesystem::path> ours_;  ///< names that earlier runs wrote, also one that was killed while publishing
};

/// The names, relative to the output folder, of what a run of the project may write.
std::vector<std::filesystem::path> outputNames(const Project& project, const std::optional<YearChoice>& year);

/// The places of a project's run.
OutputPlaces placesOf(const Project& project, const std::filesystem::path& folder, bool overwrite);

}  // namespace tanhui
