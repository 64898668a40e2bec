#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "geo/base/GdalScope.h"

int main(int argc, char** argv) {
  const tanhui::GdalProgram gdal;
  return Catch::Session().run(argc, argv);
}
