#include "app/viewer/model/Recent.h"

#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;
namespace fs = std::filesystem;

namespace {

QString settingsIn(const TempFolder& folder) { return QString::fromStdString((folder.path() / "a.ini").string()); }

std::vector<std::string> names(const Recent& recent) {
  std::vector<std::string> out;
  for (const Recent::Entry& entry : recent.entries()) out.push_back(entry.name.toStdString());
  return out;
}

}  // namespace

TEST_CASE("The project opened last comes first, once, also in the next session") {
  const TempFolder folder;
  const QDateTime run(QDate(2025, 6, 1), QTime(12, 30));
  {
    Recent recent(settingsIn(folder));
    recent.note("/data/甲/project.toml", "甲县", run);
    recent.note("/data/乙/project.toml", "乙县");
    recent.note("/data/甲/../甲/project.toml", "甲县 2025");
    CHECK(names(recent) == std::vector<std::string>{"甲县 2025", "乙县"});
    CHECK(recent.entries()[0].lastRun == run);
  }
  const Recent next(settingsIn(folder));
  CHECK(names(next) == std::vector<std::string>{"甲县 2025", "乙县"});
  CHECK(next.entries()[0].lastRun == run);
  CHECK_FALSE(next.entries()[1].lastRun.isValid());
}

TEST_CASE("A project that is gone stays in the list, marked, until it is back") {
  const TempFolder folder;
  const fs::path project = folder.path() / "project.toml";
  tanhui::test::writeText(project, "x");
  Recent recent(settingsIn(folder));
  recent.note(project, "甲县");
  fs::remove(project);
  recent.refresh();
  REQUIRE(waitUntil([&] { return recent.entries()[0].missing; }));
  tanhui::test::writeText(project, "x");
  recent.refresh();
  REQUIRE(waitUntil([&] { return !recent.entries()[0].missing; }));
}

TEST_CASE("A project opened in the session is noted with the time of its last run, and clearing forgets all") {
  const SmallCounty county;
  const TempFolder folder;
  Recent recent(settingsIn(folder));
  Session session;
  recent.follow(session);
  REQUIRE(openAndWait(session, county.project()).empty());
  REQUIRE(recent.entries().size() == 1);
  CHECK(recent.entries()[0].name == "小县");
  CHECK(recent.entries()[0].project == county.project());
  CHECK(recent.entries()[0].lastRun.isValid());
  recent.clear();
  CHECK(recent.entries().empty());
  CHECK(Recent(settingsIn(folder)).entries().empty());
}

TEST_CASE("The list holds the last twelve, newest first and each once") {
  const TempFolder folder;
  const QString file = settingsIn(folder);
  std::vector<std::string> expected;
  {
    Recent recent(file);
    for (const int i : {1, 2, 3, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 4, 15, 15, 9}) {
      const std::string name = "p" + std::to_string(i);
      recent.note("/data/" + name, QString::fromStdString(name));
      std::erase(expected, name);
      expected.insert(expected.begin(), name);
    }
    expected.resize(Recent::kMost);
    CHECK(names(recent) == expected);
  }
  CHECK(names(Recent(file)) == expected);
}
