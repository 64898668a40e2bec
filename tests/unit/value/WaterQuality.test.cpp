#include <catch2/catch.hpp>

#include "tests/unit/value/MakeTerms.h"

using namespace tanhui;
using namespace tanhui::make;
using Catch::Contains;

namespace {

/// Twelve months of one section, function class III, at a million yuan a month.
Compensation yearOf(const std::vector<int>& classes, const std::vector<int>& lastYear) {
  std::string rows = "upstream,downstream,month,function_class,class,class_last_year\n";
  for (std::size_t i = 0; i < classes.size(); ++i)
    rows += "永川,江津," + std::to_string(i + 1) + ",3," + std::to_string(classes[i]) + "," +
            std::to_string(lastYear[i]) + "\n";
  CompensationTerms terms = termsOf(CompensationRule::waterQuality, {"永川", "江津"});
  terms.price = Range::exact(1e6);
  return compensate(terms, tableOf(rows));
}

}  // namespace

TEST_CASE("A year of a section, W1") {
  const Compensation made = yearOf({3, 3, 3, 2, 3, 4, 3, 3, 2, 3, 3, 3}, {4, 4, 3, 3, 3, 3, 3, 4, 3, 3, 2, 3});
  CHECK(made.lines.size() == 5 + 2);
  CHECK(made.lines[0].payer == "江津");
  CHECK(made.lines[0].object == "water_quality 1");
  CHECK(indexOf(made, "永川", "balance_yuan") == 3e6);
  CHECK(indexOf(made, "江津", "balance_yuan") == -3e6);
}

TEST_CASE("A year as the last one pays nothing, W2, and one over its class pays every month, W3") {
  const std::vector<int> three(12, 3), four(12, 4);
  CHECK(yearOf(three, three).lines.empty());
  CHECK(indexOf(yearOf(four, four), "永川", "balance_yuan") == -12e6);
  // Over its class but better than last year: over the standard comes first (open in the rule, stated in the method).
  CHECK(indexOf(yearOf(four, std::vector<int>(12, 5)), "永川", "balance_yuan") == -12e6);
}

TEST_CASE("Classes may be written as people write them, and the city may stand at the head of a basin") {
  const std::string header = "upstream,downstream,month,function_class,class,class_last_year\n";
  const CompensationTerms terms = termsOf(CompensationRule::waterQuality, {"永川", "江津"});
  const Compensation made =
      compensate(terms, tableOf(header + "市级,永川,2024-01,Ⅲ,II,Ⅲ类\n永川,江津,2024-01,III,劣Ⅴ,V\n"));
  CHECK(made.lines[0].receiver == "市级");
  CHECK(made.lines[1].payer == "永川");
  const auto refused = [&](const std::string& rows, const std::string& words) {
    CHECK_THROWS_WITH(compensate(terms, tableOf(header + rows)), Contains(words));
  };
  refused("永川,江津,1,3,7,3\n", "class is '7'");
  refused("永川,江津,1,3,3,3\n永川,江津,1,3,3,3\n", "line 3");
  refused("永川,江津,,3,3,3\n", "month");
  refused("永川,江京,1,3,3,3\n", "江京");
}
