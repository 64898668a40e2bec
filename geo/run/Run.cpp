#include "geo/run/Run.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

#include "geo/account/RunJson.h"
#include "geo/model/BuildModel.h"
#include "geo/run/OutputPlaces.h"
#include "geo/run/TileRun.h"
#include "geo/run/WorkFolder.h"
#include "geo/run/detail/Documents.h"
#include "geo/run/detail/InputWatch.h"
#include "geo/run/detail/Inputs.h"
#include "geo/run/detail/LandSums.h"
#include "geo/run/detail/LandscapeSteps.h"
#include "geo/run/detail/MapFiles.h"
#include "geo/run/detail/RunAccount.h"
#include "geo/run/detail/RunLand.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

class Stopwatch {
 public:
  double wallSeconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  }
  double cpuSeconds() const { return static_cast<double>(std::clock() - startedCpu_) / CLOCKS_PER_SEC; }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::clock_t startedCpu_ = std::clock();
};

/// Refuses before any work starts what would end in the loss of a file.
OutputPlaces freePlaces(const Project& project, const RunOptions& options) {
  const fs::path& output = options.outputFolder.empty() ? project.outputFolder : options.outputFolder;
  OutputPlaces places = placesOf(project, output, options.overwrite || project.overwrite);
  places.require(outputNames(project, options.year));
  return places;
}

int threadsOf(const RunOptions& options) {
  return options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// Of all that the tiles depend on.
std::string fingerprintOf(const Project& project, const RunLand& land, std::span<const MapFile> maps) {
  std::string print = fingerprint(land.inputs, project, land.model.grid);
  for (const MapFile& map : maps) print += " " + map.target.stem().string();
  return print;
}

/// A fault that the same tiles would give again: there is nothing to resume.
template <typename Step>
auto discardingOnFault(WorkFolder& work, Step step) {
  try {
    return step();
  } catch (const Error&) {
    work.discard();
    throw;
  }
}

void begin(std::string_view phase, const ProgressSink& progress, const StopFlag& stop) {
  PhaseClock(phase, progress).tell();
  heed(&stop);
}

}  // namespace

RunReport run(const Project& project, const RunOptions& options, const ProgressSink& progress, const StopFlag& stop) {
  const Stopwatch watch;
  const InputWatch inputs(inputsOf(project));
  WorkFolder work(freePlaces(project, options));
  const int threads = threadsOf(options);

  begin("read", progress, stop);
  RunLand land = readLand(project, stop);
  const LandscapeWork landscapeWork{project, work.stage(), threads, progress, stop};
  Landscape landscape = shapeLandscape(land, landscapeWork);

  const std::vector<RunMap> maps = runMaps(project, land.model, land.carbon, yearChoices(project, options.year));
  const std::vector<MapFile> files = mapFiles(project, land.model, maps, work.stage());
  TileRun tiles = runTiles(land.model, land.carbon, files,
                           {.workFolder = work.path(),
                            .fingerprint = fingerprintOf(project, land, files),
                            .resume = options.resume,
                            .threads = threads},
                           progress, stop);
  const std::vector<LedgerLine> ledger = tiles.sums.ledger.lines();
  const Closure closure = discardingOnFault(work, [&] {
    inputs.requireUnchanged(land.inputs);  // nothing that the tiles hang on is read after this
    return soundClosure(project, land.model, tiles.sums, ledger);
  });

  RunReport report = accountFor(project, land, tiles.sums, ledger, closure);
  report.threads = threads;
  report.outputs = finishMaps(files, tiles.writers, project.scope, progress, stop);

  begin("report", progress, stop);
  valueLandscape(landscape, land, report, landscapeWork);
  if (readsAfterAccount(project)) inputs.requireUnchanged(land.inputs);
  std::ranges::move(landscape.outputs, std::back_inserter(report.outputs));
  std::ranges::move(writeDocuments(report, landscape, land.model, tiles.sums, ledger, work.stage(), stop),
                    std::back_inserter(report.outputs));
  report.wallSeconds = watch.wallSeconds();
  report.cpuSeconds = watch.cpuSeconds();
  writeRunJson(report, work.stage(), &stop);
  report.outputs = work.publish();
  return report;
}

}  // namespace tanhui
