#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>

// GCC 12 cannot see that only the terms in use are read.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace tanhui {

/// A number computed from factors, with its partial derivative by each of them: first-order error propagation by
/// forward differentiation, so that a formula written once gives the value, the list of its factors and its
/// uncertainty.
class Estimate {
 public:
  struct Term {
    std::uint32_t factor;  ///< index into the library
    double derivative;     ///< d(value) / d(factor)
  };

  Estimate() : Estimate(0.0) {}
  Estimate(double constant) : value_(constant) {}
  Estimate(double value, std::uint32_t factor) : value_(value), size_(1) { terms_[0] = {factor, 1.0}; }
  // Copies what is in use: a formula makes dozens of estimates, most of them of two or three factors.
  Estimate(const Estimate& other) : value_(other.value_), size_(other.size_) {
    std::copy_n(other.terms_.begin(), size_, terms_.begin());
  }
  Estimate& operator=(const Estimate& other) {
    value_ = other.value_;
    size_ = other.size_;
    std::copy_n(other.terms_.begin(), size_, terms_.begin());
    return *this;
  }
  ~Estimate() = default;

  double value() const { return value_; }
  /// Every factor that entered, ascending, also where its derivative happens to be zero.
  std::span<const Term> terms() const { return {terms_.data(), size_}; }

  /// A function of one estimate: its value and slope there.
  Estimate map(double value, double slope) const {
    Estimate out = *this;
    out.value_ = value;
    for (std::size_t i = 0; i < size_; ++i) out.terms_[i].derivative *= slope;
    return out;
  }

  /// A function of two estimates: its value and partial slopes there.
  static Estimate combine(double value, const Estimate& a, double slopeA, const Estimate& b, double slopeB) {
    Estimate out(value);
    std::size_t i = 0, j = 0;
    while (i < a.size_ || j < b.size_) {
      const bool fromA = j == b.size_ || (i < a.size_ && a.terms_[i].factor <= b.terms_[j].factor);
      const bool fromB = i == a.size_ || (j < b.size_ && b.terms_[j].factor <= a.terms_[i].factor);
      double derivative = 0;
      const std::uint32_t factor = fromA ? a.terms_[i].factor : b.terms_[j].factor;
      if (fromA) derivative += slopeA * a.terms_[i++].derivative;
      if (fromB) derivative += slopeB * b.terms_[j++].derivative;
      out.push({factor, derivative});
    }
    return out;
  }

 private:
  // The longest formula of a standing stratum, a young cypress stand split by its root to shoot ratio, has eight
  // factors; what becomes of its felled wood adds seven.
  static constexpr std::size_t kMostTerms = 24;

  void push(Term term) {
    if (size_ == kMostTerms) throw std::length_error("Estimate: more factors than a formula may have");
    terms_[size_++] = term;
  }

  double value_ = 0;
  std::size_t size_ = 0;
  std::array<Term, kMostTerms> terms_;  ///< the first size_ are set
};

inline Estimate operator+(const Estimate& a, const Estimate& b) {
  return Estimate::combine(a.value() + b.value(), a, 1, b, 1);
}
inline Estimate operator-(const Estimate& a, const Estimate& b) {
  return Estimate::combine(a.value() - b.value(), a, 1, b, -1);
}
inline Estimate operator-(const Estimate& a) { return a.map(-a.value(), -1); }
inline Estimate operator*(const Estimate& a, const Estimate& b) {
  return Estimate::combine(a.value() * b.value(), a, b.value(), b, a.value());
}
inline Estimate operator/(const Estimate& a, const Estimate& b) {
  const double q = a.value() / b.value();
  return Estimate::combine(q, a, 1 / b.value(), b, -q / b.value());
}
inline Estimate exp(const Estimate& a) {
  const double e = std::exp(a.value());
  return a.map(e, e);
}
inline Estimate log(const Estimate& a) { return a.map(std::log(a.value()), 1 / a.value()); }
inline const Estimate& least(const Estimate& a, const Estimate& b) { return b.value() < a.value() ? b : a; }
inline const Estimate& greatest(const Estimate& a, const Estimate& b) { return a.value() < b.value() ? b : a; }
/// For a base >= 0; at base 0 the power counts as constant.
inline Estimate pow(const Estimate& base, const Estimate& power) {
  const double value = std::pow(base.value(), power.value());
  if (!(base.value() > 0)) return Estimate::combine(value, base, 0, power, 0);
  return Estimate::combine(value, base, power.value() * value / base.value(), power, value * std::log(base.value()));
}

}  // namespace tanhui

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
