#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "geo/coverage/Overlay.h"
#include "geo/evaluate/MeasuredCells.h"
#include "geo/evaluate/RasterAreas.h"
#include "geo/evaluate/RasterStack.h"
#include "geo/grid/CellArea.h"
#include "geo/landclass/Ledger.h"
#include "geo/model/Model.h"

namespace tanhui {

class FeatureIndex;

/// Values of TileStrata::cell beside stratum ids.
constexpr StratumId kMixedCell = 0xFFFFFFFFu;    ///< several strata, or one that does not fill the cell
constexpr StratumId kOutsideCell = 0xFFFFFFFEu;  ///< outside the region

struct StratumPart {
  StratumId stratum;
  double fraction;  ///< of the cell
};

/// The strata of the cells of a window.
struct TileStrata {
  Window window;
  std::vector<StratumId> cell;       ///< row-major: the stratum that fills the cell, kMixedCell or kOutsideCell
  std::vector<std::uint32_t> mixed;  ///< the mixed cells, ascending
  std::vector<std::uint32_t> begin;  ///< the parts of mixed[i] are parts[begin[i]] .. parts[begin[i + 1] - 1]
  std::vector<StratumPart> parts;    ///< strata ascending and distinct inside a cell
};

/// Overlap inside one land layer: the later feature did not count there.
struct LayerOverlap {
  std::uint32_t layer;          ///< index in Model::layers
  std::uint32_t first, second;  ///< features of that layer
  double areaHa;
};

/// A raster value that no class was given for.
struct UnknownValue {
  std::uint32_t layer;  ///< index in Model::layers, and on into Model::earlier
  std::int32_t value;
  double areaHa;
};

/// Ground on which two interventions of one scenario and year meet, or polygons of one with values of their own.
struct InterventionConflict {
  std::uint32_t holds, givesWay;  ///< indexes in Model::interventions
  double areaHa;
};

/// What area = "record" adds to the ground of a zone, in its lines of the ledger.
struct ZoneScaling {
  std::uint32_t zone;  ///< as in the ledger
  double areaHa;
};

/// What adds up over tiles.
struct TileSums {
  std::vector<LedgerLine> ledger;       ///< by zone, then stratum; the whole region last
  std::vector<double> coveredCells;     ///< per overlay layer: cells covered in the window, before stacking
  std::vector<double> pixelCells;       ///< of the rasters among them: the same by each pixel's own area; else 0
  double stackedCells = 0;              ///< all parts, gaps included
  std::vector<double> outsideZonesHa;   ///< per zone layer: ground of the region in no zone of it
  std::vector<double> repeatedZonesHa;  ///< per zone layer: ground that counts once more because zones overlap
  std::vector<LayerOverlap> overlaps;
  std::vector<UnknownValue> unknown;            ///< by layer, then value
  std::vector<InterventionConflict> conflicts;  ///< ascending
  std::vector<ZoneScaling> scaling;             ///< by zone, those that have any
};

/// What a layer of the overlay is to a model. The last three all have the overlay's role `zone`: they lie over the land
/// without taking any.
enum class SourceKind : std::uint8_t { region, land, zone, earlierLand, intervention };

/// A layer of a model with a geometry of its own: polygons, or a class raster that does not lie on the grid.
struct OverlaySource {
  SourceKind kind;
  std::uint32_t index;                    ///< in Model::layers, zones, earlier or interventions; 0 for the region
  const VectorLayer* polygons = nullptr;  ///< one of the two
  const LandLayer* raster = nullptr;

  OverlayRole role() const {
    return kind == SourceKind::region ? OverlayRole::region
           : kind == SourceKind::land ? OverlayRole::land
                                      : OverlayRole::zone;
  }
};
/// In the order in which they enter the overlay: the region if there is one, the land layers, the zone layers, the
/// earlier land, the interventions. Without `rasters`, only polygons.
std::vector<OverlaySource> overlaySources(const Model& model, bool rasters = true);

/// Where a part of a cell came from, for `explain`: a feature of a polygon layer (one entry for each of its strata), or
/// a raster layer.
struct PartOrigin {
  std::uint32_t layer;    ///< index in Model::layers; kNoOwner for unmapped
  std::uint32_t feature;  ///< kNoOwner for a raster
  StratumId stratum;      ///< of the layer, without past and interventions
  double fraction;
};

/// Evaluates windows of a model on one thread: the thread's raster handles and scratch space live here. What it gives
/// is a pure function of model, grid and window. Model and area must outlive it.
///
/// Where the model has interventions or earlier land, a part's stratum is the combination (Model::combined). All is
/// exact, in boundary cells too: a class raster on the grid fills whole cells, any other has its pixels' own shape.
/// Land on which something was measured is a mixture of anchors (Model::measured): its cells are mixed ones.
class Evaluator {
 public:
  /// On the model's own grid. `area` is of that grid. Evaluators of one model may share an `index` of it; without one
  /// they make their own.
  Evaluator(const Model& model, const CellArea& area, std::shared_ptr<const FeatureIndex> index = nullptr);

  /// On another grid of the same CRS (a coarser one, for the screen) it draws a picture: polygons are as exact as on
  /// the model's own, since cells are never sampled; what a raster holds in a cell is spread evenly over the parts that
  /// polygons leave of it, so it blurs with the cell. No figure may come from a picture of a model that has rasters.
  /// Nothing counts beyond the model's own grid. `area` is of `grid`; where a cell is covered in part, its ground area
  /// is taken in proportion to the map (a ten-millionth off in cells of a few hundred metres). Throws Error for a grid
  /// in another CRS.
  ///
  /// `combine` numbers combinations of land, what it was before and interventions in place of Model::combined: see
  /// withHistories.
  using Combine = std::function<StratumId(StratumId, StratumId, InterventionSetId)>;
  Evaluator(const Model& model, const Grid& grid, const CellArea& area,
            std::shared_ptr<const FeatureIndex> index = nullptr, Combine combine = {});

  /// strata() and sums() are valid until the next call. Throws Error (kind work) when a raster block cannot be read.
  void evaluate(const Window& window);
  const TileStrata& strata() const { return strata_; }
  const TileSums& sums() const { return sums_; }

  /// Of the last window: where its parts came from (kept only for windows of one cell) and the zones that hold it.
  const std::vector<PartOrigin>& origins() const { return origins_; }
  std::vector<std::uint32_t> zonesOfWindow() const;

 private:
  static constexpr double kFull = 1 - 1e-12;  ///< of a cell: all but what rounding takes

  /// What of a layer meets the block.
  struct Selection {
    std::vector<const MultiPolygon*> shapes;
    std::vector<std::uint32_t> features;  ///< index of shapes[i] in the layer
    std::unique_ptr<RasterAreas> raster;  ///< in place of both
  };
  /// A value of a raster of Model::earlier that no class was given for.
  struct UnknownBefore {
    std::uint32_t layer;  ///< index in Model::earlier
    std::int32_t value;
  };
  /// What lay there at one date, as far as layers with a shape tell.
  struct DateLand {
    std::uint32_t layer = kNoOwner;     ///< index in Model::earlier of the one that covers it
    StratumMix mix = {{kUnmapped, 1}};  ///< by that layer
    std::optional<std::int32_t> unknown;
  };
  /// What lies over the land in a zone set, beside zones.
  struct Overlying {
    InterventionSetId interventions = kNoInterventions;  ///< in effect
    std::vector<DateLand> dates;                         ///< one for each of Model::dates
    bool underRasters = false;                           ///< at some date a raster on the grid comes before it
    // Where none does:
    StratumMix past = {{kUnknownBefore, 1}};
    std::vector<UnknownBefore> unknown;
  };
  /// The land of a part as the overlay has it.
  struct Owner {
    std::uint32_t layer = kNoOwner;  ///< index in Model::layers
    RasterLand land{kUnmapped, std::nullopt};
    std::span<const StratumShare> mix = {};  ///< where the land is of several strata
    double areaScale = 1;                    ///< LandLayer::areaScale
  };
  /// A share of a part that is one thing today, as far as polygons tell, and has one past.
  struct LandPart : OverlayPart {
    StratumId before;
    double areaScale = 1;  ///< of the land of today
  };

  void startWindow(const Window& window);
  std::int64_t pixelsIn(const Window& block) const;
  void evaluateBlock(const Window& block);
  void select(const Window& block);
  RasterLand landOf(const OverlayFeatureRef& ref) const;
  std::span<const StratumShare> mixOf(const OverlayFeatureRef& ref) const;
  Owner ownerOf(const OverlayFeatureRef& ref) const;
  Overlying overlying(std::span<const OverlayFeatureRef> refs) const;
  std::vector<std::uint32_t> changesOver(std::span<const OverlayFeatureRef> refs) const;
  void layOver();
  void addDates(std::span<const OverlayFeatureRef> refs, Overlying& over) const;
  void takePart(const OverlayPart& part);
  void takeUnderRasters(const OverlayPart& part, const Owner& owner, const Overlying& over);
  int samePast(const OverlayPart& part, int col) const;
  void readPast(const Overlying& over, std::size_t cell);
  void readDate(std::size_t date, const DateLand& land, std::size_t cell);
  void addUnknown(std::uint32_t layer, const std::optional<std::int32_t>& value);
  void layOverPast();
  void takePast(const OverlayPart& part, const Owner& owner, std::span<const StratumShare> past);
  void addOrigins(const Owner& owner, std::uint32_t feature, double fraction);
  void takeMixed(const OverlayPart& part, Owner owner, std::span<const StratumShare> past);
  void takeLand(const LandPart& part, const Owner& owner);
  void takeFilled(const LandPart& part, const Owner& owner);
  void takeRasterRun(const LandPart& part, const Owner& owner);
  void takeCell(const LandPart& part, int col, const Owner& owner);
  void fill(const LandPart& part, int colBegin, int colEnd, StratumId now);
  void fillRun(const LandPart& part, int colBegin, int colEnd, StratumId stratum);
  void addPart(const LandPart& part, int col, StratumId now, double fraction);
  void addPiece(const LandPart& part, int col, StratumId stratum, double fraction);
  void fillPlain(const LandPart& part, int colBegin, int colEnd, StratumId stratum);
  void addMeasuredRun(const LandPart& part, int colBegin, int colEnd, StratumId stratum);
  void put(const LandPart& part, int col, StratumId stratum, double fraction);
  std::size_t cellOf(const OverlayPart& part, int col) const;
  StratumId combined(StratumId now, StratumId before, InterventionSetId planned) const;
  StratumId combined(const LandPart& part, StratumId now) const;
  void book(const LandPart& part, StratumId stratum, double areaHa);
  void startRow(int row);
  double runArea(int colBegin, int colEnd) const;
  void noteUnknown(std::uint32_t layer, const std::optional<std::int32_t>& value, double areaHa);
  void noteUnknownBefore(std::span<const UnknownBefore> unknown, double areaHa);
  std::span<const OverlayPart> wholeWindow(const Window& window);
  void settleBlock();
  void settleScaling();
  void settleOverlay();
  void finishCells();
  void finishSums();

  const Model& model_;
  const Grid grid_;
  const CellArea& area_;
  const bool picture_;                         ///< not on the model's own grid
  std::shared_ptr<const VectorLayer> extent_;  ///< of the model, where it bounds what counts on another grid
  std::vector<OverlaySource> sources_;
  std::shared_ptr<const FeatureIndex> index_;
  std::vector<Selection> selections_;
  RasterStack rasters_;
  std::vector<RasterStack> earlierRasters_;  ///< by date
  const bool pastInRuns_;                    ///< of cells of the same values
  MeasuredCells measured_;
  std::vector<RasterShare> shares_, earlierShares_;
  const Combine combine_;
  const bool layered_;                ///< something lies over the land beside zones
  std::vector<Overlying> overlying_;  ///< by zone set
  /// Interventions that meet there, (holds, gives way): by zone set, those that have any.
  std::unordered_map<std::uint64_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> conflicts_;
  Overlay overlay_;
  const OverlayResult* overlaid_ = nullptr;
  std::vector<OverlayPart> wholeParts_;
  std::vector<SharePair> pairs_;
  StratumMix date_, past_;  // of the cell: at one date, and at all
  std::vector<UnknownBefore> unknownPast_;

  TileStrata strata_;
  TileSums sums_;
  std::vector<PartOrigin> origins_;

  struct PendingPart {
    std::uint32_t cell;
    StratumPart part;
  };
  std::vector<PendingPart> pending_;
  int row_ = -1;
  std::vector<double> rowArea_, areaBefore_;            // of the row: ha per cell, and their running sum
  std::vector<double> plainBookings_;                   // by stratum: ha in no zone
  std::vector<StratumId> plainStrata_;                  // the strata of plainBookings_ that are in use
  std::unordered_map<std::uint64_t, double> bookings_;  // by (zone set, stratum): ha
  std::map<std::uint32_t, double> scalings_;            // by zone set: ha beyond the ground
  // Of the blocks so far.
  Ledger ledger_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> conflictsHa_;
  std::map<std::pair<std::uint32_t, std::int32_t>, double> unknownHa_;  // by (layer, value)
  std::map<std::uint32_t, double> scalingHa_;                           // by zone
};

}  // namespace tanhui
