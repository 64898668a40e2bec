#include "geo/base/GdalScope.h"

#include <thread>

#include <gdal.h>
#include <catch2/catch.hpp>

namespace tanhui {
namespace {

std::string option(const char* key) { return CPLGetConfigOption(key, "none"); }

int told = 0;
void CPL_STDCALL tell(CPLErr, CPLErrorNum, const char*) { ++told; }

/// What a host program has set on its thread.
class Host {
 public:
  Host() { CPLPushErrorHandler(tell); }
  ~Host() { CPLPopErrorHandler(); }
  GdalOption sideFiles{"GDAL_PAM_ENABLED", "YES"};
};

}  // namespace

TEST_CASE("a GDAL scope sets this thread alone and gives back what the host had") {
  const Host host;
  told = 0;
  {
    const GdalScope scope;
    CHECK(option("GDAL_PAM_ENABLED") == "NO");
    CHECK(option("GTIFF_IGNORE_READ_ERRORS") == "NO");
    CPLError(CE_Failure, CPLE_AppDefined, "unheard");
    CHECK(told == 0);
    std::string elsewhere;
    std::thread([&] {
      const GdalOption of("GDAL_PAM_ENABLED", "other thread");
      elsewhere = option("GDAL_PAM_ENABLED");
    }).join();
    CHECK(elsewhere == "other thread");
    CHECK(option("GDAL_PAM_ENABLED") == "NO");
  }
  CHECK(option("GDAL_PAM_ENABLED") == "YES");
  CPLError(CE_Failure, CPLE_AppDefined, "heard");
  CHECK(told == 1);
  CPLErrorReset();
}

TEST_CASE("side files are read inside a scope where they are asked for") {
  const GdalScope scope;
  {
    const SideFiles on;
    CHECK(option("GDAL_PAM_ENABLED") == "YES");
    const GdalScope inner;
    CHECK(option("GDAL_PAM_ENABLED") == "NO");
  }
  CHECK(option("GDAL_PAM_ENABLED") == "NO");
}

TEST_CASE("a small block cache gives GDAL's cache back") {
  const auto before = GDALGetCacheMax64();
  {
    const SmallBlockCache small;
    CHECK(GDALGetCacheMax64() <= (32LL << 20));
  }
  CHECK(GDALGetCacheMax64() == before);
}

}  // namespace tanhui
