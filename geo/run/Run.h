#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/account/RunReport.h"
#include "geo/ask/OfficialAreas.h"
#include "geo/base/Stop.h"
#include "geo/project/Project.h"
#include "geo/project/YearChoice.h"
#include "geo/run/RunProgress.h"

namespace tanhui {

struct RunOptions {
  bool resume = false;                  ///< go on where a killed run of the same inputs stopped
  std::filesystem::path outputFolder;   ///< empty: the project's
  int threads = 0;                      ///< 0: one per core
  std::optional<YearChoice> year = {};  ///< maps of this year and scenario too
  bool overwrite = false;               ///< replace files that no run wrote; also by Project::overwrite
};

/// The main job: evaluates every tile, writes maps, tables and report into the output folder. Throws Error,
/// ProjectFaults (a layer or field that does not fit, an output that would replace an input or a file that no run
/// wrote) or, when `stop` was set, Interrupted; then nothing stands under a final name that was not whole before, and
/// what was finished can be taken up with `resume`.
RunReport run(const Project& project, const RunOptions& options, const ProgressSink& progress, const StopFlag& stop);

/// Everything a run would need, short of the pixels: opens each layer, field, table and factor. Returns all the faults,
/// in project order; warnings go to `warnings`, and how cropland compares with the survey's own areas to `official`.
std::vector<Error> check(const Project& project, Warnings& warnings, std::vector<OfficialArea>* official = nullptr);

/// The same of a project file that may have faults of its own: those, in the order of its lines, and then what is wrong
/// with the inputs that its sound parts name.
std::vector<Error> check(const ProjectDraft& draft, Warnings& warnings, std::vector<OfficialArea>* official = nullptr);

}  // namespace tanhui
