// Ctrl-C, kill -9 and two runs at once.
#include <signal.h>

#include <chrono>
#include <map>
#include <thread>

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

/// A county on cells so fine that a run takes a second or two.
void makeSlow(County& county) { county.replace("cell_size = 20", "cell_size = 0.5"); }

std::vector<std::string> runArguments(const County& county, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {TANHUI_BINARY, "run", county.project().string(), "--lang", "en",
                                        "--threads",   "1"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

/// Hashes of all results but run.json, which holds times.
std::map<std::string, std::string> hashes(const County& county) {
  std::map<std::string, std::string> all;
  for (const std::string& name : county.results())
    if (name != "run.json") all[name] = sha256File(county.out() / name);
  return all;
}

}  // namespace

TEST_CASE("Ctrl-C ends a run cleanly with 130") {
  County county;
  makeSlow(county);
  county.write();
  for (const int number : {SIGINT, SIGTERM}) {
    Process process(runArguments(county));
    REQUIRE(process.waitFor("evaluating"));
    process.signal(number);
    const CommandResult result = process.finish();
    INFO(result.err);
    CHECK(result.code == 130);
    CHECK_THAT(result.err, Catch::Contains("--resume"));
    CHECK(county.results().empty());
  }
}

TEST_CASE("a run that was killed resumes to the same bytes") {
  County county;
  makeSlow(county);
  county.write();
  REQUIRE(runCommand(runArguments(county)).code == 0);
  const auto whole = hashes(county);
  REQUIRE(whole.size() >= 10);
  fs::remove_all(county.out());

  Process process(runArguments(county));
  REQUIRE(process.waitFor("evaluating"));
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  process.signal(SIGKILL);
  CHECK(process.finish().code == 128 + SIGKILL);
  CHECK(county.results().empty());

  const CommandResult resumed = runCommand(runArguments(county, {"--resume"}));
  INFO(resumed.err);
  CHECK(resumed.code == 0);
  CHECK(hashes(county) == whole);
}

TEST_CASE("two runs in one folder: the second one is told off, the first one is not disturbed") {
  County county;
  makeSlow(county);
  county.write();
  Process first(runArguments(county));
  REQUIRE(first.waitFor("evaluating"));
  first.signal(SIGSTOP);
  const CommandResult second = runCommand(runArguments(county));
  first.signal(SIGCONT);
  INFO(second.err);
  CHECK((second.code == 1 || second.code == 2));
  CHECK_THAT(second.err, Catch::Contains("another run") && Catch::Contains("remedy: "));
  CHECK(first.finish().code == 0);
}
