#include "app/viewer/model/RunJob.h"

#include <rapidcheck.h>
#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// A run stopped after its first tile.
void leaveUnfinished(const SmallCounty& county) {
  StopFlag stop{false};
  RunOptions options;
  options.threads = 1;
  const auto stopAfterTile = [&](const RunProgress& progress) {
    if (progress.phase == "evaluate" && progress.done > 0) stop = true;
  };
  CHECK_THROWS_AS(run(readProject(county.project()), options, stopAfterTile, stop), Interrupted);
}

}  // namespace

TEST_CASE("A run tells its steps in order and ends with its report") {
  const SmallCounty county(false);
  RunJob job;
  std::shared_ptr<const RunReport> report;
  std::vector<double> shares;
  QStringList phases;
  QObject::connect(&job, &RunJob::progress, &job, [&](const Message& phase, double share, double left) {
    shares.push_back(share);
    if (phases.isEmpty() || phases.back() != QString::fromStdString(phase.id))
      phases << QString::fromStdString(phase.id);
    CHECK((left == -1 || left >= 0));
  });
  QObject::connect(&job, &RunJob::finished, &job, [&](const std::shared_ptr<const RunReport>& r) {
    CHECK_FALSE(job.running());
    report = r;
  });
  job.start(readProject(county.project()), false);
  CHECK(job.running());
  REQUIRE(waitUntil([&] { return report != nullptr; }));
  CHECK(report->account.total.areaHa == Approx(200).epsilon(1e-3));
  CHECK(phases == QStringList{"cli.phase.read", "cli.phase.evaluate", "cli.phase.write", "cli.phase.report"});
  CHECK(std::ranges::is_sorted(shares));
  CHECK(std::filesystem::exists(county.out() / "report.html"));
}

TEST_CASE("A run that is cancelled ends without results, and the next one goes through") {
  const SmallCounty county(false);
  RunJob job;
  QSignalSpy cancelled(&job, &RunJob::cancelled), finished(&job, &RunJob::finished);
  job.start(county.project(), false);
  job.cancel();
  CHECK(job.cancelling());
  REQUIRE(waitUntil([&] { return cancelled.count() + finished.count() > 0; }));
  CHECK(cancelled.count() == 1);
  CHECK_FALSE(job.running());
  CHECK_FALSE(std::filesystem::exists(county.out() / "run.json"));
  job.start(county.project(), true);
  REQUIRE(waitUntil([&] { return finished.count() == 1; }));
}

TEST_CASE("A job that goes in the middle of a run leaves nothing half written") {
  const SmallCounty county(false);
  {
    RunJob job;
    job.start(county.project(), false);
  }
  CHECK_FALSE(std::filesystem::exists(county.out() / "stock.tif"));
  county.run();  // the folder is not locked any more
  CHECK(std::filesystem::exists(county.out() / "stock.tif"));
}

TEST_CASE("A second start while a run is under way does nothing") {
  const SmallCounty county(false);
  RunJob job;
  QSignalSpy finished(&job, &RunJob::finished), failed(&job, &RunJob::failed);
  job.start(county.project(), false);
  job.start(county.project(), false);
  REQUIRE(waitUntil([&] { return finished.count() + failed.count() > 0; }));
  CHECK(finished.count() == 1);
  CHECK(failed.count() == 0);
}

TEST_CASE("A run that was stopped after a tile can be resumed and gives the same tables") {
  const SmallCounty county(false), whole(true);
  const Project project = readProject(county.project());
  CHECK_FALSE(RunJob::canResume(project));
  leaveUnfinished(county);
  REQUIRE(RunJob::canResume(project));

  RunJob job;
  QSignalSpy finished(&job, &RunJob::finished);
  job.start(project, true);
  REQUIRE(waitUntil([&] { return finished.count() == 1; }));
  CHECK_FALSE(RunJob::canResume(project));
  CHECK(tanhui::test::readText(county.out() / "tables/ledger.csv") ==
        tanhui::test::readText(whole.out() / "tables/ledger.csv"));
}

TEST_CASE("A project that does not validate fails with each of its faults") {
  const SmallCounty county(false);
  tanhui::test::writeText(county.project(), "[project]\nnam = \"x\"\nbase_year = 1\n");
  RunJob job;
  Faults faults;
  QObject::connect(&job, &RunJob::failed, &job, [&](const Faults& told) { faults = told; });
  job.start(county.project(), false);
  REQUIRE(waitUntil([&] { return !faults.empty(); }));
  CHECK(faults.size() == 3);
}

TEST_CASE("The time left is steady, never negative and right at a constant pace") {
  TimeLeft left;
  CHECK(left.update(0.4, 40, 1000) == -1);
  CHECK(left.update(2, 0, 1000) == -1);
  CHECK(left.update(2, 200, 1000) == Approx(8));
  CHECK(left.update(5, 500, 1000) == Approx(5));
  CHECK(left.update(10, 1000, 1000) == 0);

  TimeLeft resumed;
  CHECK(resumed.update(2, 700, 1000, 500) == Approx(3));

  CHECK(rc::check([] {
    TimeLeft any;
    double seconds = 0;
    std::int64_t done = 0;
    const std::int64_t of = *rc::gen::inRange(1, 500);
    for (int step = 0; step < 50 && done < of; ++step) {
      seconds += *rc::gen::inRange(0, 300) / 100.0;
      done = std::min(of, done + *rc::gen::inRange(0, 100));
      const double told = any.update(seconds, done, of);
      RC_ASSERT(seconds >= 1 || told == -1);
      RC_ASSERT(told == -1 || told >= 0);
    }
  }));
}

TEST_CASE("The share of a run grows from step to step and never passes one") {
  double last = 0;
  for (const char* phase : {"read", "evaluate", "write", "report"}) {
    for (std::int64_t done = 0; done <= 4; ++done) {
      const double share = shareOfRun({phase, done, 4, 0, 0});
      CHECK(share >= last);
      CHECK(share <= 1);
      last = share;
    }
  }
  CHECK(shareOfRun({"something new", 1, 2, 0, 0}) == -1);
}
