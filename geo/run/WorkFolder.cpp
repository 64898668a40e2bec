#include "geo/run/WorkFolder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "geo/account/RunJson.h"
#include "geo/evaluate/Journal.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kLock = "lock";

[[noreturn]] void failWrite(const fs::path& path, const std::string& reason) {
  throw Error(path.string(), say("file.cannot_write", reason), say("file.cannot_write.remedy"), ErrorKind::work);
}

void makeFolder(const fs::path& path) {
  std::error_code code;
  fs::create_directories(path, code);
  if (code) failWrite(path, code.message());
}

/// Nothing of ours is a link: one would lead our writing and removing to somebody else's files.
void refuseLinks(const fs::path& work) {
  std::error_code code;
  bool link = fs::is_symlink(fs::symlink_status(work, code));
  for (const fs::directory_entry& entry : fs::directory_iterator(work, code))
    link = link || fs::is_symlink(entry.symlink_status(code));
  if (link) throw Error(work.string(), say("run.work_link"), say("run.work_link.remedy"), ErrorKind::work);
}

/// Names of the files below a folder, in order.
std::vector<fs::path> filesIn(const fs::path& folder) {
  std::vector<fs::path> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(folder));
  std::sort(names.begin(), names.end());
  return names;
}

void move(const fs::path& from, const fs::path& to) {
  makeFolder(to.parent_path());
  std::error_code code;
  fs::rename(from, to, code);
  if (code) failWrite(to, code.message());
}

}  // namespace

WorkFolder::WorkFolder(OutputPlaces places) : places_(std::move(places)), work_(of(places_.folder())) {
  refuseLinks(work_);
  lock();
  try {
    if (fs::exists(readyOf(places_.folder()))) moveReady();
    std::error_code ignored;
    fs::remove_all(stage(), ignored);
    makeFolder(stage());
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

WorkFolder::~WorkFolder() { ::close(lock_); }

/// The lock's file goes with the work folder, which a run that ends at this moment may be removing: only a lock on the
/// file that still has the name counts.
void WorkFolder::lock() {
  const fs::path file = work_ / kLock;
  for (;;) {
    makeFolder(work_);
    lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock_ < 0 && errno == ENOENT) continue;
    if (lock_ < 0) failWrite(file, std::strerror(errno));
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
      ::close(lock_);
      throw Error(places_.folder().string(), say("run.folder_busy"), say("run.folder_busy.remedy"), ErrorKind::work);
    }
    struct stat held {
    }, named{};
    if (::fstat(lock_, &held) == 0 && ::stat(file.c_str(), &named) == 0 && held.st_ino == named.st_ino) return;
    ::close(lock_);
  }
}

std::vector<fs::path> WorkFolder::publish() {
  const std::vector<fs::path> names = filesIn(stage());
  places_.require(names);
  const fs::path ready = readyOf(places_.folder());
  std::error_code code;
  fs::rename(stage(), ready, code);
  if (code) failWrite(ready, code.message());
  moveReady();
  discard();
  std::vector<fs::path> placed;
  for (const fs::path& name : names) placed.push_back(places_.folder() / name);
  std::stable_partition(placed.begin(), placed.end(), [](const fs::path& p) { return p.filename() != kRunJson; });
  return placed;
}

/// May be cut off anywhere and begun anew: run.json, which tells what there is, goes last.
void WorkFolder::moveReady() {
  const fs::path& output = places_.folder();
  const fs::path ready = readyOf(output);
  std::vector<fs::path> names = filesIn(ready);
  places_.require(names);
  std::set<fs::path> made(names.begin(), names.end());
  if (const std::optional<RunRecord> record = readRunJson(ready))
    for (const RunOutput& moved : record->outputs) made.insert(moved.path);
  std::erase(names, fs::path(kRunJson));
  for (const fs::path& name : names) move(ready / name, output / name);
  if (made.contains(kRunJson)) {
    places_.removeFormer(made);
    move(ready / kRunJson, output / kRunJson);
  }
  std::error_code ignored;
  fs::remove_all(ready, ignored);
}

void WorkFolder::discard() {
  std::error_code ignored;
  // First what makes the rest of use, last the lock: another run may wait for it.
  fs::remove(work_ / kJournalName, ignored);
  for (const fs::directory_entry& entry : fs::directory_iterator(work_, ignored))
    if (entry.path().filename() != kLock) fs::remove_all(entry.path(), ignored);
  fs::remove(work_ / kLock, ignored);
  fs::remove(work_, ignored);
}

}  // namespace tanhui
