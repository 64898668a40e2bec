#pragma once

#include <filesystem>
#include <functional>

#include <QWidget>
#include <catch2/catch.hpp>

#include "app/viewer/model/Session.h"
#include "tests/support/TempFolder.h"

namespace tanhui::viewer::test {

/// A small county of two forest stands, three parcels and two towns (zone layer 乡镇, ids A and B) on a 100 x 50 grid
/// of 20 m, in a folder with a blank and Chinese in its name.
class SmallCounty {
 public:
  explicit SmallCounty(bool run = true);

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path project() const { return folder() / "project.toml"; }
  std::filesystem::path out() const { return folder() / "out"; }
  /// Runs the project (again).
  void run() const;

 private:
  TempFolder folder_;
};

/// The small county with years to 2060 and a scenario "plan": fir planted on cropland of both towns in 2030, and a part
/// of the parcel beside it built over in 2045.
class PlannedCounty : public SmallCounty {
 public:
  explicit PlannedCounty(bool run = true);
};

/// The CRS of most test data.
Crs utm();

/// Lets the event loop work until `ready()`; false when it is not within the seconds.
bool waitUntil(const std::function<bool()>& ready, double seconds = 120);

/// Shows a moment and waits until its figures are there.
void showAndWait(Session& session, const Moment& moment);

/// Waits until the figures are those of the factors in force.
void waitForFigures(const Session& session);
/// The carbon of the model's strata with the factors in force, in the year shown.
std::shared_ptr<const std::vector<StratumCarbon>> carbonOf(const Session& session);

/// Opens a project in a session and waits until its model is there; the faults, if any, are returned.
Faults openAndWait(Session& session, const std::filesystem::path& project);

/// The child of that class and name ("": any); the test ends when there is none.
template <typename T>
T& part(QWidget& panel, const char* name) {
  T* found = panel.findChild<T*>(*name == 0 ? QString() : QString(name));
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace tanhui::viewer::test
