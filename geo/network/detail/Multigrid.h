#pragma once

#include <vector>

#include "geo/base/Stop.h"
#include "geo/network/detail/SparseMatrix.h"

namespace tanhui {

/// A hierarchy of ever smaller matrices, each of the last one's nodes in groups of about four: a preconditioner for
/// conjugate gradients. Groups come from pairing each node with the one it is tied to most, twice; the coarse solution
/// is by two steps of flexible conjugate gradients on each level, the K-cycle (Notay 2010, An aggregation-based
/// algebraic multigrid method, ETNA 37: 123-146; recalled). So the number of steps hardly grows with the nodes and with
/// the contrast of their ties.
class Multigrid {
 public:
  explicit Multigrid(SparseMatrix matrix, const StopFlag* stop = nullptr);

  /// The x of A x = b, until the residual is below `tolerance` times that of x = 0. Throws Error (kind work) when it
  /// does not come there, and Interrupted.
  std::vector<double> solve(std::span<const double> b, double tolerance) const;
  const SparseMatrix& matrix() const { return levels_.front().matrix; }

 private:
  using Vector = std::vector<double>;
  struct Level {
    SparseMatrix matrix;
    std::vector<std::int32_t> group;  ///< of each node: the node of the next level; empty on the last
  };
  struct Scratch;

  void cycle(std::size_t level, std::vector<Scratch>& scratch, std::span<const double> b, Vector& x) const;
  void coarse(std::size_t level, std::vector<Scratch>& scratch) const;
  void factorise();
  void solveLast(std::span<const double> b, Vector& x) const;

  std::vector<Level> levels_;
  Vector factor_;  ///< of the last matrix: its dense Cholesky factor, row-major, the lower half
  const StopFlag* stop_;
};

}  // namespace tanhui
