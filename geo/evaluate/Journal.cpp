#include "geo/evaluate/Journal.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <span>
#include <system_error>
#include <type_traits>

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr char kMagic[] = "tanhui journal 5\n";

/// FNV-1a: finds a torn write; not a defence against anybody.
std::uint64_t checksum(const std::string& bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

class Packer {
 public:
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void put(const T& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); }
  template <typename T>
  void put(const std::vector<T>& values) {
    put(static_cast<std::uint64_t>(values.size()));
    for (const T& value : values) put(value);
  }
  std::string bytes;
};

class Unpacker {
 public:
  explicit Unpacker(const std::string& bytes) : bytes_(bytes) {}
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  bool get(T& value) {
    if (bytes_.size() - at_ < sizeof value) return false;
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return true;
  }
  template <typename T>
  bool get(std::vector<T>& values) {
    std::uint64_t count = 0;
    if (!get(count) || count > (bytes_.size() - at_) / sizeof(T)) return false;
    values.resize(count);
    for (T& value : values)
      if (!get(value)) return false;
    return true;
  }
  bool done() const { return at_ == bytes_.size(); }

 private:
  const std::string& bytes_;
  std::size_t at_ = 0;
};

std::string pack(const JournalEntry& entry) {
  Packer out;
  out.put(entry.tile);
  out.put(entry.spoolSizes);
  out.put(entry.sums.ledger);
  out.put(entry.sums.coveredCells);
  out.put(entry.sums.pixelCells);
  out.put(entry.sums.stackedCells);
  out.put(entry.sums.outsideZonesHa);
  out.put(entry.sums.repeatedZonesHa);
  out.put(entry.sums.overlaps);
  out.put(entry.sums.unknown);
  out.put(entry.sums.conflicts);
  out.put(entry.sums.scaling);
  return std::move(out.bytes);
}

std::optional<JournalEntry> unpack(const std::string& bytes) {
  JournalEntry entry;
  Unpacker in(bytes);
  const bool whole = in.get(entry.tile) && in.get(entry.spoolSizes) && in.get(entry.sums.ledger) &&
                     in.get(entry.sums.coveredCells) && in.get(entry.sums.pixelCells) &&
                     in.get(entry.sums.stackedCells) && in.get(entry.sums.outsideZonesHa) &&
                     in.get(entry.sums.repeatedZonesHa) && in.get(entry.sums.overlaps) && in.get(entry.sums.unknown) &&
                     in.get(entry.sums.conflicts) && in.get(entry.sums.scaling) && in.done();
  if (!whole) return std::nullopt;
  return entry;
}

/// Reads the entries that are whole; `size` becomes the length of the file that they take.
std::vector<JournalEntry> readEntries(const fs::path& file, const std::string& head, std::uint64_t& size) {
  std::vector<JournalEntry> entries;
  std::ifstream in(file, std::ios::binary);
  std::string start(head.size(), '\0');
  if (!in.read(start.data(), static_cast<std::streamsize>(start.size())) || start != head) return entries;
  const std::uint64_t fileSize = fs::file_size(file);
  size = head.size();
  std::uint64_t length = 0, sum = 0;
  while (in.read(reinterpret_cast<char*>(&length), sizeof length) &&
         in.read(reinterpret_cast<char*>(&sum), sizeof sum)) {
    if (length > fileSize - size) break;
    std::string bytes(length, '\0');
    if (!in.read(bytes.data(), static_cast<std::streamsize>(length)) || checksum(bytes) != sum) break;
    std::optional<JournalEntry> entry = unpack(bytes);
    if (!entry) break;
    entries.push_back(std::move(*entry));
    size += sizeof length + sizeof sum + length;
  }
  return entries;
}

[[noreturn]] void failWrite(const fs::path& file) {
  throw Error(file.string(), say("file.cannot_write", std::strerror(errno)), say("file.cannot_write.remedy"),
              ErrorKind::work);
}

}  // namespace

Journal::Journal(fs::path file, const std::string& fingerprint, bool resume) : file_(std::move(file)) {
  const std::string head = kMagic + fingerprint + "\n";
  std::uint64_t size = 0;
  if (resume) taken_ = readEntries(file_, head, size);
  if (!taken_.empty()) {
    std::error_code code;
    fs::resize_file(file_, size, code);
    if (code) taken_.clear();
  }
  out_.reset(std::fopen(file_.c_str(), taken_.empty() ? "wb" : "ab"));
  if (!out_) failWrite(file_);
  if (taken_.empty() &&
      (std::fwrite(head.data(), 1, head.size(), out_.get()) != head.size() || std::fflush(out_.get()) != 0))
    failWrite(file_);
}

bool Journal::holdsEntries(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string magic(sizeof kMagic - 1, '\0'), fingerprint;
  std::uint64_t length = 0;
  return in.read(magic.data(), static_cast<std::streamsize>(magic.size())) && magic == kMagic &&
         std::getline(in, fingerprint) && in.read(reinterpret_cast<char*>(&length), sizeof length);
}

void Journal::append(const JournalEntry& entry) {
  const std::string bytes = pack(entry);
  const std::uint64_t length = bytes.size(), sum = checksum(bytes);
  const bool whole =
      std::fwrite(&length, sizeof length, 1, out_.get()) == 1 && std::fwrite(&sum, sizeof sum, 1, out_.get()) == 1 &&
      std::fwrite(bytes.data(), 1, bytes.size(), out_.get()) == bytes.size() && std::fflush(out_.get()) == 0;
  if (!whole) failWrite(file_);
}

}  // namespace tanhui
