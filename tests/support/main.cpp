#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "geo/base/Handle.h"

int main(int argc, char** argv) {
  tanhui::registerGdal();
  return Catch::Session().run(argc, argv);
}
