#include "geo/network/detail/SparseMatrix.h"

namespace tanhui {

void multiply(const SparseMatrix& a, std::span<const double> x, std::span<double> y) {
  for (std::size_t i = 0; i < a.size(); ++i) y[i] = a.diagonal[i] * x[i] - a.drawn(i, x);
}

void relaxDown(const SparseMatrix& a, std::span<const double> b, std::span<double> x) {
  for (std::size_t i = 0; i < a.size(); ++i) x[i] = (b[i] + a.drawn(i, x)) / a.diagonal[i];
}

void relaxUp(const SparseMatrix& a, std::span<const double> b, std::span<double> x) {
  for (std::size_t i = a.size(); i-- > 0;) x[i] = (b[i] + a.drawn(i, x)) / a.diagonal[i];
}

double dot(std::span<const double> x, std::span<const double> y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

void addTimes(std::span<double> y, double factor, std::span<const double> x) {
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += factor * x[i];
}

}  // namespace tanhui
