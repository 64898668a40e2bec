#pragma once

#include <filesystem>

namespace tanhui {

/// A file under construction. It is written in a hidden folder of its own beside its final name, under that name (so
/// that drivers which look at the name, and their side files, are at home), and renamed when whole: a reader sees the
/// old file or the new one, and two writers of one target never meet. An object that goes before commit() leaves
/// nothing; what a killed writer left is taken away by the next one of the same target.
///
/// Every fault is an Error of kind work that names the target. A target that is a folder or a device is refused; one
/// that is a link stays a link, and the file behind it is replaced.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& target);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  /// Where to write.
  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& target() const { return target_; }

  /// Flushes the file to disk and gives it its final name.
  void commit();

 private:
  void makeFolder();
  bool lockFolder();

  std::filesystem::path target_, folder_, path_;
  int lock_ = -1;  ///< held while the folder is in use
};

}  // namespace tanhui
