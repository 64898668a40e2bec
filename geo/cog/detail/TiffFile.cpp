#include "geo/cog/detail/TiffFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "geo/base/Error.h"
#include "geo/base/File.h"

namespace tanhui {
namespace {

[[noreturn]] void failRead(const std::filesystem::path& path, int reason) {
  throw Error(path.string(), say("file.cannot_read", std::strerror(reason)), say("file.cannot_read.remedy"),
              ErrorKind::work);
}

}  // namespace

TiffFile::TiffFile(const std::filesystem::path& path, int flags) : path_(path) {
  file_ = ::open(path.c_str(), flags | O_RDWR | O_CLOEXEC, 0666);
  if (file_ < 0) failToWrite(path, errno);
  struct stat status {};
  if (::fstat(file_, &status) != 0) {
    const int reason = errno;
    ::close(std::exchange(file_, -1));
    failRead(path, reason);
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

TiffFile TiffFile::create(const std::filesystem::path& path) { return TiffFile(path, O_CREAT | O_TRUNC); }
TiffFile TiffFile::open(const std::filesystem::path& path) { return TiffFile(path, 0); }

TiffFile::TiffFile(TiffFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)), size_(other.size_) {}

TiffFile& TiffFile::operator=(TiffFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  std::swap(size_, other.size_);
  return *this;
}

TiffFile::~TiffFile() {
  if (file_ >= 0) ::close(file_);
}

void TiffFile::write(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) failToWrite(path_, done < 0 ? errno : EIO);
    size_ += static_cast<std::uint64_t>(done);
    bytes = bytes.subspan(static_cast<std::size_t>(done));
  }
}

bool TiffFile::read(std::uint64_t offset, std::span<std::uint8_t> out) const {
  while (!out.empty()) {
    const ssize_t done = ::pread(file_, out.data(), out.size(), static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) failRead(path_, errno);
    if (done == 0) return false;
    offset += static_cast<std::uint64_t>(done);
    out = out.subspan(static_cast<std::size_t>(done));
  }
  return true;
}

void TiffFile::truncate(std::uint64_t size) {
  if (::ftruncate(file_, static_cast<off_t>(size)) != 0) failToWrite(path_, errno);
  size_ = size;
}

void TiffFile::writeFrom(const TiffFile& source, std::uint64_t offset, std::uint64_t size) {
  while (size > 0) {
    auto from = static_cast<off64_t>(offset), to = static_cast<off64_t>(size_);
    const ssize_t done = ::copy_file_range(source.file_, &from, file_, &to, size, 0);
    if (done < 0 && errno == EINTR) continue;
    // Between two file systems, on an old kernel, or at an end that the kernel does not see: byte by byte.
    if (done <= 0) return writeThrough(source, offset, size);
    offset += static_cast<std::uint64_t>(done);
    size_ += static_cast<std::uint64_t>(done);
    size -= static_cast<std::uint64_t>(done);
  }
}

void TiffFile::writeThrough(const TiffFile& source, std::uint64_t offset, std::uint64_t size) {
  std::vector<std::uint8_t> buffer(std::min<std::uint64_t>(size, 1U << 20U));
  while (size > 0) {
    const std::span<std::uint8_t> part(buffer.data(), std::min<std::uint64_t>(size, buffer.size()));
    if (!source.read(offset, part)) failRead(source.path_, EIO);
    write(part);
    offset += part.size();
    size -= part.size();
  }
}

}  // namespace tanhui
