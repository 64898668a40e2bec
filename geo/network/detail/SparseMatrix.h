#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tanhui {

/// A symmetric matrix with a positive diagonal and no positive entry beside it: conductances between nodes, and to the
/// ground. By rows; entry k of a row is -weight[k] in column[k].
struct SparseMatrix {
  std::vector<std::int64_t> start = {0};
  std::vector<std::int32_t> column;
  std::vector<double> weight;  ///< > 0
  std::vector<double> diagonal;

  std::size_t size() const { return diagonal.size(); }
  /// Ends the row whose entries were appended last.
  void endRow(double onDiagonal) {
    diagonal.push_back(onDiagonal);
    start.push_back(static_cast<std::int64_t>(column.size()));
  }
  /// Sum of weight * x over the entries of a row.
  double drawn(std::size_t row, std::span<const double> x) const {
    double sum = 0;
    for (auto k = start[row]; k < start[row + 1]; ++k) {
      const auto entry = static_cast<std::size_t>(k);
      sum += weight[entry] * x[static_cast<std::size_t>(column[entry])];
    }
    return sum;
  }
};

/// y = A x.
void multiply(const SparseMatrix& a, std::span<const double> x, std::span<double> y);
/// One pass of Gauss and Seidel over A x = b, downwards or upwards.
void relaxDown(const SparseMatrix& a, std::span<const double> b, std::span<double> x);
void relaxUp(const SparseMatrix& a, std::span<const double> b, std::span<double> x);
double dot(std::span<const double> x, std::span<const double> y);
/// y += factor x.
void addTimes(std::span<double> y, double factor, std::span<const double> x);

}  // namespace tanhui
