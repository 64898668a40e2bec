#pragma once

#include <filesystem>

namespace tanhui {

/// A fresh folder that goes with the object. Its name holds a blank and Chinese characters, as those of offices do.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tanhui
