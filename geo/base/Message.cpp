#include "geo/base/Message.h"

#include <map>

#include "geo/base/Csv.h"
#include "geo/base/Embedded.h"
#include "geo/base/Error.h"

namespace tanhui {

namespace message_data {
std::span<const EmbeddedFile> files();
}

namespace {

struct Entry {
  std::string en, zh;
};

using Catalogue = std::map<std::string, Entry, std::less<>>;

void readFile(const EmbeddedFile& file, Catalogue& catalogue) {
  const CsvTable table = parseCsv(file.bytes, std::string(file.name));
  const std::size_t id = table.require("id"), en = table.require("en"), zh = table.require("zh");
  for (const CsvRow& row : table.rows) catalogue[row.cells[id]] = {row.cells[en], row.cells[zh]};
}

/// Null while the catalogue is being read: an Error about the catalogue itself asks for its text then.
const Catalogue* catalogue() {
  static thread_local bool reading = false;
  if (reading) return nullptr;
  reading = true;
  static const Catalogue all = [] {
    Catalogue read;
    for (const EmbeddedFile& file : message_data::files()) {
      try {
        readFile(file, read);
      } catch (const Error&) {
        // A file that does not parse leaves its messages as ids; a test reads every file.
      }
    }
    return read;
  }();
  reading = false;
  return &all;
}

}  // namespace

std::string text(const Message& message, Language language) {
  const Catalogue* const all = catalogue();
  const auto found = all == nullptr ? Catalogue::const_iterator() : all->find(message.id);
  if (all == nullptr || found == all->end()) return fmt::format("{} [{}]", message.id, fmt::join(message.args, ", "));
  const std::string& pattern = language == Language::zh ? found->second.zh : found->second.en;
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}') {
      const auto index = static_cast<std::size_t>(pattern[at + 1] - '0');
      if (index < message.args.size()) {
        out += message.args[index];
        at += 2;
        continue;
      }
    }
    out += pattern[at];
  }
  return out;
}

}  // namespace tanhui
