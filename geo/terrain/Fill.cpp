#include "geo/terrain/Fill.h"

#include <cmath>
#include <limits>
#include <queue>

#include "geo/terrain/Neighbours.h"

namespace tanhui {
namespace {

constexpr std::uint64_t kCellsBetweenStops = 1 << 20;

struct Waiting {
  double z;
  std::uint64_t order;
  std::size_t cell;
};
/// The lowest first; of one height the one that came first.
struct Later {
  bool operator()(const Waiting& a, const Waiting& b) const { return a.z > b.z || (a.z == b.z && a.order > b.order); }
};

class Flood {
 public:
  Flood(const Dem& dem, const StopFlag* stop)
      : cols_(dem.cols()), rows_(dem.rows()), stop_(stop), z_(dem.z.begin(), dem.z.end()), met_(dem.cells(), false) {}

  std::vector<double> run() {
    for (std::size_t cell = 0; cell < z_.size(); ++cell)
      if (!std::isnan(z_[cell]) && drainsOut(cell)) meet(cell, z_[cell]);
    while (!open_.empty() || !hollow_.empty()) spread(next());
    return std::move(z_);
  }

 private:
  /// Lies at the edge of the DEM or beside a cell without height.
  bool drainsOut(std::size_t cell) const {
    int neighbours = 0;
    eachNeighbour(cell, cols_, rows_, [&](std::size_t n, const D8Step&) { neighbours += !std::isnan(z_[n]); });
    return neighbours < 8;
  }

  void meet(std::size_t cell, double z) {
    met_[cell] = true;
    z_[cell] = z;
    open_.push({z, order_++, cell});
  }

  /// What fills a hollow goes before all else, as deep as it is.
  std::size_t next() {
    if (order_ % kCellsBetweenStops == 0) heed(stop_);
    if (!hollow_.empty() && (open_.empty() || open_.top().z >= z_[hollow_.front()])) {
      const std::size_t cell = hollow_.front();
      hollow_.pop();
      return cell;
    }
    const std::size_t cell = open_.top().cell;
    open_.pop();
    return cell;
  }

  void spread(std::size_t cell) {
    const double above = std::nextafter(z_[cell], std::numeric_limits<double>::infinity());
    eachNeighbour(cell, cols_, rows_, [&](std::size_t n, const D8Step&) {
      if (met_[n] || std::isnan(z_[n])) return;
      if (z_[n] > above) return meet(n, z_[n]);
      met_[n] = true;
      z_[n] = above;
      hollow_.push(n);
      ++order_;
    });
  }

  int cols_, rows_;
  const StopFlag* stop_;
  std::vector<double> z_;
  std::vector<bool> met_;
  std::priority_queue<Waiting, std::vector<Waiting>, Later> open_;
  std::queue<std::size_t> hollow_;  ///< cells that were raised, in the order in which they were met
  std::uint64_t order_ = 0;
};

}  // namespace

std::vector<double> filledHeights(const Dem& dem, const StopFlag* stop) { return Flood(dem, stop).run(); }

}  // namespace tanhui
