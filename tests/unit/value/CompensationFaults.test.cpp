#include <limits>

#include <catch2/catch.hpp>

#include "geo/value/CompensationTables.h"
#include "tests/unit/value/MakeTerms.h"

using namespace tanhui;
using namespace tanhui::make;
using Catch::Contains;

namespace {

void refuseCarbon(const std::string& rows, const std::string& words,
                  std::map<std::string, double> share = {{"gdp", 1}}) {
  CompensationTerms terms = termsOf(CompensationRule::carbonShare, {"甲县", "乙县"});
  terms.share = std::move(share);
  CHECK_THROWS_WITH(compensate(terms, tableOf("party,emission_tCO2,sink_tCO2,gdp,weight\n" + rows)), Contains(words));
}

}  // namespace

TEST_CASE("Parties that are missing, unknown or twice, and figures that are missing, are named") {
  refuseCarbon("甲县,100,20,5,0.5\n", "\"乙县\" has no row");
  refuseCarbon("甲县,100,20,5,0.5\n乙,100,20,5,0.5\n", "line 3: \"乙\"");
  refuseCarbon("甲县,100,20,5,0.5\n甲县,100,20,5,0.5\n", "line 3, 甲县: the party comes a second time");
  refuseCarbon("甲县,,20,5,0.5\n乙县,1,1,1,1\n", "line 2, 甲县: no figure stands in column 'emission_tCO2'");
  refuseCarbon("甲县,100,,5,0.5\n乙县,1,1,1,1\n", "'sink_tCO2'");
  refuseCarbon("甲县,-100,20,5,0.5\n乙县,1,1,1,1\n", "below 0");
  refuseCarbon("甲县,many,20,5,0.5\n乙县,1,1,1,1\n", "line 2");
  refuseCarbon("甲县,100,20,,0.5\n乙县,1,1,1,1\n", "'gdp'");
}

TEST_CASE("Weights that do not sum to one, and shares of nothing") {
  const std::string rows = "甲县,100,20,0,0.5\n乙县,100,20,0,0.4\n";
  refuseCarbon(rows, "'weight' sum to 0.9", {{"weight", 1}});
  refuseCarbon(rows, "'share' sum to 0.9", {{"gdp", 0.5}, {"weight", 0.4}});
  refuseCarbon(rows, "'gdp' sums to 0");
  refuseCarbon(rows, "'share' sum to 0", {});
}

TEST_CASE("A rule without a price is refused, the user's own lines have theirs") {
  CompensationTerms terms = termsOf(CompensationRule::carbonNet, {"甲县", "乙县"});
  terms.price.reset();
  CHECK_THROWS_WITH(compensate(terms, tableOf("party,emission_tCO2,sink_tCO2\n")), Contains("carbon_net"));
  terms.rule = CompensationRule::custom;
  const std::string header = "payer,receiver,object,quantity,unit,price,amount_yuan\n";
  const Compensation made =
      compensate(terms, tableOf(header + "甲县,乙县,水源涵养,120,ha,300,36000\n市级,甲县,奖励,1,次,5e6,\n"));
  CHECK(made.lines[0].amount == Range::exact(36000));
  CHECK(indexOf(made, "甲县", "balance_yuan") == 5e6 - 36000);
  CHECK_THROWS_WITH(compensate(terms, tableOf(header + "甲县,乙县,水源涵养,120,ha,300,36001\n")),
                    Contains("line 2, 甲县") && Contains("120 x 300 is 36000"));
  CHECK_THROWS_WITH(compensate(terms, tableOf(header + "甲县,乙县,水源涵养,,ha,300,\n")), Contains("'quantity'"));
}

TEST_CASE("Lines typed by hand stand beside") {
  // 永川 got 8.783 million yuan for the 临江河 in 2019: no multiple of a million, so contracts have further terms.
  const CompensationTerms terms = termsOf(CompensationRule::waterQuality, {"永川", "江津"});
  const auto lines = typedLines(
      terms, tableOf("payer,receiver,object,amount_yuan,year,source\n江津,永川,临江河,8783000,2019,重庆日报\n"));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].typed);
  CHECK(lines[0].amount == Range::exact(8783000));
  CHECK(lines[0].year == 2019);
  CHECK_THROWS_WITH(typedLines(terms, tableOf("payer,receiver,object,amount_yuan\n江津,永川,临江河,\n")),
                    Contains("'amount_yuan'"));
}

TEST_CASE("The tables hold the ledger with the rule in each line") {
  CompensationTerms terms = termsOf(CompensationRule::carbonNet, {"甲县", "乙县"});
  Compensation made = compensate(terms, tableOf("party,emission_tCO2,sink_tCO2\n甲县,100,20\n乙县,10,40\n"));
  const auto typed = typedLines(terms, tableOf("payer,receiver,object,amount_yuan\n甲县,乙县,协议,1\n"));
  made.lines.insert(made.lines.end(), typed.begin(), typed.end());
  const std::vector<NamedCompensation> all{{"流域补偿", terms.rule, made}};
  const DataTable table = compensationTable(all);
  REQUIRE(table.rows.size() == 3);
  CHECK_THAT(csvText(table), Contains("name,rule,payer,receiver,object,quantity,unit,price,amount_yuan,amount_low,"
                                      "amount_high,year,source\n") &&
                                 Contains("流域补偿,carbon_net,甲县,pool,carbon,80,tCO2,100,8000,8000,8000,2024,") &&
                                 Contains("流域补偿,other,甲县,乙县,协议,,,,1,1,1,2024,"));
  CHECK_THAT(csvText(compensationIndexTable(all)), Contains("流域补偿,甲县,net_tCO2,80\n"));
}

TEST_CASE("The bounds of a product hold every product between the bounds") {
  CHECK(Range{2, 1, 3} * Range{10, 5, 20} == Range{20, 5, 60});
  CHECK(Range{1, -2, 3} * Range{10, 5, 20} == Range{10, -40, 60});
  CHECK(Range{5, 4, 7} - Range{1, 0, 3} == Range{4, 1, 7});
}
