#pragma once

#include "app/viewer/app/MainWindow.h"
#include "tests/viewer/Support.h"

namespace tanhui::viewer::test {

/// A window on a county, drawn to the end. Keeps the faults that it tells.
template <typename County>
struct CountyWindow {
  County county;
  MainWindow window;
  Faults faults;

  CountyWindow() {
    QObject::connect(&window.session(), &Session::failed,
                     [this](const Faults& told) { faults.insert(faults.end(), told.begin(), told.end()); });
    window.resize(1280, 860);
    window.show();
    window.openProject(county.project());
    REQUIRE(waitUntil([this] { return window.session().model() != nullptr && window.settled(); }));
  }
  template <typename Widget>
  Widget& child(const char* name) {
    return part<Widget>(window, name);
  }
  void settle() {
    REQUIRE(waitUntil([this] { return window.settled(); }));
  }
};

}  // namespace tanhui::viewer::test
