#include "geo/base/PartFile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "geo/base/Error.h"
#include "geo/base/File.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kLongestName = 200;  // bytes; file systems take 255, and more is added

/// The file that writing to `target` replaces.
fs::path replacedBy(const fs::path& target) {
  std::error_code code;
  const fs::file_status status = fs::status(target, code);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw Error(target.string(), say("file.not_replaceable"), say("file.not_replaceable.remedy"), ErrorKind::work);
  if (!fs::is_symlink(fs::symlink_status(target, code))) return target;
  const fs::path real = fs::canonical(target, code);
  return code ? target : real;
}

fs::path folderOf(const fs::path& target) { return target.has_parent_path() ? target.parent_path() : fs::path("."); }

/// How the folders of all writers of a target begin.
std::string prefixOf(const fs::path& target) {
  return "." + target.filename().string().substr(0, kLongestName) + ".part-";
}

int openFolder(const fs::path& path) { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }

/// Takes away the folders whose writers are gone: a lock ends with its process, however that ended.
void sweep(const fs::path& target) {
  const std::string prefix = prefixOf(target);
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(folderOf(target), code)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int folder = openFolder(entry.path());
    if (folder < 0) continue;
    std::error_code ignored;
    if (::flock(folder, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
    ::close(folder);
  }
}

void syncFile(const fs::path& path, const fs::path& target) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) failToWrite(target, errno);
  const int failed = ::fsync(file) != 0 ? errno : 0;
  ::close(file);
  if (failed != 0) failToWrite(target, failed);
}

}  // namespace

PartFile::PartFile(const fs::path& target) : target_(replacedBy(target)) {
  sweep(target_);
  do makeFolder();
  while (!lockFolder());
  path_ = folder_ / target_.filename();
}

PartFile::~PartFile() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  ::close(lock_);
}

void PartFile::makeFolder() {
  std::string name = (folderOf(target_) / (prefixOf(target_) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) failToWrite(target_, errno);
  folder_ = name;
}

/// False when another writer took the new folder for one that was left behind.
bool PartFile::lockFolder() {
  lock_ = openFolder(folder_);
  if (lock_ < 0 && errno == ENOENT) return false;
  if (lock_ < 0) failToWrite(target_, errno);
  const bool taken = ::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  struct stat held {
  }, named{};
  if (!taken && ::fstat(lock_, &held) == 0 && ::stat(folder_.c_str(), &named) == 0 && held.st_ino == named.st_ino)
    return true;
  ::close(std::exchange(lock_, -1));
  return false;
}

void PartFile::commit() {
  syncFile(path_, target_);
  std::error_code code;
  fs::rename(path_, target_, code);
  if (code) failToWrite(target_, code.value());
}

}  // namespace tanhui
