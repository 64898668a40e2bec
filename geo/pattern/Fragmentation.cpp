#include "geo/pattern/Fragmentation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/pattern/Regions.h"

namespace tanhui {
namespace {

constexpr double kSquareMetres = 10000;  // of a hectare

/// What a patch is: its ground, its cells and how many of their sides lie at its rim.
struct PatchSize {
  double areaHa = 0;
  std::int64_t cells = 0, rim = 0;
};

class Surveyor {
 public:
  Surveyor(const GroundMask& ground, const MaskPlace& place, Connectivity connectivity)
      : ground_(ground),
        place_(place),
        regions_(
            ground.cols, ground.rows,
            [&](int row, std::uint8_t* values) {
              for (int col = 0; col < ground.cols; ++col) values[col] = foreground(row, col) ? 1 : 0;
            },
            connectivity, dual(connectivity)),
        patches_(regions_.count()) {
    for (int row = 0; row < ground.rows; ++row) surveyRow(row);
  }

  Fragmentation result() const;

 private:
  Ground at(int row, int col) const {
    const bool inside = row >= 0 && row < ground_.rows && col >= 0 && col < ground_.cols;
    return inside ? ground_.at(row, col) : Ground::nodata;
  }
  bool foreground(int row, int col) const { return at(row, col) == Ground::foreground; }

  void surveyRow(int row) {
    std::vector<double> areas(static_cast<std::size_t>(ground_.cols));
    place_.size.areas(place_.row + row, place_.col, areas);
    const double aspect = place_.size.aspect(place_.row + row);
    regions_.eachRun(row, [&](int begin, int end, std::size_t region) {
      for (int col = begin; col < end; ++col) {
        const double area = areas[static_cast<std::size_t>(col)];
        if (at(row, col) != Ground::nodata) known_ += 1, knownHa_ += area;
        if (regions_.value(region) == 0) continue;
        patches_[region].areaHa += area;
        patches_[region].cells += 1;
        const double width = std::sqrt(area * kSquareMetres / aspect);
        surveySides(row, col, width, width * aspect, patches_[region]);
      }
    });
  }

  void surveySides(int row, int col, double width, double height, PatchSize& patch) {
    const auto side = [&](int r, int c, double length) {
      if (foreground(r, c)) {
        joined_ += 1;  // from both cells
        return;
      }
      patch.rim += 1;
      if (at(r, c) == Ground::background) edgeM_ += length;
    };
    side(row - 1, col, width), side(row + 1, col, width);
    side(row, col - 1, height), side(row, col + 1, height);
  }

  const GroundMask& ground_;
  MaskPlace place_;
  Regions regions_;
  std::vector<PatchSize> patches_;  // by region; of those of the background nothing
  double knownHa_ = 0, edgeM_ = 0;
  std::int64_t known_ = 0, joined_ = 0;
};

/// The most sides that n cells can share: those of a square and what is put around it (He, DeZonia and Mladenoff 2000,
/// Landscape Ecology 15: 591-601).
double mostJoined(std::int64_t cells) {
  auto side = static_cast<std::int64_t>(std::sqrt(static_cast<double>(cells)));
  const std::int64_t rest = cells - side * side, square = 2 * side * (side - 1);
  return static_cast<double>(rest == 0 ? square : rest <= side ? square + 2 * rest - 1 : square + 2 * rest - 2);
}

double ratio(double above, double below) {
  return below > 0 ? above / below : std::numeric_limits<double>::quiet_NaN();
}

Fragmentation Surveyor::result() const {
  Fragmentation result;
  double squares = 0, largest = 0, rim = 0, rimRoots = 0;
  std::int64_t cells = 0;
  for (const PatchSize& patch : patches_) {
    if (patch.cells == 0) continue;
    result.patches += 1;
    result.foregroundHa += patch.areaHa;
    squares += patch.areaHa * patch.areaHa;
    largest = std::max(largest, patch.areaHa);
    cells += patch.cells;
    rim += static_cast<double>(patch.rim);
    rimRoots += static_cast<double>(patch.rim) * std::sqrt(static_cast<double>(patch.cells));
  }
  const double whole = knownHa_;
  result.landscapeHa = whole;
  result.patchDensity = ratio(100 * static_cast<double>(result.patches), whole);
  result.largestPatch = ratio(100 * largest, whole);
  result.edgeDensity = ratio(edgeM_, whole);
  result.meshHa = ratio(squares, whole);
  result.division = 1 - ratio(squares, whole * whole);
  result.split = ratio(whole * whole, squares);
  result.aggregation = ratio(100 * static_cast<double>(joined_) / 2, mostJoined(cells));
  result.cohesion = 100 * ratio(1 - ratio(rim, rimRoots), 1 - ratio(1, std::sqrt(static_cast<double>(known_))));
  result.coherence = 100 * ratio(squares, result.foregroundHa * result.foregroundHa);
  return result;
}

}  // namespace

std::vector<FragmentationIndex> indicesOf(const Fragmentation& f) {
  return {{"landscape", "ha", f.landscapeHa},
          {"foreground", "ha", f.foregroundHa},
          {"NP", "", static_cast<double>(f.patches)},
          {"PD", "1/100 ha", f.patchDensity},
          {"LPI", "%", f.largestPatch},
          {"ED", "m/ha", f.edgeDensity},
          {"MESH", "ha", f.meshHa},
          {"DIVISION", "", f.division},
          {"SPLIT", "", f.split},
          {"AI", "%", f.aggregation},
          {"COHESION", "%", f.cohesion},
          {"COHERENCE", "%", f.coherence}};
}

Fragmentation fragmentationOf(const GroundMask& ground, const MaskPlace& place, Connectivity connectivity) {
  return Surveyor(ground, place, connectivity).result();
}

}  // namespace tanhui
