#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/evaluate/Evaluate.h"

namespace tanhui {

/// One finished tile: its sums, and how long each map's spool was after it.
struct JournalEntry {
  std::int64_t tile = 0;  ///< of Tiling
  TileSums sums;
  std::vector<std::uint64_t> spoolSizes;
};

/// The file name of a journal in a work folder.
constexpr const char* kJournalName = "journal";

/// Keeps the finished tiles of a run, or of any part of its tiles, on disk, in the order in which they were finished,
/// so that a run that was killed goes on instead of starting over. Each entry carries a checksum: an entry that was cut
/// off by the kill, and all after it, count as not written.
class Journal {
 public:
  /// Opens the journal in `file`. Entries of an earlier run are kept only when `resume` is set and `fingerprint`
  /// (inputs, project, version, grid) is the same; otherwise the journal starts empty.
  Journal(std::filesystem::path file, const std::string& fingerprint, bool resume);

  /// Entries taken over from the earlier run.
  const std::vector<JournalEntry>& taken() const { return taken_; }

  /// True when the file is a journal with entries, of whatever inputs; not whether they are whole.
  static bool holdsEntries(const std::filesystem::path& file);

  /// Appends one entry. Throws Error (kind work) when the disk is full.
  void append(const JournalEntry& entry);

 private:
  struct Close {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  std::filesystem::path file_;
  std::vector<JournalEntry> taken_;
  std::unique_ptr<std::FILE, Close> out_;
};

}  // namespace tanhui
