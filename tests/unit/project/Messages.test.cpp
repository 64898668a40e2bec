// The catalogue against itself and against the sources that use it.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/base/Message.h"
#include "geo/project/ProjectKeys.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = TANHUI_SOURCE_DIR;

struct Entry {
  std::string en, zh, file;
};

/// Every message; a message that stands twice is kept under its id with " (twice)".
std::map<std::string, Entry> catalogue() {
  std::map<std::string, Entry> all;
  for (const fs::directory_entry& file : fs::directory_iterator(kRoot / "datasets/messages")) {
    const CsvTable table = readCsv(file.path());
    const std::size_t id = table.require("id"), en = table.require("en"), zh = table.require("zh");
    for (const CsvRow& row : table.rows) {
      const std::string& key = row.cells[id];
      all[all.contains(key) ? key + " (twice)" : key] = {row.cells[en], row.cells[zh], file.path().stem().string()};
    }
  }
  return all;
}

std::set<std::string> placeholders(const std::string& pattern) {
  static const std::regex kPlaceholder(R"(\{[0-9]\})");
  std::set<std::string> found;
  for (std::sregex_iterator it(pattern.begin(), pattern.end(), kPlaceholder), end; it != end; ++it)
    found.insert(it->str());
  return found;
}

std::set<std::string> allMatches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) found.insert((*it)[1].str());
  return found;
}

/// What the command line and the window declare as options, and the verbs, from their sources.
struct Declared {
  std::set<std::string> options, verbs;
};
Declared declared() {
  static const std::regex kOption(R"re("[^"]*?--([a-z][a-z-]*)[^"]*")re"), kVerb(R"re(add_subcommand\("([a-z]+)")re"),
      kWindow(R"re(QCommandLineOption[^;]*?"([a-z][a-z-]*)")re");
  Declared all{{"help", "version"}, {}};
  for (const char* folder : {"app/cli", "app/viewer/app"})
    for (const fs::directory_entry& file : fs::directory_iterator(kRoot / folder)) {
      if (file.path().extension() != ".cpp") continue;
      const std::string source = readFile(file.path());
      all.options.merge(allMatches(source, kOption));
      all.options.merge(allMatches(source, kWindow));
      all.verbs.merge(allMatches(source, kVerb));
    }
  return all;
}

}  // namespace

TEST_CASE("the options, verbs and keys that messages name exist") {
  static const std::regex kOption(R"re(--([a-z][a-z-]*))re"), kVerb(R"re(\btanhui ([a-z]+)\b)re"),
      kPlace(R"re((?:^|[^\[])\[([a-z]+)\] ([a-z_]+))re"), kKey(R"re(\b([a-z][a-z0-9_]*) = )re");
  const Declared known = declared();
  REQUIRE((known.options.size() > 15 && known.verbs.size() > 9));
  std::set<std::string> keys;
  for (const ProjectKey& key : projectKeys()) keys.emplace(key.name);
  std::size_t count = 0;
  const auto named = [&count](bool exists, const std::string& name) {
    INFO(name);
    CHECK(exists);
    ++count;
  };
  for (const auto& [id, entry] : catalogue())
    for (const std::string& words : {entry.en, entry.zh}) {
      INFO(id << ": " << words);
      for (const std::string& option : allMatches(words, kOption)) named(known.options.contains(option), option);
      for (const std::string& verb : allMatches(words, kVerb)) named(known.verbs.contains(verb), verb);
      // Elsewhere an equals sign is arithmetic.
      if (!id.ends_with(".remedy")) continue;
      for (const std::string& key : allMatches(words, kKey)) named(keys.contains(key), key);
      for (std::sregex_iterator it(words.begin(), words.end(), kPlace), end; it != end; ++it)
        named(findProjectKey((*it)[1].str(), (*it)[2].str()) != nullptr, it->str());
    }
  CHECK(count > 40);
}

TEST_CASE("every message stands once, in both languages, with the same arguments") {
  for (const auto& [id, entry] : catalogue()) {
    INFO(id << " in " << entry.file);
    CHECK(id.find(" (twice)") == std::string::npos);
    CHECK_FALSE(entry.en.empty());
    CHECK_FALSE(entry.zh.empty());
    CHECK(placeholders(entry.en) == placeholders(entry.zh));
  }
}
