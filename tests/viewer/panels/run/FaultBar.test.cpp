#include "app/viewer/panels/run/FaultBar.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <catch2/catch.hpp>

#include "app/viewer/panels/parts/FaultText.h"
#include "tests/viewer/Shots.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// A window of a map with the bar above it.
struct BarWindow {
  Session session;
  QWidget window;
  FaultBar* bar;

  BarWindow() {
    useProgramFonts();
    auto* layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar = new FaultBar(session));
    auto* map = new QLabel("map");
    map->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    layout->addWidget(map);
    window.resize(900, 600);
    window.show();
    QApplication::processEvents();
  }
  std::size_t rows() const { return static_cast<std::size_t>(bar->findChildren<QLabel*>("fault_row").size()); }
  QToolButton* button(const char* name) const { return bar->findChild<QToolButton*>(name); }
};

Error projectFault(int line, const std::string& file = "/data/某县/project.toml") {
  return Error(fmt::format("{}, line {}", file, line), say("project.unknown_key", "nam", "[project]"),
               say("project.did_you_mean", "name"));
}

const Error kWorkFault("/data/某县/林地小班.shp", say("file.cannot_read", "Permission denied"),
                       say("file.cannot_read.remedy"), ErrorKind::work);

}  // namespace

TEST_CASE("The bar is hidden until the session tells a fault and again when it is closed") {
  BarWindow w;
  CHECK_FALSE(w.bar->isVisible());
  w.session.tell({projectFault(3), kWorkFault});
  CHECK(w.bar->isVisible());
  CHECK(w.rows() == 2);
  w.session.tell({projectFault(3)});  // told already
  CHECK(w.rows() == 2);
  w.button("fault_close")->click();
  CHECK_FALSE(w.bar->isVisible());
  CHECK(w.bar->faults().empty());
}

TEST_CASE("Copying gives where, what and remedy of every row in the window's language") {
  BarWindow w;
  w.session.tell({projectFault(3)});
  w.bar->showWarnings({{"林地小班", say("run.unmapped", "12.5", "3")}});
  w.button("fault_copy")->click();
  const QString zh = QApplication::clipboard()->text();
  CHECK(zh.contains("project.toml 第 3 行"));
  CHECK(zh.contains("是否应为“name”"));
  CHECK(zh.contains("12.5 公顷"));
  w.session.words().setLanguage(Language::en);
  w.button("fault_copy")->click();
  CHECK(QApplication::clipboard()->text().contains("project.toml, line 3: unknown key 'nam'"));
  CHECK(w.bar->accessibleDescription().contains("did you mean 'name'?"));
}

TEST_CASE("The project file can be opened only when a fault lies in one of its lines") {
  BarWindow w;
  w.session.tell({kWorkFault});
  CHECK_FALSE(w.button("fault_open")->isVisible());
  w.session.tell({projectFault(3)});
  CHECK(w.button("fault_open")->isVisible());
  CHECK(w.button("fault_open")->toolTip() == "/data/某县/project.toml");
}

TEST_CASE("However many faults there are, the bar takes a third of the window at most and scrolls") {
  BarWindow w;
  w.session.tell({projectFault(1)});
  CHECK(waitUntil([&] { return w.bar->height() < 100; }));
  const int one = w.bar->height();
  Faults many;
  for (int i = 0; i < 250; ++i) many.push_back(projectFault(i + 1));
  w.session.tell(many);
  CHECK(w.rows() == 100);
  CHECK(waitUntil([&] { return w.bar->height() > one && w.bar->height() <= 200; }));
  w.window.resize(500, 420);
  CHECK(waitUntil([&] { return w.bar->height() <= 140; }));
  CHECK(w.bar->allText().contains("第 250 行"));
}

TEST_CASE("A project that opens takes its faults away and leaves the warnings of its run") {
  const SmallCounty county;
  BarWindow w;
  REQUIRE(openAndWait(w.session, county.project()).empty());
  w.bar->showWarnings({{"小县", say("run.unmapped", "12.5", "3")}});
  w.session.tell({kWorkFault});
  w.session.reload();
  REQUIRE(waitUntil([&] { return w.bar->faults().empty(); }));
  CHECK(w.bar->warnings().size() == 1);
  w.session.close();
  CHECK_FALSE(w.bar->isVisible());
}

TEST_CASE("A fault's place is told in the window's language") {
  CHECK(placeOf("/a, line 3/project.toml, line 12, column 4").line == 12);
  CHECK(placeOf("/a, line 3/project.toml, line 12, column 4").file == "/a, line 3/project.toml");
  CHECK(placeOf("林地小班").line == 0);
}

TEST_CASE("The bar in pictures") {
  BarWindow w;
  w.session.tell({projectFault(12), kWorkFault});
  shoot(w.window, "faults_zh");
  w.bar->showWarnings({{"林地小班", say("run.unmapped", "12.5", "3")}});
  w.session.words().setLanguage(Language::en);
  QPalette light = QApplication::palette();
  QApplication::setPalette(darkPalette());
  shoot(w.window, "faults_en_dark");
  QApplication::setPalette(light);
  w.bar->clear();
  w.bar->showWarnings({{"林地小班", say("run.unmapped", "12.5", "3")}});
  w.session.words().setLanguage(Language::zh);
  shoot(w.window, "warnings_zh");
  CHECK(w.rows() == 1);
}
