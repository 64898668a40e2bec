#pragma once

#include <optional>
#include <vector>

#include "geo/landclass/Stratum.h"
#include "geo/model/MeasuredLayers.h"

namespace tanhui {

/// What was measured somewhere, of the living carbon or of the soil.
struct MeasuredPlace {
  double share = 1;                    ///< of the place
  std::optional<std::uint8_t> source;  ///< none: there the factors hold
  double value = 0, se = 0;            ///< tC/ha
};

/// A share of land that is of a stratum.
struct AnchorShare {
  StratumId stratum;
  double share;
};

/// Land of a measured figure as a mixture of a few strata.
///
/// A figure of its own in every cell would make every cell a stratum. But the account of a hectare is linear in what
/// was measured on it, and so a hectare with v is one mixed of two hectares with the lowest and the highest value of
/// the raster, in the shares that give v: its stock, its error, its years and its share of any sum are theirs. These
/// two are strata like others, the anchors; their areas carry the area-weighted sum of the figures (see measuredMeans),
/// and whatever adds up strata is exact. Of soil, which a change of use leads along bends (Eq 2.25 within limits),
/// there are three anchors, and a figure is mixed of the two beside it. With a band of standard errors each of them is
/// there without an error and with the highest.
class MeasuredStrata {
 public:
  MeasuredStrata() = default;
  /// At most 250 layers. Without anchors as yet: it is empty().
  explicit MeasuredStrata(std::vector<MeasuredLayer> layers) : layers_(std::move(layers)) {}

  /// Adds the anchors of every mapped stratum to the table, which must hold all others.
  void anchor(StratumTable& strata);

  bool empty() const { return blocks_.empty(); }
  const std::vector<MeasuredLayer>& layers() const { return layers_; }

  /// Appends what a place of a stratum is mixed of where these figures hold; shares sum to 1, all 0 or more.
  void mix(StratumId stratum, const MeasuredPlace& vegetation, const MeasuredPlace& soil,
           std::vector<AnchorShare>& out) const;

 private:
  /// A source of living carbon (or none) with one of soil (or none): its anchors for each stratum that has some follow
  /// each other, those of the soil faster.
  struct Block {
    StratumId first = 0;
    std::size_t vegetation = 1, soil = 1;  ///< anchors
  };
  Block& block(std::size_t vegetation, std::size_t soil) { return blocks_[vegetation * (layers_.size() + 1) + soil]; }
  const Block& block(const MeasuredPlace& vegetation, const MeasuredPlace& soil) const;
  void addBlock(StratumTable& strata, std::size_t vegetation, std::size_t soil);

  std::vector<MeasuredLayer> layers_;
  std::vector<std::vector<MeasuredFigure>> anchors_;  ///< by layer, as weightsOf() has them; at last one of no figure
  std::vector<StratumId> mapped_;                     ///< the strata that have anchors
  std::vector<std::uint32_t> number_;                 ///< of a stratum among these; kNone: it has none
  std::vector<Block> blocks_;
};

}  // namespace tanhui
