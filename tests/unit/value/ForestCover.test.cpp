#include <catch2/catch.hpp>

#include "tests/unit/value/MakeTerms.h"

using namespace tanhui;
using namespace tanhui::make;
using Catch::Contains;

namespace {

const std::string kHeader = "party,land_ha,forest_ha,target,buys_from,bought_mu\n";

CompensationTerms forestTerms() {
  CompensationTerms terms = termsOf(CompensationRule::forestCover, {"九龙坡", "城口", "渝中"});
  terms.price = Range::exact(forestIndexPrice(1000, 100, 15));
  return terms;
}

}  // namespace

TEST_CASE("Two published deals in forest cover, F1 and F2") {
  // 11,190 亩 for 27.975 million yuan, 15,000 亩 for 37.5 million: both 2,500 yuan a 亩 (1000 + 100 x 15 years).
  const Compensation made = compensate(forestTerms(), tableOf(kHeader + "渝中,2000,200,0.5,城口,11190\n"
                                                                        "九龙坡,40000,8000,0.5,城口,15000\n"
                                                                        "城口,300000,200000,,,\n"));
  REQUIRE(made.lines.size() == 2);
  CHECK(made.lines[0].amount == Range::exact(27975000));
  CHECK(made.lines[1].amount == Range::exact(37500000));
  CHECK(made.lines[1].payer == "九龙坡");
  CHECK(made.lines[1].receiver == "城口");
  CHECK(made.lines[1].price == 2500);
  CHECK(made.lines[1].source == "t.csv, line 3");
  CHECK(indexOf(made, "城口", "balance_yuan") == 27975000 + 37500000);
}

TEST_CASE("What a party lacks, what it counts and what it really has, F3 to F5") {
  const Compensation made = compensate(forestTerms(), tableOf(kHeader + "九龙坡,200000,68000,0.45,城口,90000\n"
                                                                        "九龙坡,,,,渝中,75000\n"
                                                                        "城口,100000,66000,,,\n"
                                                                        "渝中,100000,66000,,,\n"));
  CHECK(indexOf(made, "九龙坡", "needs_mu") == Approx(330000));
  CHECK(indexOf(made, "九龙坡", "bought_mu") == 165000);
  CHECK(indexOf(made, "九龙坡", "balance_yuan") == Approx(-412500000));
  CHECK(indexOf(made, "九龙坡", "cover") == Approx(0.34));  // the forest stays where it is
  CHECK(indexOf(made, "九龙坡", "cover_counted") == Approx(0.395));
  CHECK(indexOf(made, "城口", "may_sell_mu") == Approx(90000));
  CHECK(indexOf(made, "城口", "cover_counted") == Approx(0.6));
  CHECK(made.warnings.empty());
}

TEST_CASE("Index counted by all is the forest there is") {
  const Compensation made = compensate(forestTerms(), tableOf(kHeader + "九龙坡,200000,68000,0.45,城口,30000\n"
                                                                        "城口,100000,66000,,,\n"));
  CHECK(indexOf(made, "九龙坡", "cover_counted") * 200000 + indexOf(made, "城口", "cover_counted") * 100000 ==
        Approx(68000 + 66000));
}

TEST_CASE("Land of a table that is silent comes from the account, prices have their range") {
  CompensationTerms terms = forestTerms();
  terms.price = Range{2500, 2000, 3000};
  terms.land["城口"] = {100000, {66000, 60000, 72000}, {}};
  terms.land["渝中"] = {2000, {200, 100, 300}, {}};
  const Compensation made =
      compensate(terms, tableOf("party,buys_from,bought_mu,target\n渝中,城口,100,0.2\n城口,,,\n"));
  CHECK(made.lines[0].amount == Range{250000, 200000, 300000});
  CHECK(indexOf(made, "渝中", "needs_mu") == Approx(3000));
}

TEST_CASE("A seller below its floor, more sold than may be, and more bought than lacking") {
  const auto refused = [](const std::string& rows, const std::string& words) {
    CHECK_THROWS_WITH(compensate(forestTerms(), tableOf(kHeader + rows)), Contains(words));
  };
  refused("九龙坡,200000,68000,0.45,城口,10\n城口,100000,60000,,,\n", "line 2, 城口: the seller's cover is 60 %");
  refused("九龙坡,200000,68000,0.45,城口,60000\n渝中,200000,68000,0.45,城口,30001\n城口,100000,66000,,,\n",
          "line 3, 城口: 90,001 亩");
  refused("九龙坡,200000,68000,0.45,九龙坡,10\n", "pay itself");
  refused("九龙坡,200000,68000,0.45,城口,10\n", "城口");
  refused("九龙坡,200000,268000,0.45,,\n", "268000 ha");
  refused("九龙坡,200000,68000,45,,\n", "target is 45");
  refused("九龙坡,200000,68000,0.45,,\n九龙坡,200000,69000,0.45,,\n", "second time");
  const Compensation made = compensate(forestTerms(), tableOf(kHeader + "九龙坡,200000,68000,0.35,城口,60000\n"
                                                                        "城口,100000,66000,,,\n"));
  REQUIRE(made.warnings.size() == 1);
  CHECK(made.warnings[0].where == "九龙坡");
}
