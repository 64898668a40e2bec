#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "geo/carbon/Estimate.h"
#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

using FormulaNode = std::uint32_t;

/// The node of the number 1: a plain number is that number times it.
constexpr FormulaNode kOne = 0;

/// Expressions over the factors of a library, each kept once. A formula template called with Formula in place of double
/// writes itself down here, so that one text of a formula gives its value, its uncertainty by error propagation
/// (Approach 1) and its values for any number of draws of the factors (Approach 2).
///
/// Nodes are numbered so that each comes after those it is made of. The library must outlive the tape.
class FormulaTape {
 public:
  explicit FormulaTape(const FactorLibrary& library);

  struct Term {
    FormulaNode node;
    double weight;
  };

  FormulaNode factor(std::uint32_t index);
  FormulaNode product(FormulaNode a, FormulaNode b);
  FormulaNode reciprocal(FormulaNode a);
  FormulaNode exponential(FormulaNode a);
  FormulaNode logarithm(FormulaNode a);
  FormulaNode power(FormulaNode base, FormulaNode exponent);
  FormulaNode least(FormulaNode a, FormulaNode b);
  FormulaNode sum(std::span<const Term> terms);

  std::size_t size() const { return nodes_.size(); }
  /// With the library's own figures.
  double value(FormulaNode node) const { return values_[node]; }
  /// Every node with its slopes by the factors.
  std::vector<Estimate> estimates() const;
  /// Adds those of the nodes that were written since.
  void estimate(std::vector<Estimate>& known) const;
  /// The factors that some node is made of, ascending.
  std::vector<std::uint32_t> factors() const;

  /// Every node for `lanes` draws at once. `factors` holds the figures [factor][lane] of the whole library, `nodes`
  /// gets [node][lane].
  void evaluate(std::span<const double> factors, std::size_t lanes, std::vector<double>& nodes) const;

 private:
  enum class Operation : std::uint8_t { one, factor, product, reciprocal, exponential, logarithm, power, least, sum };
  struct Node {
    Operation operation;
    std::uint32_t a, b;  ///< nodes; of a factor its index; of a sum the place and number of its terms
  };

  FormulaNode intern(Operation operation, std::uint32_t a, std::uint32_t b);
  FormulaNode add(const Node& node);
  template <class Number, class FactorValue>
  Number compute(const Node& node, const std::vector<Number>& before, FactorValue&& factorValue) const;

  const FactorLibrary& library_;
  std::vector<Node> nodes_;
  std::vector<double> values_;
  std::vector<Term> terms_;  ///< of the sums
  std::unordered_map<std::uint64_t, FormulaNode> known_[9];
  std::unordered_multimap<std::uint64_t, FormulaNode> knownSums_;
};

/// A sum of weighted nodes of one tape. What is data (areas, volumes, ages, shares) stands in the weights, what hangs
/// on factors in the nodes: so thousands of strata share a few hundred nodes, and a total is one weight per node.
class Formula {
 public:
  using Term = FormulaTape::Term;

  Formula() = default;
  Formula(double constant);
  Formula(FormulaTape& tape, FormulaNode node) : tape_(&tape), terms_{{node, 1.0}} {}

  double value() const;
  /// Nodes ascending, each once.
  std::span<const Term> terms() const { return terms_; }
  bool isZero() const { return terms_.empty(); }

  friend Formula operator+(const Formula& a, const Formula& b) { return combine(a, b, 1); }
  friend Formula operator-(const Formula& a, const Formula& b) { return combine(a, b, -1); }
  friend Formula operator*(const Formula& a, const Formula& b);
  friend Formula operator/(const Formula& a, const Formula& b);
  friend Formula operator-(const Formula& a) { return a.scaled(-1); }
  friend Formula exp(const Formula& a);
  friend Formula log(const Formula& a);
  friend Formula pow(const Formula& base, const Formula& power);
  /// The smaller, the greater of two: of each draw anew.
  friend Formula least(const Formula& a, const Formula& b);
  friend Formula greatest(const Formula& a, const Formula& b) { return a + b - least(a, b); }

  Formula scaled(double weight) const;
  Formula& operator+=(const Formula& other) { return *this = *this + other; }

 private:
  static Formula combine(const Formula& a, const Formula& b, double weightOfB);
  bool isNumber() const { return terms_.empty() || (terms_.size() == 1 && terms_[0].node == kOne); }
  FormulaNode asNode(FormulaTape& tape) const;
  void sortTerms();

  FormulaTape* tape_ = nullptr;  ///< none: a plain number
  std::vector<Term> terms_;
};

}  // namespace tanhui
