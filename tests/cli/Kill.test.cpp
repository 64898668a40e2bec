// A run is killed, or interrupted, at random moments of all its phases. Nothing half stands under a final name, and a
// run that resumes ends with the bytes of one that was left in peace.
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

using Hashes = std::map<std::string, std::string>;

/// Hashes of all results but run.json, which holds times.
Hashes hashesOf(const County& county) {
  Hashes all;
  for (const std::string& name : county.results())
    if (name != "run.json") all[name] = sha256File(county.out() / name);
  return all;
}

std::vector<std::string> resumed(const County& county) {
  return {TANHUI_BINARY, "run", county.project().string(), "--resume", "--lang", "en", "--threads", "2"};
}

/// What tells on stderr, or on disk, that a phase begins; nothing: the program starts.
enum class Mark { start, evaluate, write, report, publish };
constexpr std::size_t kMarks = 5;
constexpr const char* kWords[kMarks] = {"", "evaluating", "writing maps", "writing tables", ""};

/// Waits for the beginning of a phase, but not longer than a run takes.
void await(Process& process, Mark mark, const County& county, Seconds most) {
  if (mark == Mark::start) return;
  if (mark != Mark::publish) {
    process.waitFor(kWords[static_cast<std::size_t>(mark)]);
    return;
  }
  const auto end = Clock::now() + most;
  while (Clock::now() < end && !fs::exists(county.out() / ".tanhui" / "ready"))
    std::this_thread::sleep_for(std::chrono::microseconds(50));
}

/// How long each phase takes when nobody disturbs it.
std::array<Seconds, kMarks> timesOf(const County& county) {
  std::array<Seconds, kMarks> begins{};
  const auto start = Clock::now();
  Process process(resumed(county));
  for (const Mark mark : {Mark::evaluate, Mark::write, Mark::report}) {
    await(process, mark, county, Seconds(60));
    begins[static_cast<std::size_t>(mark)] = Clock::now() - start;
  }
  REQUIRE(process.finish().code == 0);
  const Seconds whole = Clock::now() - start;
  constexpr Seconds kPublishing{0.01};
  return {begins[1], begins[2] - begins[1], begins[3] - begins[2], whole - begins[3], kPublishing};
}

/// Random phases, and moments in them.
class Moments {
 public:
  explicit Moments(const County& county) : county_(county), times_(timesOf(county)) {
    for (const Seconds time : times_) whole_ += time;
  }

  /// Sends a signal to a run at the next moment.
  void strike(Process& process, std::size_t n, int number) {
    const std::size_t mark = n % kMarks;
    await(process, static_cast<Mark>(mark), county_, whole_ * 3);
    std::this_thread::sleep_for(times_[mark] * std::uniform_real_distribution<>(0, 1)(random_));
    process.signal(number);
  }

 private:
  const County& county_;
  std::array<Seconds, kMarks> times_;
  Seconds whole_{0};
  std::mt19937 random_{20251130};
};

/// 100 in the tests of every change, more where the environment says so (scripts/nightly).
std::size_t strikes() {
  const char* wanted = std::getenv("TANHUI_KILLS");
  return wanted == nullptr ? 100 : std::strtoul(wanted, nullptr, 10);
}

/// A county of two tiles, with years, scenarios and maps of a later year.
void makeUp(County& county) {
  county.plan();
  county.replace("cell_size = 20", "cell_size = 2");
  county.projectText += "\n[output]\nmaps_years = [2028]\n";
  county.write();
}

}  // namespace

TEST_CASE("a run killed at any moment leaves nothing half, and is resumed to the same bytes") {
  County county;
  makeUp(county);
  Moments moments(county);
  const Hashes whole = hashesOf(county);
  REQUIRE(whole.size() >= 25);
  std::size_t killed = 0;
  for (std::size_t n = 0; n < strikes(); ++n) {
    CAPTURE(n);
    if (n % 20 == 0) fs::remove_all(county.out());
    Process process(resumed(county));
    moments.strike(process, n, SIGKILL);
    const int code = process.finish().code;
    REQUIRE((code == 128 + SIGKILL || code == 0));
    killed += code == 0 ? 0 : 1;
    for (const auto& [name, hash] : hashesOf(county)) {
      CAPTURE(name);
      REQUIRE(whole.contains(name));
      REQUIRE(hash == whole.at(name));
    }
    if (n % 10 != 9) continue;  // others are killed again while they resume
    const CommandResult last = runCommand(resumed(county));
    INFO(last.err);
    REQUIRE(last.code == 0);
    REQUIRE(hashesOf(county) == whole);
    REQUIRE_FALSE(fs::exists(county.out() / ".tanhui"));
  }
  CHECK(killed > strikes() / 2);
}

TEST_CASE("a run interrupted at any moment ends within two seconds with 130, or was done") {
  County county;
  makeUp(county);
  Moments moments(county);
  const Hashes whole = hashesOf(county);
  for (std::size_t n = 0; n < strikes() / 5; ++n) {
    CAPTURE(n);
    fs::remove_all(county.out());
    Process process(resumed(county));
    moments.strike(process, n, n % 2 == 0 ? SIGINT : SIGTERM);
    const auto struck = Clock::now();
    const CommandResult result = process.finish();
    CHECK(Seconds(Clock::now() - struck).count() < 2);
    INFO(result.err);
    if (result.code == 0) {
      CHECK(hashesOf(county) == whole);
    } else {
      // Struck before it had come to its first line, a program ends by the signal and says nothing.
      const bool atWork = !result.err.empty();
      CHECK((result.code == 130 || (!atWork && result.code == 128 + SIGTERM)));
      if (atWork) CHECK_THAT(result.err, Catch::Contains("interrupted"));
      CHECK(county.results().empty());
    }
  }
}

TEST_CASE("whoever presses Ctrl-C twice is done at once") {
  County county;
  makeUp(county);
  Process process(resumed(county));
  REQUIRE(process.waitFor("evaluating"));
  process.signal(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  process.signal(SIGINT);
  CHECK(process.finish().code == 130);
}
