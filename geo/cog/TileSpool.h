#pragma once

#include <filesystem>
#include <memory>

#include "geo/cog/Cog.h"

namespace tanhui {

class TiffFile;

/// Tiles of a part of a map, kept for the CogWriter that joins the parts. The blocks are what a CogWriter of the same
/// spec compresses. Every fault is an Error of kind work that names the file.
class TileSpool {
 public:
  /// Makes the file, or empties it.
  explicit TileSpool(const std::filesystem::path& file);
  /// Takes up a spool that was left, cut to `part.size` bytes. Whether its tiles are whole, the CogWriter sees.
  explicit TileSpool(const SpoolPart& part);
  TileSpool(TileSpool&&) noexcept;
  ~TileSpool();

  void append(const CogWriter::Block& block);
  /// The tiles so far; what a journal must remember.
  const SpoolPart& part() const { return part_; }

 private:
  SpoolPart part_;
  std::unique_ptr<TiffFile> out_;
};

}  // namespace tanhui
