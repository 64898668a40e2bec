#include "geo/evaluate/Evaluate.h"

#include <algorithm>
#include <stdexcept>

#include "geo/evaluate/FeatureIndex.h"
#include "geo/model/GridChoice.h"

namespace tanhui {
namespace {

/// Pixels of rasters off the grid that are taken at once: bounds the memory of a window whose pixels are far finer than
/// its cells.
constexpr std::int64_t kPixelsAtOnce = std::int64_t{1} << 19;

std::vector<OverlaySource> sourcesWithin(const Model& model, const VectorLayer* extent, bool rasters) {
  std::vector<OverlaySource> sources = overlaySources(model, rasters);
  if (extent != nullptr) sources.insert(sources.begin(), {.kind = SourceKind::region, .index = 0, .polygons = extent});
  return sources;
}

std::vector<RasterStack> stacksOf(const Model& model, const Grid& grid, bool picture) {
  std::vector<RasterStack> stacks;
  for (const LandDate& date : model.dates)
    stacks.emplace_back(model.earlier, grid, picture, [&](std::uint32_t i) { return date.find(i) != nullptr; });
  return stacks;
}

}  // namespace

std::vector<OverlaySource> overlaySources(const Model& model, bool rasters) {
  std::vector<OverlaySource> sources;
  const auto addPolygons = [&](SourceKind kind, std::size_t index, const VectorLayer& polygons) {
    sources.push_back({.kind = kind, .index = static_cast<std::uint32_t>(index), .polygons = &polygons});
  };
  const auto addLand = [&](SourceKind kind, const std::vector<LandLayer>& layers) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      if (!layers[i].isRaster()) {
        addPolygons(kind, i, layers[i].polygons);
      } else if (rasters && !sameCells(layers[i].rasterGrid, model.grid)) {
        sources.push_back({.kind = kind, .index = static_cast<std::uint32_t>(i), .raster = &layers[i]});
      }
    }
  };
  if (!model.region.shapes.empty()) addPolygons(SourceKind::region, 0, model.region);
  addLand(SourceKind::land, model.layers);
  for (std::size_t i = 0; i < model.zones.size(); ++i) addPolygons(SourceKind::zone, i, model.zones[i].polygons);
  addLand(SourceKind::earlierLand, model.earlier);
  for (std::size_t i = 0; i < model.interventions.size(); ++i)
    addPolygons(SourceKind::intervention, i, model.interventions[i].polygons);
  return sources;
}

Evaluator::Evaluator(const Model& model, const CellArea& area, std::shared_ptr<const FeatureIndex> index)
    : Evaluator(model, model.grid, area, std::move(index)) {}

Evaluator::Evaluator(const Model& model, const Grid& grid, const CellArea& area,
                     std::shared_ptr<const FeatureIndex> index, Combine combine)
    : model_(model),
      grid_(grid),
      area_(area),
      picture_(!grid.sameAs(model.grid)),
      extent_(model.region.shapes.empty() && !model.grid.box().holds(grid.box())
                  ? std::make_shared<const VectorLayer>(boxRegion(model.grid.box()))
                  : nullptr),
      sources_(sourcesWithin(model, extent_.get(), !picture_)),
      index_(index ? std::move(index) : std::make_shared<const FeatureIndex>(model)),
      selections_(sources_.size()),
      rasters_(model.layers, grid, picture_),
      earlierRasters_(stacksOf(model, grid, picture_)),
      pastInRuns_(std::ranges::all_of(earlierRasters_,
                                      [](const RasterStack& stack) { return stack.empty() || stack.simple(); })),
      measured_(model.measured, grid),
      combine_(std::move(combine)),
      layered_(!model.earlier.empty() || !model.interventions.empty()),
      plainBookings_(model.strata.size(), 0.0) {
  if (!grid.crs.sameAs(model.grid.crs))
    throw Error("grid", say("evaluate.other_crs", grid.crs.name(), model.grid.crs.name()),
                say("evaluate.other_crs.remedy"));
  if (!combine_ && model.dates.size() > 1 && model.combined.size() == 0)
    throw std::logic_error("Evaluator: a model of several dates without its histories");
  for (std::size_t i = 0; i < sources_.size(); ++i)
    if (sources_[i].raster != nullptr)
      selections_[i].raster = std::make_unique<RasterAreas>(*sources_[i].raster, grid_);
}

void Evaluator::evaluate(const Window& window) {
  startWindow(window);
  rasters_.read(window);
  for (RasterStack& stack : earlierRasters_) stack.read(window);
  measured_.read(window);
  evaluateBlock(window);
  finishCells();
  finishSums();
}

/// How many pixels the hungriest raster off the grid needs for a block.
std::int64_t Evaluator::pixelsIn(const Window& block) const {
  std::int64_t most = 0;
  for (const Selection& selection : selections_)
    if (selection.raster) most = std::max(most, selection.raster->pixelsIn(block));
  return most;
}

/// A part of the window, in halves where that bounds the memory: the parts of a cell are the same in any block.
void Evaluator::evaluateBlock(const Window& block) {
  if (block.cells() > 1 && pixelsIn(block) > kPixelsAtOnce) {
    Window first = block, second = block;
    if (block.cols > block.rows) {
      first.cols /= 2, second.cols -= first.cols, second.col += first.cols;
    } else {
      first.rows /= 2, second.rows -= first.rows, second.row += first.rows;
    }
    evaluateBlock(first);
    evaluateBlock(second);
    return;
  }
  select(block);
  layOver();
  const int right = static_cast<int>(block.col - strata_.window.col),
            down = static_cast<int>(block.row - strata_.window.row);
  for (OverlayPart part : overlaid_ == nullptr ? wholeWindow(block) : std::span<const OverlayPart>(overlaid_->parts)) {
    part.row += down, part.colBegin += right, part.colEnd += right;
    takePart(part);
  }
  settleBlock();
}

void Evaluator::startWindow(const Window& window) {
  strata_.window = window;
  strata_.cell.assign(static_cast<std::size_t>(window.cells()), kOutsideCell);
  strata_.mixed.clear();
  strata_.parts.clear();
  strata_.begin.clear();
  sums_ = {};
  origins_.clear();
  pending_.clear();
  ledger_ = {};
  conflictsHa_.clear();
  unknownHa_.clear();
  scalingHa_.clear();
  sums_.coveredCells.assign(sources_.size(), 0);
  sums_.pixelCells.assign(sources_.size(), 0);
  sums_.outsideZonesHa.assign(model_.zones.size(), 0);
  sums_.repeatedZonesHa.assign(model_.zones.size(), 0);
  rowArea_.resize(static_cast<std::size_t>(window.cols));
  areaBefore_.resize(static_cast<std::size_t>(window.cols) + 1);
  row_ = -1;
}

/// Finds what meets the block and overlays it.
void Evaluator::select(const Window& block) {
  overlaid_ = nullptr;
  if (sources_.empty()) return;
  const Box box = grid_.box(block);
  std::vector<OverlayLayer> layers;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Selection& selection = selections_[i];
    if (selection.raster) {
      selection.raster->read(block);
      layers.push_back({.role = sources_[i].role(), .features = {}, .mosaic = &selection.raster->mosaic()});
      continue;
    }
    const VectorLayer& polygons = *sources_[i].polygons;
    index_->find(polygons, box, selection.features);
    selection.shapes.clear();
    for (const std::uint32_t feature : selection.features) selection.shapes.push_back(&polygons.shapes[feature]);
    layers.push_back({.role = sources_[i].role(), .features = selection.shapes});
  }
  overlaid_ = &overlay_(layers, grid_, block);
}

/// What a feature of a land layer of either date is.
RasterLand Evaluator::landOf(const OverlayFeatureRef& ref) const {
  const OverlaySource& source = sources_[ref.layer];
  const Selection& selection = selections_[ref.layer];
  if (selection.raster) return selection.raster->landOf(ref.feature);
  const std::vector<LandLayer>& layers = source.kind == SourceKind::land ? model_.layers : model_.earlier;
  return {layers[source.index].strata[selection.features[ref.feature]], std::nullopt};
}

std::span<const StratumShare> Evaluator::mixOf(const OverlayFeatureRef& ref) const {
  const OverlaySource& source = sources_[ref.layer];
  if (source.raster != nullptr) return {};
  const std::vector<LandLayer>& layers = source.kind == SourceKind::land ? model_.layers : model_.earlier;
  return layers[source.index].mixOf(selections_[ref.layer].features[ref.feature]);
}

Evaluator::Owner Evaluator::ownerOf(const OverlayFeatureRef& ref) const {
  const OverlaySource& source = sources_[ref.layer];
  Owner owner{source.index, landOf(ref), mixOf(ref)};
  if (source.raster == nullptr)
    owner.areaScale = model_.layers[source.index].scaleOf(selections_[ref.layer].features[ref.feature]);
  return owner;
}

/// Finds once for each zone set what lies over the land there.
void Evaluator::layOver() {
  if (!layered_) return;
  overlying_.clear();
  conflicts_.clear();
  static const std::vector<std::vector<OverlayFeatureRef>> kNothing(1);
  for (const std::vector<OverlayFeatureRef>& refs : overlaid_ == nullptr ? kNothing : overlaid_->zoneSets) {
    Overlying over = overlying(refs);
    if (!over.dates.empty() && !over.underRasters) {
      readPast(over, 0);
      over.past = past_;
      over.unknown = unknownPast_;
    }
    if (const std::vector<std::uint32_t> changes = changesOver(refs); !changes.empty()) {
      PlaceOfChanges place = changesInEffect(model_.plan, changes);
      over.interventions = model_.plan.sets.find(place.inEffect);
      if (!place.conflicts.empty()) conflicts_[overlying_.size()] = std::move(place.conflicts);
    }
    overlying_.push_back(std::move(over));
  }
}

/// The planned changes that cover a place, by intervention and feature.
std::vector<std::uint32_t> Evaluator::changesOver(std::span<const OverlayFeatureRef> refs) const {
  std::vector<std::uint32_t> changes;
  for (const OverlayFeatureRef& ref : refs) {
    const OverlaySource& source = sources_[ref.layer];
    if (source.kind != SourceKind::intervention) continue;
    changes.push_back(model_.interventions[source.index].changes[selections_[ref.layer].features[ref.feature]]);
  }
  return changes;
}

Evaluator::Overlying Evaluator::overlying(std::span<const OverlayFeatureRef> refs) const {
  Overlying over;
  addDates(refs, over);
  return over;
}

/// Without polygons, every row of the window is one part that nobody owns.
std::span<const OverlayPart> Evaluator::wholeWindow(const Window& window) {
  wholeParts_.clear();
  for (int row = 0; row < window.rows; ++row) wholeParts_.push_back({row, 0, window.cols, kNoOwner, kNoOwner, 0, 1.0});
  return wholeParts_;
}

void Evaluator::startRow(int row) {
  if (row == row_) return;
  row_ = row;
  area_.row(strata_.window, row, rowArea_);
  double sum = 0;
  for (std::size_t i = 0; i < rowArea_.size(); ++i) areaBefore_[i] = sum, sum += rowArea_[i];
  areaBefore_.back() = sum;
}

double Evaluator::runArea(int colBegin, int colEnd) const {
  if (colEnd == colBegin + 1) return rowArea_[static_cast<std::size_t>(colBegin)];
  return areaBefore_[static_cast<std::size_t>(colEnd)] - areaBefore_[static_cast<std::size_t>(colBegin)];
}

void Evaluator::takePart(const OverlayPart& part) {
  startRow(part.row);
  sums_.stackedCells += part.fraction * (part.colEnd - part.colBegin);
  Owner owner;
  if (part.ownerLayer != kNoOwner) {
    const Selection& selection = selections_[part.ownerLayer];
    owner = ownerOf({part.ownerLayer, part.ownerFeature});
    if (strata_.cell.size() == 1)
      addOrigins(owner, selection.raster ? kNoOwner : selection.features[part.ownerFeature], part.fraction);
  }
  static constexpr StratumShare kNobodyTold{kUnknownBefore, 1};
  if (!layered_) return takePast(part, owner, {&kNobodyTold, 1});
  const Overlying& over = overlying_[part.zoneSet];
  if (over.underRasters) return takeUnderRasters(part, owner, over);
  noteUnknownBefore(over.unknown, part.fraction * runArea(part.colBegin, part.colEnd));
  takePast(part, owner, over.past);
}

/// Land with its past: shares that have one each.
void Evaluator::takePast(const OverlayPart& part, const Owner& owner, std::span<const StratumShare> past) {
  if (!owner.mix.empty() || past.size() > 1) return takeMixed(part, owner, past);
  takeLand({part, past[0].stratum, owner.areaScale}, owner);
}

/// Land of several strata, today or earlier: each pair of them takes its share of the part wherever the part goes, so
/// that cells, zones, layers above and interventions cut all alike.
void Evaluator::takeMixed(const OverlayPart& part, Owner owner, std::span<const StratumShare> past) {
  const StratumShare now{owner.land.stratum, 1};
  pairShares(owner.mix.empty() ? std::span(&now, 1) : owner.mix, past, model_.strata, pairs_);
  for (const SharePair& pair : pairs_) {
    LandPart share{part, pair.before, owner.areaScale};
    share.fraction *= pair.share;
    owner.land.stratum = pair.now;
    takeLand(share, owner);
  }
}

void Evaluator::addOrigins(const Owner& owner, std::uint32_t feature, double fraction) {
  if (owner.mix.empty()) origins_.push_back({owner.layer, feature, owner.land.stratum, fraction});
  for (const StratumShare& part : owner.mix)
    origins_.push_back({owner.layer, feature, part.stratum, part.share * fraction});
}

void Evaluator::takeLand(const LandPart& part, const Owner& owner) {
  if (!rasters_.before(owner.layer)) return takeFilled(part, owner);
  if (part.fraction >= kFull && rasters_.simple()) return takeRasterRun(part, owner);
  for (int col = part.colBegin; col < part.colEnd; ++col) takeCell(part, col, owner);
}

/// A part that one stratum fills.
void Evaluator::takeFilled(const LandPart& part, const Owner& owner) {
  noteUnknown(owner.layer, owner.land.unknown, part.fraction * runArea(part.colBegin, part.colEnd));
  if (part.fraction < kFull) {
    for (int col = part.colBegin; col < part.colEnd; ++col) addPart(part, col, owner.land.stratum, part.fraction);
    return;
  }
  fill(part, part.colBegin, part.colEnd, owner.land.stratum);
}

/// Whole cells under the only raster, on its own grid: cell by cell, in runs of one value.
void Evaluator::takeRasterRun(const LandPart& part, const Owner& owner) {
  const std::int32_t* values = rasters_.values().data() + cellOf(part, 0);
  for (int col = part.colBegin; col < part.colEnd;) {
    int end = col + 1;
    while (end < part.colEnd && values[end] == values[col]) ++end;
    const RasterShare share = rasters_.of(values[col], owner.land.stratum);
    noteUnknown(share.layer == kNoOwner ? owner.layer : share.layer,
                share.layer == kNoOwner ? owner.land.unknown : share.unknown, runArea(col, end));
    if (strata_.cell.size() == 1 && share.layer != kNoOwner)
      origins_.push_back({share.layer, kNoOwner, share.stratum, part.fraction});
    LandPart land = part;
    if (share.layer != kNoOwner) land.areaScale = 1;
    fill(land, col, end, share.stratum);
    col = end;
  }
}

/// One cell's share of a part, under rasters that come before the part's owner.
void Evaluator::takeCell(const LandPart& part, int col, const Owner& owner) {
  rasters_.share(cellOf(part, col), owner.layer, owner.land.stratum, part.fraction, shares_);
  for (const RasterShare& share : shares_) {
    const bool rest = share.layer == kNoOwner;
    noteUnknown(rest ? owner.layer : share.layer, rest ? owner.land.unknown : share.unknown,
                share.fraction * rowArea_[static_cast<std::size_t>(col)]);
    LandPart land = part;
    if (!rest) land.areaScale = 1;
    addPart(land, col, share.stratum, share.fraction);
    if (strata_.cell.size() == 1 && !rest) origins_.push_back({share.layer, kNoOwner, share.stratum, share.fraction});
  }
}

std::size_t Evaluator::cellOf(const OverlayPart& part, int col) const {
  return static_cast<std::size_t>(part.row) * static_cast<std::size_t>(strata_.window.cols) +
         static_cast<std::size_t>(col);
}

StratumId Evaluator::combined(StratumId now, StratumId before, InterventionSetId planned) const {
  if (before == kUnknownBefore && planned == kNoInterventions) return now;
  return combine_ ? combine_(now, before, planned) : model_.combined.find(now, before, planned, model_.plan.sets);
}

StratumId Evaluator::combined(const LandPart& part, StratumId now) const {
  return layered_ ? combined(now, part.before, overlying_[part.zoneSet].interventions) : now;
}

/// Whole cells that one stratum of today fills.
void Evaluator::fill(const LandPart& part, int colBegin, int colEnd, StratumId now) {
  fillRun(part, colBegin, colEnd, combined(part, now));
}

void Evaluator::fillRun(const LandPart& part, int colBegin, int colEnd, StratumId stratum) {
  if (!measured_.empty()) return addMeasuredRun(part, colBegin, colEnd, stratum);
  fillPlain(part, colBegin, colEnd, stratum);
}

void Evaluator::fillPlain(const LandPart& part, int colBegin, int colEnd, StratumId stratum) {
  const auto first = strata_.cell.begin() + std::ptrdiff_t{part.row} * strata_.window.cols;
  std::fill(first + colBegin, first + colEnd, stratum);
  book(part, stratum, runArea(colBegin, colEnd));
}

void Evaluator::addMeasuredRun(const LandPart& part, int colBegin, int colEnd, StratumId stratum) {
  for (int col = colBegin; col < colEnd; ++col) {
    int end = col;
    while (end < colEnd && measured_.plain(cellOf(part, end))) ++end;
    if (end > col) fillPlain(part, col, end, stratum);
    if (end < colEnd) addPiece(part, end, stratum, 1);
    col = end;
  }
}

/// A share of one cell that one stratum of today takes.
void Evaluator::addPart(const LandPart& part, int col, StratumId now, double fraction) {
  if (fraction > 0) addPiece(part, col, combined(part, now), fraction);
}

void Evaluator::addPiece(const LandPart& part, int col, StratumId stratum, double fraction) {
  if (measured_.empty()) return put(part, col, stratum, fraction);
  for (const AnchorShare& anchor : measured_.mix(cellOf(part, col), stratum))
    put(part, col, anchor.stratum, anchor.share * fraction);
}

void Evaluator::put(const LandPart& part, int col, StratumId stratum, double fraction) {
  pending_.push_back({static_cast<std::uint32_t>(cellOf(part, col)), {stratum, fraction}});
  book(part, stratum, fraction * rowArea_[static_cast<std::size_t>(col)]);
}

}  // namespace tanhui
