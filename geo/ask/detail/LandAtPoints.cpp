#include "geo/ask/detail/LandAtPoints.h"

#include <algorithm>
#include <limits>
#include <map>

#include "geo/evaluate/TileJobs.h"

namespace tanhui {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::vector<StratumPart> partsOf(const TileStrata& tile, std::size_t cell) {
  const StratumId whole = tile.cell[cell];
  if (whole == kOutsideCell) return {};
  if (whole != kMixedCell) return {{whole, 1}};
  const auto found = std::lower_bound(tile.mixed.begin(), tile.mixed.end(), cell);
  const auto i = static_cast<std::size_t>(found - tile.mixed.begin());
  return {tile.parts.begin() + tile.begin[i], tile.parts.begin() + tile.begin[i + 1]};
}

class Sampler {
 public:
  Sampler(const Model& model, std::span<const StratumCarbon> carbon, const SampleLattice& lattice)
      : model_(model), carbon_(carbon), lattice_(lattice) {
    land_.stock.assign(lattice.size(), kNothing);
    land_.flux.assign(lattice.size(), kNothing);
    land_.landClass.resize(lattice.size());
  }

  /// Each place of the lattice lies in one tile, so that threads never meet.
  void take(const TileStrata& tile) {
    const Window& window = tile.window;
    for (auto row = lattice_.firstFrom(window.row); row < lattice_.rows(); ++row) {
      const std::int64_t tileRow = lattice_.gridRow(row) - window.row;
      if (tileRow >= window.rows) break;
      for (auto col = lattice_.firstFrom(window.col); col < lattice_.cols(); ++col) {
        const std::int64_t tileCol = lattice_.gridCol(col) - window.col;
        if (tileCol >= window.cols) break;
        takeCell(partsOf(tile, static_cast<std::size_t>(tileRow * window.cols + tileCol)), lattice_.place(col, row));
      }
    }
  }

  LandAtPoints result() && { return std::move(land_); }

 private:
  void takeCell(const std::vector<StratumPart>& parts, std::size_t place) {
    double mapped = 0, stock = 0, flux = 0;
    std::map<std::string_view, double> shares;
    for (const StratumPart& part : parts) {
      const std::string& landClass = model_.strata[part.stratum].classKey;
      if (landClass == model_.strata[kUnmapped].classKey) continue;
      const Carbon& carbon = carbon_[part.stratum].value;
      mapped += part.fraction;
      stock += part.fraction * carbon.total();
      flux += part.fraction * carbon.flux();
      shares[landClass] += part.fraction;
    }
    if (!(mapped > 0)) return;
    land_.stock[place] = stock / mapped;
    land_.flux[place] = flux / mapped;
    const auto smaller = [](const auto& a, const auto& b) { return a.second < b.second; };
    land_.landClass[place] = std::max_element(shares.begin(), shares.end(), smaller)->first;
  }

  const Model& model_;
  std::span<const StratumCarbon> carbon_;
  const SampleLattice& lattice_;
  LandAtPoints land_;
};

}  // namespace

LandAtPoints landAtPoints(const Model& model, std::span<const StratumCarbon> carbon, const SampleLattice& lattice,
                          int threads, const StopFlag& stop) {
  Sampler sampler(model, carbon, lattice);
  const TilePainter painter = [&](const TileStrata& tile) {
    sampler.take(tile);
    return std::vector<CogWriter::Block>();
  };
  evaluateTiles(
      {model, {Tiling(model.grid).all()}, threads}, painter, [](std::vector<TileResult>) {}, stop);
  return std::move(sampler).result();
}

}  // namespace tanhui
