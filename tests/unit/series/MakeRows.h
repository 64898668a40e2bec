#pragma once

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "geo/series/MonteCarlo.h"
#include "tests/support/TempFolder.h"

namespace tanhui::test {

/// A library of rows "key,value,low,high,se,distribution", and what more columns there are.
inline FactorLibrary libraryOf(const std::string& rows, const std::string& moreColumns = "") {
  const TempFolder folder;
  std::ofstream file(folder.path() / "factors.csv");
  file << "key,value,low,high,se,distribution" << moreColumns << ",source\n";
  std::size_t at = 0;
  while (at < rows.size()) {
    const std::size_t end = rows.find('\n', at);
    file << rows.substr(at, end - at) << ",test\n";
    at = end + 1;
  }
  file.close();
  return FactorLibrary::load("factors.csv", folder.path(), {});
}

/// A tape with formulas by key.
struct Tape {
  explicit Tape(const FactorLibrary& l) : library(l), tape(library) {}
  Formula operator[](const char* key) { return {tape, tape.factor(library.require(key))}; }

  FactorLibrary library;
  FormulaTape tape;
};

inline std::vector<FormulaTape::Term> termsOf(const Formula& formula) {
  return {formula.terms().begin(), formula.terms().end()};
}

/// One year whose stock at the end is the formula, and nothing at its start.
inline YearWeights oneYear(const Formula& stock) { return {{{}, termsOf(stock)}, {{}}}; }
inline UncertainRow rowOf(const Formula& stock) { return {{{-1, oneYear(stock)}}, -1}; }

inline constexpr Focus kStock{0, 0, SeriesQuantity::stock};

/// The stock of one row.
inline FocusResult drawn(const Tape& tape, const Formula& stock, const MonteCarloRules& rules) {
  const std::vector<UncertainRow> rows{rowOf(stock)};
  const std::vector<Focus> focuses{kStock};
  return monteCarlo(tape.tape, tape.library, rows, focuses, rules).focuses[0];
}

}  // namespace tanhui::test
