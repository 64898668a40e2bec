#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/cog/CogSpec.h"
#include "geo/cog/OverviewPixels.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// Consecutive tiles of a map in a file, as a CogWriter or a TileSpool left them there.
struct SpoolPart {
  std::filesystem::path file;
  std::uint64_t tiles = 0, size = 0;  ///< how many, and their bytes at the beginning of the file
};

/// Writes a cloud-optimised GeoTIFF of float32 bands (planar separate) or of one byte band of classes, with overviews
/// (mean of the valid cells; the most frequent class, the lower value of equals), in one pass: each tile is compressed
/// once, and of the pixels no more than one row of quarter tiles per overview is held in memory. The bytes depend only
/// on the pixels and the spec.
///
/// Tiles are compressed on any thread with `compress`, and handed over in row-major tile order with `append`. They are
/// spooled to SPOOL, so that a run that was killed can go on: see `reopen`. `finish` assembles the file beside its
/// final name and renames it. A class map gets a TARGET.aux.xml with its class names beside it; stale side files of an
/// older TARGET are removed.
///
/// Every fault is an Error of kind work; nothing then stands under the final name that did not before.
class CogWriter {
 public:
  /// One tile of all bands, compressed, with what the overviews and statistics need of it. Made by `compress` only.
  struct Block {
    std::vector<std::uint8_t> record;
    std::variant<Quarters<float>, Quarters<std::uint8_t>> half;
    std::vector<Moments> moments;            ///< float maps, by band
    std::vector<std::uint64_t> classCounts;  ///< class maps, by value
  };

  /// Throws at once when the target's folder is missing or not writable. Touches no file yet.
  CogWriter(CogSpec spec, std::filesystem::path target, std::filesystem::path spool);
  CogWriter(CogWriter&&) noexcept;
  /// Keeps the spool of an unfinished file for `reopen`.
  ~CogWriter();

  /// Thread-safe. pixels[b] is kTile x kTile row-major (cells beyond the grid hold nodata). NaN becomes nodata.
  Block compress(std::span<const std::vector<float>> pixels) const;
  Block compress(std::span<const std::uint8_t> pixels) const;

  /// In tile order, one thread at a time.
  void append(Block block);
  /// Bytes of the spool that hold the tiles appended so far; what a journal must remember.
  std::uint64_t spoolSize() const;

  /// Takes up a spool of `tiles` tiles left by a run that was killed, cut to `size` bytes. Before the first `append`.
  /// Throws Error when the spool does not hold them; the writer is then of no more use.
  void reopen(std::uint64_t tiles, std::uint64_t size, const StopFlag* stop = nullptr);

  /// Takes the next tiles as another writer, of the same spec, spooled them: a map whose parts were made by several
  /// processes. The spool must lie there until `finish`, which copies its tiles. Throws Error when it does not hold
  /// them.
  void append(const SpoolPart& part, const StopFlag* stop = nullptr);

  /// Assembles the file. The spool stays: until the file has its place for good, a killed run starts from there again.
  /// Throws Error when not every tile was appended, and Interrupted.
  void finish(const StopFlag* stop = nullptr);

  /// Of the tiles appended so far; percentiles once all are. `band` from 0; float maps only.
  BandStatistics statistics(std::size_t band) const;
  /// Cells by value of a class map, 256 entries.
  const std::vector<std::uint64_t>& classCounts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tanhui
