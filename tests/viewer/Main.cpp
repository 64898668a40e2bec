#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <QApplication>
#include <QStandardPaths>

#include "geo/base/GdalScope.h"

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QStandardPaths::setTestModeEnabled(true);  // settings and caches of the tests are not the user's
  const tanhui::GdalProgram gdal;
  const QApplication application(argc, argv);
  QApplication::setOrganizationName("tanhui-test");
  QApplication::setApplicationName("tanhui-viewer-test");
  return Catch::Session().run(argc, argv);
}
