#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "tests/unit/value/MakeTerms.h"

using namespace tanhui;
using namespace tanhui::make;

namespace {

/// Three districts: emissions 300, 500 and 200 (1000 in all), sinks 100, 50 and 250 (400), GDP 20, 50 and 30 %.
const std::string kDistricts =
    "party,emission_tCO2,sink_tCO2,gdp,engel\nA,300,100,20,0.30\nB,500,50,50,0.40\nC,200,250,30,\n";

Compensation balanceOf(CompensationRule rule, const std::string& rows = kDistricts, double paid = 1) {
  CompensationTerms terms = termsOf(rule, {"A", "B", "C"});
  terms.share = {{"gdp", 1.0}};
  terms.paidShare = paid;
  return compensate(terms, tableOf(rows));
}

}  // namespace

TEST_CASE("Net emissions at a price do not balance") {
  const Compensation made = balanceOf(CompensationRule::carbonNet);
  REQUIRE(made.lines.size() == 3);
  CHECK(made.lines[0].payer == "A");
  CHECK(made.lines[0].receiver == "pool");
  CHECK(made.lines[0].amount.value == 200 * 100);
  CHECK(made.lines[1].amount.value == 450 * 100);
  CHECK(made.lines[2].payer == "pool");
  CHECK(made.lines[2].receiver == "C");
  CHECK(made.lines[2].amount.value == 50 * 100);
  CHECK(indexOf(made, "pool", "balance_yuan") == (200 + 450 - 50) * 100);
}

TEST_CASE("Emissions beyond a share of the whole sum to zero") {
  // 600 net emissions by GDP: A may 100 + 120, B 50 + 300, C 250 + 180; gaps 80, 150, -230.
  const Compensation made = balanceOf(CompensationRule::carbonShare);
  CHECK(indexOf(made, "A", "allowance_tCO2") == Approx(220));
  CHECK(indexOf(made, "B", "gap_tCO2") == Approx(150));
  CHECK(indexOf(made, "C", "balance_yuan") == Approx(23000));
  CHECK(indexOf(made, "pool", "balance_yuan") == Approx(0).margin(1e-9));
}

TEST_CASE("A party may pay by one rule and receive by the other") {
  const std::string rows = "party,emission_tCO2,sink_tCO2,gdp\nA,500,100,10\nB,300,100,80\nC,100,200,10\n";
  const Compensation net = balanceOf(CompensationRule::carbonNet, rows);
  const Compensation share = balanceOf(CompensationRule::carbonShare, rows);
  CHECK(indexOf(net, "B", "balance_yuan") == -200 * 100);
  CHECK(indexOf(share, "B", "balance_yuan") == Approx(200 * 100));  // may emit 100 + 0.8 x 500
}

TEST_CASE("Indices of contribution, carrying and ability") {
  const Compensation made = balanceOf(CompensationRule::carbonNet);
  CHECK(indexOf(made, "A", "ECC") == Approx(0.2 / 0.3));
  CHECK(indexOf(made, "A", "ESC") == Approx(0.25 / 0.3));
  CHECK(indexOf(made, "C", "ECC_ESC") == Approx(1.5 * 0.625 / 0.2));
  // Pearl's curve at Engel coefficients of 0.30 and 0.40, case 23.
  CHECK(indexOf(made, "A", "ability") == Approx(0.582570).margin(1e-6));
  CHECK(indexOf(made, "B", "ability") == Approx(0.377541).margin(1e-6));
}

TEST_CASE("Payers who give a share leave the receivers a pool in proportion") {
  const Compensation share = balanceOf(CompensationRule::carbonShare, kDistricts, 0.6);
  CHECK(indexOf(share, "A", "balance_yuan") == Approx(-0.6 * 8000));
  CHECK(indexOf(share, "C", "balance_yuan") == Approx(0.6 * 23000));
  CHECK(indexOf(share, "pool", "balance_yuan") == Approx(0).margin(1e-9));
  const Compensation net = balanceOf(CompensationRule::carbonNet, kDistricts, 0.5);  // C gets all it claims, no more
  CHECK(indexOf(net, "C", "balance_yuan") == 5000);
  CHECK(indexOf(net, "pool", "balance_yuan") == Approx(0.5 * 65000 - 5000));
  const Compensation little = balanceOf(CompensationRule::carbonNet, kDistricts, 0.05);
  CHECK(indexOf(little, "C", "balance_yuan") == Approx(0.05 * 65000));
}

TEST_CASE("The interval of an amount is that of the sink, and of the price") {
  CompensationTerms terms = termsOf(CompensationRule::carbonNet, {"A", "B"});
  terms.land["A"] = {10, {}, {100, 60, 150}};
  terms.land["B"] = {10, {}, {40, 30, 50}};
  const CsvTable table = tableOf("party,emission_tCO2,gdp\nA,300,50\nB,60,50\n");
  CHECK(compensate(terms, table).lines[0].amount == Range{20000, 15000, 24000});
  terms.price = Range{100, 80, 120};
  CHECK(compensate(terms, table).lines[0].amount == Range{20000, 150 * 80, 240 * 120});
  // Of a share: gap of A = 300 - S_A - (360 - S_A - S_B) / 2 = 120 - S_A / 2 + S_B / 2.
  terms.rule = CompensationRule::carbonShare;
  terms.share = {{"gdp", 1.0}};
  terms.price = Range::exact(1);
  CHECK(compensate(terms, table).lines[0].amount == Range{90, 120 - 75 + 15, 120 - 30 + 25});
}

TEST_CASE("Shares may be mixed, and every mix sums to zero for any figures") {
  rc::check([] {
    const auto n = *rc::gen::inRange<std::size_t>(2, 9);
    CompensationTerms terms = termsOf(CompensationRule::carbonShare, {});
    terms.share = {{"gdp", 0.25}, {"people", 0.75}};
    std::string rows = "party,emission_tCO2,sink_tCO2,gdp,people\n";
    double size = 0;
    for (std::size_t i = 0; i < n; ++i) {
      terms.parties.push_back("P" + std::to_string(i));
      const int emission = *rc::gen::inRange(0, 1000000), sink = *rc::gen::inRange(0, 500000);
      size += emission + sink;
      rows += fmt::format("P{},{},{},{},{}\n", i, emission, sink, *rc::gen::inRange(1, 500), *rc::gen::inRange(1, 90));
    }
    double sum = 0, pool = 0;
    for (const auto& [party, balance] : balances(compensate(terms, tableOf(rows)).lines))
      (party == kPool ? pool : sum) += balance.value;
    RC_ASSERT(std::abs(sum) <= 1e-9 * (1 + 100 * size));
    RC_ASSERT(std::abs(sum + pool) <= 1e-9 * (1 + 100 * size));
  });
}
