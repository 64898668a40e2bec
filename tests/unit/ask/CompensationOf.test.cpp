#include "geo/ask/CompensationOf.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
using Catch::Contains;

namespace {

/// A zone of 100 ha, 40 of them forest, that takes up 30 tC a year, one standard error 5.
ZoneTotals zoneOf(const std::string& label) {
  ZoneTotals zone{"towns", "id " + label, label};
  ClassTotals forest{"masson_pine", {}}, paddy{"paddy", {}};
  forest.totals.areaHa = 40;
  paddy.totals.areaHa = 60;
  zone.classes = {forest, paddy};
  zone.total.areaHa = 100;
  zone.total.carbon.biomassFlux = 30;
  zone.total.fluxSe = 5;
  return zone;
}

struct TwoTowns {
  TempFolder folder;
  Account account;
  CompensationSpec spec;

  TwoTowns(CompensationRule rule, const std::string& data) {
    account.zones = {zoneOf("甲镇"), zoneOf("乙镇")};
    spec.name = "补偿";
    spec.rule = rule;
    spec.parties = "towns";
    spec.data = folder.path() / "data.csv";
    spec.price = Range::exact(10);
    writeFileWhole(spec.data, data);
  }
  NamedCompensation made() const { return compensationOf(spec, account, LandClasses(), 2025); }
};

}  // namespace

TEST_CASE("A sink that the table leaves empty is the account's, with its interval") {
  TwoTowns towns(CompensationRule::carbonNet, "party,emission_tCO2,sink_tCO2\n甲镇,200,\n乙镇,200,50\n");
  const NamedCompensation named = towns.made();
  REQUIRE(named.made.lines.size() == 2);
  // 30 tC are 110 tCO2, their half interval 1.96 x 5 x 44 / 12.
  const double half = 1.96 * 5 * 44 / 12;
  CHECK(named.made.lines[0].amount.value == Approx((200 - 110) * 10));
  CHECK(named.made.lines[0].amount.low == Approx((200 - 110 - half) * 10));
  CHECK(named.made.lines[0].amount.high == Approx((200 - 110 + half) * 10));
  CHECK(named.made.lines[1].amount == Range::exact(1500));
  CHECK(named.made.lines[0].year == 2025);
}

TEST_CASE("Land and forest that the table leaves empty are the account's") {
  TwoTowns towns(CompensationRule::forestCover, "party,target,buys_from,bought_mu\n甲镇,0.5,乙镇,75\n乙镇,,,\n");
  towns.spec.floorCover = 0.35;  // 乙镇 may sell 5 ha
  const NamedCompensation named = towns.made();
  CHECK(named.made.lines[0].amount.value == 750);
  towns.spec.floorCover = 0.36;
  CHECK_THROWS_WITH(towns.made(), Contains("乙镇") && Contains("60 亩"));
}

TEST_CASE("Faults of the tables are told before there is an account") {
  const TwoTowns towns(CompensationRule::carbonNet, "party,emission_tCO2\n甲镇,200\n");
  CHECK_THROWS_WITH(requireCompensation(towns.spec, {"甲镇", "乙镇"}), Contains("乙镇"));
  CHECK_NOTHROW(requireCompensation(towns.spec, {"甲镇"}));
}

TEST_CASE("Two zones of one name are no parties") {
  TwoTowns towns(CompensationRule::carbonNet, "party,emission_tCO2\n甲镇,200\n");
  towns.account.zones = {zoneOf("甲镇"), zoneOf("甲镇")};
  CHECK_THROWS_WITH(towns.made(), Contains("甲镇") && Contains("towns"));
}
