#include "geo/grid/Crs.h"

#include <atomic>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

namespace {

// As ArcGIS writes it into a .prj: other names, east before north, no authority codes.
constexpr auto kEsriCgcs2000Cm105 =
    R"(PROJCS["CGCS2000_3_Degree_GK_CM_105E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",
DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],
PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],
PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";

constexpr auto kEsriCgcs2000 = R"(GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",
DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";

}  // namespace

TEST_CASE("A CRS tells its kind, unit and name") {
  const Crs gk = Crs::parse("EPSG:4544", "test");
  CHECK(gk.known());
  CHECK_FALSE(gk.geographic());
  CHECK(gk.metresPerUnit() == 1.0);
  CHECK(gk.authority() == "EPSG:4544");
  CHECK(gk.name() == "CGCS2000 / 3-degree Gauss-Kruger CM 105E (EPSG:4544)");
  CHECK(gk.geographicPart().sameAs(Crs::parse("EPSG:4490", "test")));

  const Crs degrees = Crs::parse("EPSG:4490", "test");
  CHECK(degrees.geographic());
  CHECK(degrees.metresPerUnit() == 0.0);
  CHECK(degrees.ellipsoid().semiMajor == 6378137.0);
  CHECK(degrees.ellipsoid().flattening == Approx(1 / 298.257222101).epsilon(1e-12));

  CHECK(Crs::parse("EPSG:2263", "test").metresPerUnit() == Approx(1200.0 / 3937.0).epsilon(1e-12));
}

TEST_CASE("Two names of one CRS are the same, two datums or zones are not") {
  const Crs gk = Crs::parse("EPSG:4544", "test");
  CHECK(gk.sameAs(Crs::parse(kEsriCgcs2000Cm105, "test")));
  CHECK(gk.sameAs(Crs::parse(gk.wkt(), "test")));
  CHECK(Crs::parse("EPSG:4490", "test").sameAs(Crs::parse(kEsriCgcs2000, "test")));
  CHECK(Crs::parse("EPSG:4326", "test").sameAs(Crs::parse("OGC:CRS84", "test")));

  CHECK_FALSE(gk.sameAs(Crs::parse("EPSG:4545", "test")));
  CHECK_FALSE(gk.sameAs(Crs::parse("EPSG:4523", "test")));  // the same zone, its easting with the zone number
  CHECK_FALSE(gk.sameAs(Crs::parse("EPSG:2380", "test")));  // the same meridian on Xian 1980
  CHECK_FALSE(gk.sameAs(Crs::parse("EPSG:4490", "test")));
  CHECK_FALSE(gk.sameAs(Crs()));
  CHECK_FALSE(Crs::parse("EPSG:4490", "test").sameAs(Crs::parse("EPSG:4326", "test")));
  CHECK(Crs().sameAs(Crs()));
}

TEST_CASE("A vertical part does not count, a local CRS is none") {
  CHECK(Crs::parse("EPSG:4544+5737", "test").sameAs(Crs::parse("EPSG:4544", "test")));
  const SpatialReferenceHandle local(OSRNewSpatialReference(R"(LOCAL_CS["here",UNIT["metre",1]])"));
  CHECK_FALSE(Crs::fromHandle(local.get()).known());
  CHECK_FALSE(Crs::fromHandle(nullptr).known());
}

TEST_CASE("A CRS that nobody knows is an error that names it") {
  for (const auto* definition : {"EPSG:999999", "CGCS 2OOO", "", "/etc/passwd", "EPSG:4978"}) {
    try {
      Crs::parse(definition, "project.toml, line 7");
      FAIL("accepted " << definition);
    } catch (const Error& error) {
      CHECK(error.where() == "project.toml, line 7");
      CHECK(error.problem().id == "grid.crs_unknown");
      CHECK(error.problem().args.at(0) == definition);
      CHECK(error.kind() == ErrorKind::project);
    }
  }
}

TEST_CASE("Copies of a CRS serve many threads at once") {
  const Crs gk = Crs::parse("EPSG:4544", "test"), esri = Crs::parse(kEsriCgcs2000Cm105, "test");
  std::atomic<int> agreed = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 50; ++k)
        agreed += gk.sameAs(esri) && !gk.geographicPart().sameAs(gk) && gk.name() == gk.name() ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(agreed == 200);
}
