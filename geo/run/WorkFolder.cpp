#include "geo/run/WorkFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "geo/base/Error.h"
#include "geo/base/File.h"

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

}  // namespace

WorkFolder::WorkFolder(const fs::path& output) : output_(output), work_(output / ".tanhui") {
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
  std::vector<fs::path> places;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(stage())) {
    if (!entry.is_regular_file()) continue;
    const fs::path place = output_ / fs::relative(entry.path(), stage());
    makeFolder(place.parent_path());
    commitFile(entry.path(), place);
    places.push_back(place);
  }
  std::sort(places.begin(), places.end());
  discard();
  return places;
}

void WorkFolder::discard() {
  std::error_code ignored;
  fs::remove_all(work_, ignored);
}

}  // namespace tanhui
