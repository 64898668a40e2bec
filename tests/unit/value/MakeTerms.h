#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "geo/value/Compensation.h"

namespace tanhui::make {

inline CompensationTerms termsOf(CompensationRule rule, std::vector<std::string> parties) {
  CompensationTerms terms;
  terms.name = "补偿";
  terms.rule = rule;
  terms.parties = std::move(parties);
  terms.outside = {"市级"};
  terms.price = Range::exact(100);
  terms.year = 2024;
  return terms;
}

inline CsvTable tableOf(const std::string& csv) { return parseCsv(csv, "t.csv"); }

/// The index of a party; fails where there is none.
inline double indexOf(const Compensation& made, const std::string& party, const std::string& index) {
  for (const PartyIndex& one : made.indices)
    if (one.party == party && one.index == index) return one.value;
  FAIL("no index " + index + " of " + party);
  return 0;
}

}  // namespace tanhui::make
