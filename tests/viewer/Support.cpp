#include "tests/viewer/Support.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>
#include <stdexcept>

#include "geo/run/Run.h"
#include "tests/support/TestData.h"

namespace tanhui::viewer::test {
namespace {

using tanhui::test::rectangle;
using tanhui::test::TestFeature;
using tanhui::test::writeLayer;
using tanhui::test::writeText;

constexpr double kWest = 600000, kSouth = 3200000;

constexpr const char* kProject = R"([project]
name = "小县"
base_year = 2025
language = "zh"
synthetic = true

[grid]
crs = "EPSG:4544"
cell_size = 20
region = "乡镇.gpkg"

[[layers]]
name = "林地小班"
source = "林地小班.gpkg"
class = { field = "DLBM", table = "sandiao" }
species = { field = "优势树种" }
age = { field = "年龄" }
volume = { field = "每公顷蓄积", unit = "m3/ha" }

[[layers]]
name = "国土调查"
source = "国土调查.gpkg"
class = { field = "DLBM", table = "sandiao" }

[[zones]]
name = "乡镇"
source = "乡镇.gpkg"
id = "code"
label = "name"
)";

TestFeature box(double x, double y, double width, double height, std::vector<std::string> values) {
  return {rectangle(kWest + x, kSouth + y, kWest + x + width, kSouth + y + height), std::move(values)};
}

}  // namespace

SmallCounty::SmallCounty(bool ran) {
  writeLayer(folder() / "林地小班.gpkg", {.name = "林地小班",
                                          .fields = {"DLBM", "优势树种", "年龄:int", "每公顷蓄积:real"},
                                          .features = {box(105, 105, 700, 500, {"0301", "马尾松", "20", "80"}),
                                                       box(1207, 203, 501, 499, {"0302", "毛竹", "5", ""})}});
  writeLayer(folder() / "国土调查.gpkg",
             {.name = "地类图斑",
              .fields = {"BSM", "DLBM"},
              .features = {box(0, 0, 1000, 1000, {"1", "0101"}), box(1000, 0, 500, 1000, {"2", "0103"}),
                           box(1500, 0, 500, 1000, {"3", "1101"})}});
  writeLayer(folder() / "乡镇.gpkg",
             {.name = "乡镇",
              .fields = {"code", "name"},
              .features = {box(0, 0, 1111, 1000, {"A", "甲镇"}), box(1111, 0, 889, 1000, {"B", "乙镇"})}});
  writeText(project(), kProject);
  if (ran) run();
}

void SmallCounty::run() const {
  const StopFlag stop{false};
  RunOptions options;
  options.threads = 1;
  tanhui::run(
      readProject(project()), options, [](const RunProgress&) {}, stop);
}

PlannedCounty::PlannedCounty(bool ran) : SmallCounty(false) {
  writeLayer(folder() / "造林.gpkg",
             {.name = "造林", .features = {box(850, 20, 100, 60, {}), box(905, 700, 400, 200, {})}});
  writeLayer(folder() / "建设.gpkg", {.name = "建设", .features = {box(1050, 100, 120, 100, {})}});
  std::string text = tanhui::test::readText(project());
  const std::string base = "base_year = 2025\n";
  text.replace(text.find(base), base.size(), base + "horizon = 2060\n");
  text += R"(
[uncertainty]
draws = 200

[[interventions]]
name = "造林一期"
scenario = "plan"
source = "造林.gpkg"
action = "plant"
species = "杉木"
year = 2030

[[interventions]]
name = "厂房"
scenario = "plan"
source = "建设.gpkg"
action = "build"
year = 2045
)";
  writeText(project(), text);
  if (ran) run();
}

Crs utm() { return Crs::parse("EPSG:4544", "test"); }

bool waitUntil(const std::function<bool()>& ready, double seconds) {
  const QDeadlineTimer deadline(static_cast<qint64>(seconds * 1000));
  while (!ready()) {
    if (deadline.hasExpired()) return false;
    QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    QThread::msleep(1);
  }
  return true;
}

void showAndWait(Session& session, const Moment& moment) {
  session.time().want(moment);
  if (!waitUntil([&] { return !session.time().busy(); })) throw std::runtime_error("the year was not there in time");
}

void waitForFigures(const Session& session) {
  if (!waitUntil([&] { return !session.renewing(); })) throw std::runtime_error("the figures were not there in time");
}

std::shared_ptr<const std::vector<StratumCarbon>> carbonOf(const Session& session) {
  if (session.time().state()) return session.time().state()->carbon;
  return baseYear(*session.project(), session.factors(), nullptr, nullptr, session.model().get()).carbon;
}

Faults openAndWait(Session& session, const std::filesystem::path& project) {
  Faults faults;
  bool done = false;
  const QMetaObject::Connection failed = QObject::connect(&session, &Session::failed, [&](const Faults& told) {
    faults.insert(faults.end(), told.begin(), told.end());
    done = true;
  });
  const QMetaObject::Connection read = QObject::connect(&session, &Session::modelChanged, [&] { done = true; });
  session.open(project);
  if (!waitUntil([&] { return done; })) throw std::runtime_error("the project was not read in time");
  QObject::disconnect(failed);
  QObject::disconnect(read);
  return faults;
}

}  // namespace tanhui::viewer::test
