// What people read, whole: each text is kept in tests/golden. After a wanted change: TANHUI_GOLDEN=write test_cli
// "golden*"
#include <catch2/catch.hpp>
#include <cstdlib>
#include <regex>

#include <fmt/format.h>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

/// The text without what differs from run to run: folders, times, and rounding errors.
std::string settled(std::string text, const County& county) {
  const std::string folder = county.path().string();
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;)
    text.replace(at, folder.size(), "COUNTY");
  text = std::regex_replace(text, std::regex("[0-9.]+e-[0-9]+"), "TINY");
  return std::regex_replace(text, std::regex(" [0-9.]+( s | 秒)"), " TIME$1");
}

/// The kept text of a name; written anew first when that was asked for.
std::string golden(const std::string& name, const std::string& text) {
  const fs::path file = fs::path(TANHUI_SOURCE_DIR) / "tests/golden" / name;
  if (const char* mode = std::getenv("TANHUI_GOLDEN"); mode != nullptr && std::string(mode) == "write") {
    fs::create_directories(file.parent_path());
    writeText(file, text);
  }
  INFO(name);
  REQUIRE(fs::exists(file));
  return readFile(file);
}

}  // namespace

TEST_CASE("golden texts of run, check and explain, in both languages") {
  const County county;
  county.write();
  for (const std::string language : {"zh", "en"}) {
    const auto tell = [&](const std::string& name, std::vector<std::string> arguments) {
      arguments.insert(arguments.begin(), TANHUI_BINARY);
      arguments.insert(arguments.end(), {"--lang", language, "--threads", "2"});
      const CommandResult result = runCommand(arguments);
      INFO(result.err);
      CHECK(result.code == 0);
      const std::string words = settled(result.out + result.err, county);
      CHECK(words == golden(fmt::format("{}.{}.txt", name, language), words));
    };
    const std::string project = county.project().string();
    tell("check", {"check", project});
    tell("run", {"run", project, "--quiet"});
    tell("explain-at", {"explain", project, "--at", "600125,3200605"});
    tell("explain-zone", {"explain", project, "--zone", "towns:A"});
  }
}

TEST_CASE("golden tables of a small county") {
  County county;
  county.plan();
  REQUIRE(county.run().code == 0);
  for (const std::string table : {"totals.csv", "zones.csv", "series.csv", "inventory.csv", "additional.csv"}) {
    const std::string text = readFile(county.out() / "tables" / table);
    const CsvTable now = parseCsv(text, table), kept = parseCsv(golden(table, text), table);
    REQUIRE(now.header == kept.header);
    REQUIRE(now.rows.size() == kept.rows.size());
    for (std::size_t r = 0; r < now.rows.size(); ++r) {
      for (std::size_t c = 0; c < now.header.size(); ++c) {
        INFO(now.where(now.rows[r]) << ", " << now.header[c]);
        const std::string &cell = now.rows[r].cells[c], &before = kept.rows[r].cells[c];
        if (const auto value = asNumber(cell), then = asNumber(before); value && then)
          CHECK(*value == Approx(*then).epsilon(1e-9).margin(1e-9));
        else
          CHECK(cell == before);
      }
    }
  }
}
