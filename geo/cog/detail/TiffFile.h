#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace tanhui {

/// A file of bytes that grows at its end: the spool, and the TIFF in the making. Unbuffered, so that what was written
/// survives the process. Every failure is an Error of kind work that names the file.
class TiffFile {
 public:
  TiffFile() = default;
  /// Makes the file, or empties it.
  static TiffFile create(const std::filesystem::path& path);
  /// Opens a file that exists.
  static TiffFile open(const std::filesystem::path& path);
  TiffFile(TiffFile&& other) noexcept;
  TiffFile& operator=(TiffFile&& other) noexcept;
  ~TiffFile();

  bool isOpen() const { return file_ >= 0; }
  std::uint64_t size() const { return size_; }
  void write(std::span<const std::uint8_t> bytes);
  /// Fills `out` from `offset` on; false when the file ends before.
  bool read(std::uint64_t offset, std::span<std::uint8_t> out) const;
  void truncate(std::uint64_t size);
  /// Copies a range of another file to the end of this one, inside the kernel where it can.
  void writeFrom(const TiffFile& source, std::uint64_t offset, std::uint64_t size);

 private:
  TiffFile(const std::filesystem::path& path, int flags);
  void writeThrough(const TiffFile& source, std::uint64_t offset, std::uint64_t size);

  std::filesystem::path path_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace tanhui
