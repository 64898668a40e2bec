#include "geo/carbon/Formula.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tanhui {

namespace {

std::uint64_t hashTerms(std::span<const FormulaTape::Term> terms) {
  std::uint64_t hash = terms.size();
  for (const FormulaTape::Term& term : terms) {
    hash = (hash ^ term.node) * 0x9E3779B97F4A7C15ULL;
    hash = (hash ^ std::bit_cast<std::uint64_t>(term.weight)) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

bool equalTerms(std::span<const FormulaTape::Term> a, std::span<const FormulaTape::Term> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& s, const auto& t) { return s.node == t.node && s.weight == t.weight; });
}

double valueOf(double number) { return number; }
double valueOf(const Estimate& number) { return number.value(); }

}  // namespace

FormulaTape::FormulaTape(const FactorLibrary& library) : library_(library) { add({Operation::one, 0, 0}); }

template <class Number, class FactorValue>
Number FormulaTape::compute(const Node& node, const std::vector<Number>& before, FactorValue&& factorValue) const {
  using std::exp;
  using std::log;
  using std::pow;
  const auto least = [](const Number& a, const Number& b) { return valueOf(b) < valueOf(a) ? b : a; };
  switch (node.operation) {
    case Operation::one:
      return Number(1.0);
    case Operation::factor:
      return factorValue(node.a);
    case Operation::product:
      return before[node.a] * before[node.b];
    case Operation::reciprocal:
      return Number(1.0) / before[node.a];
    case Operation::exponential:
      return exp(before[node.a]);
    case Operation::logarithm:
      return log(before[node.a]);
    case Operation::power:
      return pow(before[node.a], before[node.b]);
    case Operation::least:
      return least(before[node.a], before[node.b]);
    case Operation::sum:
      break;
  }
  Number total(0.0);
  for (std::uint32_t i = node.a; i < node.a + node.b; ++i)
    total = total + Number(terms_[i].weight) * before[terms_[i].node];
  return total;
}

FormulaNode FormulaTape::add(const Node& node) {
  values_.push_back(compute(node, values_, [&](std::uint32_t index) { return library_[index].value; }));
  nodes_.push_back(node);
  return static_cast<FormulaNode>(nodes_.size() - 1);
}

FormulaNode FormulaTape::intern(Operation operation, std::uint32_t a, std::uint32_t b) {
  const auto [place, isNew] =
      known_[static_cast<std::size_t>(operation)].try_emplace(std::uint64_t{a} << 32 | b, FormulaNode{0});
  if (isNew) place->second = add({operation, a, b});
  return place->second;
}

FormulaNode FormulaTape::factor(std::uint32_t index) { return intern(Operation::factor, index, 0); }

FormulaNode FormulaTape::product(FormulaNode a, FormulaNode b) {
  if (a == kOne) return b;
  if (b == kOne) return a;
  return intern(Operation::product, std::min(a, b), std::max(a, b));
}

FormulaNode FormulaTape::reciprocal(FormulaNode a) { return a == kOne ? a : intern(Operation::reciprocal, a, 0); }
FormulaNode FormulaTape::exponential(FormulaNode a) { return intern(Operation::exponential, a, 0); }
FormulaNode FormulaTape::logarithm(FormulaNode a) { return intern(Operation::logarithm, a, 0); }
FormulaNode FormulaTape::power(FormulaNode base, FormulaNode exponent) {
  return intern(Operation::power, base, exponent);
}
FormulaNode FormulaTape::least(FormulaNode a, FormulaNode b) {
  return a == b ? a : intern(Operation::least, std::min(a, b), std::max(a, b));
}

FormulaNode FormulaTape::sum(std::span<const Term> terms) {
  if (terms.size() == 1 && terms[0].weight == 1) return terms[0].node;
  const std::uint64_t hash = hashTerms(terms);
  const auto [begin, end] = knownSums_.equal_range(hash);
  for (auto at = begin; at != end; ++at) {
    const Node& node = nodes_[at->second];
    if (equalTerms(terms, std::span(terms_).subspan(node.a, node.b))) return at->second;
  }
  const auto first = static_cast<std::uint32_t>(terms_.size());
  terms_.insert(terms_.end(), terms.begin(), terms.end());
  const FormulaNode node = add({Operation::sum, first, static_cast<std::uint32_t>(terms.size())});
  knownSums_.emplace(hash, node);
  return node;
}

std::vector<Estimate> FormulaTape::estimates() const {
  std::vector<Estimate> all;
  all.reserve(nodes_.size());
  estimate(all);
  return all;
}

void FormulaTape::estimate(std::vector<Estimate>& known) const {
  const auto factor = [&](std::uint32_t index) { return Estimate(library_[index].value, index); };
  while (known.size() < nodes_.size()) known.push_back(compute(nodes_[known.size()], known, factor));
}

std::vector<std::uint32_t> FormulaTape::factors() const {
  std::vector<std::uint32_t> found;
  for (const Node& node : nodes_)
    if (node.operation == Operation::factor) found.push_back(node.a);
  std::sort(found.begin(), found.end());
  return found;
}

void FormulaTape::evaluate(std::span<const double> factors, std::size_t lanes, std::vector<double>& nodes) const {
  nodes.resize(nodes_.size() * lanes);
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    const Node& node = nodes_[n];
    double* out = nodes.data() + n * lanes;
    const double* a = nodes.data() + std::size_t{node.a} * lanes;
    const double* b = nodes.data() + std::size_t{node.b} * lanes;
    switch (node.operation) {
      case Operation::one:
        std::fill(out, out + lanes, 1.0);
        break;
      case Operation::factor:
        std::copy_n(factors.data() + std::size_t{node.a} * lanes, lanes, out);
        break;
      case Operation::product:
        for (std::size_t i = 0; i < lanes; ++i) out[i] = a[i] * b[i];
        break;
      case Operation::reciprocal:
        for (std::size_t i = 0; i < lanes; ++i) out[i] = 1 / a[i];
        break;
      case Operation::exponential:
        for (std::size_t i = 0; i < lanes; ++i) out[i] = std::exp(a[i]);
        break;
      case Operation::logarithm:
        for (std::size_t i = 0; i < lanes; ++i) out[i] = std::log(a[i]);
        break;
      case Operation::power:
        for (std::size_t i = 0; i < lanes; ++i) out[i] = std::pow(a[i], b[i]);
        break;
      case Operation::least:
        for (std::size_t i = 0; i < lanes; ++i) out[i] = std::min(a[i], b[i]);
        break;
      case Operation::sum:
        std::fill(out, out + lanes, 0.0);
        for (std::uint32_t t = node.a; t < node.a + node.b; ++t) {
          const double weight = terms_[t].weight;
          const double* in = nodes.data() + std::size_t{terms_[t].node} * lanes;
          for (std::size_t i = 0; i < lanes; ++i) out[i] += weight * in[i];
        }
        break;
    }
  }
}

Formula::Formula(double constant) {
  if (constant != 0) terms_.push_back({kOne, constant});
}

double Formula::value() const {
  double sum = 0;
  for (const Term& term : terms_) sum += term.weight * (term.node == kOne ? 1.0 : tape_->value(term.node));
  return sum;
}

Formula Formula::scaled(double weight) const {
  Formula out;
  if (weight == 0) return out;
  out = *this;
  for (Term& term : out.terms_) term.weight *= weight;
  return out;
}

Formula Formula::combine(const Formula& a, const Formula& b, double weightOfB) {
  Formula out;
  out.tape_ = a.tape_ != nullptr ? a.tape_ : b.tape_;
  out.terms_.reserve(a.terms_.size() + b.terms_.size());
  auto i = a.terms_.begin();
  auto j = b.terms_.begin();
  while (i != a.terms_.end() || j != b.terms_.end()) {
    const bool fromA = j == b.terms_.end() || (i != a.terms_.end() && i->node <= j->node);
    const bool fromB = i == a.terms_.end() || (j != b.terms_.end() && j->node <= i->node);
    const FormulaNode node = fromA ? i->node : j->node;
    double weight = 0;
    if (fromA) weight += (i++)->weight;
    if (fromB) weight += weightOfB * (j++)->weight;
    if (weight != 0) out.terms_.push_back({node, weight});
  }
  return out;
}

void Formula::sortTerms() {
  std::sort(terms_.begin(), terms_.end(), [](const Term& s, const Term& t) { return s.node < t.node; });
  std::size_t kept = 0;
  for (const Term& term : terms_) {
    if (kept > 0 && terms_[kept - 1].node == term.node)
      terms_[kept - 1].weight += term.weight;
    else
      terms_[kept++] = term;
  }
  terms_.resize(kept);
}

FormulaNode Formula::asNode(FormulaTape& tape) const { return tape.sum(terms_); }

Formula operator*(const Formula& a, const Formula& b) {
  if (a.isNumber()) return b.scaled(a.value());
  if (b.isNumber()) return a.scaled(b.value());
  Formula out;
  out.tape_ = a.tape_;
  for (const Formula::Term& s : a.terms_)
    for (const Formula::Term& t : b.terms_)
      out.terms_.push_back({out.tape_->product(s.node, t.node), s.weight * t.weight});
  out.sortTerms();
  return out;
}

Formula operator/(const Formula& a, const Formula& b) {
  if (b.isNumber()) return a.scaled(1 / b.value());
  FormulaTape& tape = *b.tape_;
  return a * Formula(tape, tape.reciprocal(b.asNode(tape)));
}

Formula exp(const Formula& a) {
  if (a.isNumber()) return {std::exp(a.value())};
  return {*a.tape_, a.tape_->exponential(a.asNode(*a.tape_))};
}

Formula log(const Formula& a) {
  if (a.isNumber()) return {std::log(a.value())};
  return {*a.tape_, a.tape_->logarithm(a.asNode(*a.tape_))};
}

Formula pow(const Formula& base, const Formula& power) {
  if (base.isNumber() && power.isNumber()) return {std::pow(base.value(), power.value())};
  FormulaTape& tape = *(base.tape_ != nullptr ? base.tape_ : power.tape_);
  return {tape, tape.power(base.asNode(tape), power.asNode(tape))};
}

Formula least(const Formula& a, const Formula& b) {
  if (a.isNumber() && b.isNumber()) return {std::min(a.value(), b.value())};
  FormulaTape& tape = *(a.tape_ != nullptr ? a.tape_ : b.tape_);
  return {tape, tape.least(a.asNode(tape), b.asNode(tape))};
}

}  // namespace tanhui
