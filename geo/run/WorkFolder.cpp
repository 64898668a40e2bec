#include "geo/run/WorkFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/output/RunJson.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

void makeFolder(const fs::path& path) {
  std::error_code code;
  fs::create_directories(path, code);
  if (code)
    throw Error(path.string(), say("file.cannot_write", code.message()), say("file.cannot_write.remedy"),
                ErrorKind::work);
}

/// What the run whose record lies in a folder wrote there.
std::vector<fs::path> formerOutputs(const fs::path& output) {
  std::vector<fs::path> places;
  const std::optional<RunRecord> record = readRunJson(output);
  if (!record) return places;
  for (const fs::path& path : record->outputs) {
    const fs::path name = path.lexically_normal();
    if (name.is_relative() && !name.empty() && *name.begin() != "..") places.push_back(output / name);
  }
  return places;
}

}  // namespace

WorkFolder::WorkFolder(const fs::path& output) : output_(output), work_(of(output)) {
  makeFolder(work_);
  const fs::path lock = work_ / "lock";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0)
    throw Error(lock.string(), say("file.cannot_write", std::strerror(errno)), say("file.cannot_write.remedy"),
                ErrorKind::work);
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw Error(output.string(), say("run.folder_busy"), say("run.folder_busy.remedy"), ErrorKind::work);
  }
  std::error_code ignored;
  fs::remove_all(stage(), ignored);
  makeFolder(stage());
}

WorkFolder::~WorkFolder() { ::close(lock_); }

std::vector<fs::path> WorkFolder::publish() {
  const std::vector<fs::path> former = formerOutputs(output_);
  std::vector<fs::path> places;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(stage()))
    if (entry.is_regular_file()) places.push_back(output_ / fs::relative(entry.path(), stage()));
  std::sort(places.begin(), places.end());
  std::stable_partition(places.begin(), places.end(), [](const fs::path& p) { return p.filename() != kRunJson; });
  for (const fs::path& place : places) {
    makeFolder(place.parent_path());
    commitFile(stage() / fs::relative(place, output_), place);
  }
  std::error_code ignored;
  for (const fs::path& place : former)
    if (std::find(places.begin(), places.end(), place) == places.end()) fs::remove(place, ignored);
  discard();
  return places;
}

void WorkFolder::discard() {
  std::error_code ignored;
  fs::remove_all(work_, ignored);
}

}  // namespace tanhui
