#include "geo/run/Evaluate.h"

#include <algorithm>
#include <map>

#include "geo/run/GridChoice.h"

namespace tanhui {
namespace {

constexpr double kFull = 1 - 1e-12;

std::vector<OverlaySource> sourcesWithin(const Model& model, const VectorLayer* extent) {
  std::vector<OverlaySource> sources = overlaySources(model);
  if (extent != nullptr) sources.insert(sources.begin(), {SourceKind::region, extent, 0});
  return sources;
}

}  // namespace

std::vector<OverlaySource> overlaySources(const Model& model) {
  std::vector<OverlaySource> sources;
  if (!model.region.shapes.empty()) sources.push_back({SourceKind::region, &model.region, 0});
  for (std::uint32_t i = 0; i < model.layers.size(); ++i)
    if (!model.layers[i].isRaster()) sources.push_back({SourceKind::land, &model.layers[i].polygons, i});
  for (std::uint32_t i = 0; i < model.zones.size(); ++i)
    sources.push_back({SourceKind::zone, &model.zones[i].polygons, i});
  for (std::uint32_t i = 0; i < model.earlier.size(); ++i)
    if (!model.earlier[i].isRaster()) sources.push_back({SourceKind::earlierLand, &model.earlier[i].polygons, i});
  for (std::uint32_t i = 0; i < model.interventions.size(); ++i)
    sources.push_back({SourceKind::intervention, &model.interventions[i].polygons, i});
  return sources;
}

Evaluator::Evaluator(const Model& model, const CellArea& area) : Evaluator(model, model.grid, area) {}

Evaluator::Evaluator(const Model& model, const Grid& grid, const CellArea& area)
    : model_(model),
      grid_(grid),
      area_(area),
      extent_(model.region.shapes.empty() && !model.grid.box().holds(grid.box())
                  ? std::make_shared<const VectorLayer>(boxRegion(model.grid.box()))
                  : nullptr),
      sources_(sourcesWithin(model, extent_.get())),
      selections_(sources_.size()),
      rasters_(model.layers, grid),
      earlierRasters_(model.earlier, grid),
      layered_(!model.earlier.empty() || !model.interventions.empty()),
      plainBookings_(model.strata.size(), 0.0) {
  if (!grid.crs.sameAs(model.grid.crs))
    throw Error("grid", say("evaluate.other_crs", grid.crs.name(), model.grid.crs.name()),
                say("evaluate.other_crs.remedy"));
}

void Evaluator::evaluate(const Window& window) {
  startWindow(window);
  select(window);
  rasters_.read(window);
  earlierRasters_.read(window);
  layOver();
  for (const OverlayPart& part :
       sources_.empty() ? wholeWindow(window) : std::span<const OverlayPart>(overlaid_->parts))
    takePart(part);
  finishCells();
  finishSums();
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
  bookings_.clear();
  rowArea_.resize(static_cast<std::size_t>(window.cols));
  areaBefore_.resize(static_cast<std::size_t>(window.cols) + 1);
  row_ = -1;
}

/// Finds the features that meet the window and overlays them.
void Evaluator::select(const Window& window) {
  overlaid_ = nullptr;
  if (sources_.empty()) return;
  const Box box = grid_.box(window);
  std::vector<OverlayLayer> layers;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Selection& selection = selections_[i];
    selection.shapes.clear();
    selection.features.clear();
    const std::vector<MultiPolygon>& shapes = sources_[i].polygons->shapes;
    for (std::uint32_t f = 0; f < shapes.size(); ++f) {
      if (!shapes[f].box.meets(box)) continue;
      selection.shapes.push_back(&shapes[f]);
      selection.features.push_back(f);
    }
    layers.push_back({sources_[i].role(), selection.shapes});
  }
  overlaid_ = &overlay_(layers, grid_, window);
}

/// Finds once for each zone set what lies over the land there.
void Evaluator::layOver() {
  if (!layered_) return;
  overlying_.clear();
  if (overlaid_ == nullptr) {
    overlying_.push_back(overlying({}));
    return;
  }
  for (const std::vector<OverlayFeatureRef>& refs : overlaid_->zoneSets) overlying_.push_back(overlying(refs));
}

Evaluator::Overlying Evaluator::overlying(std::span<const OverlayFeatureRef> refs) const {
  Overlying over;
  if (!model_.earlier.empty()) over.before = kUnmapped;
  std::uint32_t first = kNoOwner;
  for (const OverlayFeatureRef& ref : refs) {
    const OverlaySource& source = sources_[ref.layer];
    if (source.kind == SourceKind::intervention) over.covering |= std::uint64_t{1} << source.index;
    if (source.kind != SourceKind::earlierLand) continue;
    // The first layer in priority order, and in it the first feature: as land layers are stacked.
    const std::uint32_t feature = selections_[ref.layer].features[ref.feature];
    if (std::pair(source.index, feature) >= std::pair(over.earlierLayer, first)) continue;
    over.earlierLayer = source.index;
    first = feature;
    over.before = model_.earlier[source.index].strata[feature];
  }
  if (over.covering != 0) over.interventions = inEffect(model_.interventions, over.covering);
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
  std::uint32_t owner = kNoOwner;
  StratumId stratum = kUnmapped;
  if (part.ownerLayer != kNoOwner) {
    owner = sources_[part.ownerLayer].index;
    stratum = model_.layers[owner].strata[selections_[part.ownerLayer].features[part.ownerFeature]];
    if (strata_.cell.size() == 1)
      origins_.push_back({owner, selections_[part.ownerLayer].features[part.ownerFeature], stratum, part.fraction});
  }
  if (!rasters_.before(owner)) return takeFilled(part, stratum);
  if (part.fraction >= kFull && rasters_.simple()) return takeRasterRun(part, stratum);
  for (int col = part.colBegin; col < part.colEnd; ++col) takeCell(part, col, owner, stratum);
}

/// A part that one stratum fills.
void Evaluator::takeFilled(const OverlayPart& part, StratumId stratum) {
  if (part.fraction < kFull) {
    for (int col = part.colBegin; col < part.colEnd; ++col) addPart(part, col, stratum, part.fraction);
    return;
  }
  fill(part, part.colBegin, part.colEnd, stratum);
}

/// Whole cells under the only raster, on its own grid: cell by cell, in runs of one value.
void Evaluator::takeRasterRun(const OverlayPart& part, StratumId rest) {
  const std::int32_t* values = rasters_.values().data() + cellOf(part, 0);
  for (int col = part.colBegin; col < part.colEnd;) {
    int end = col + 1;
    while (end < part.colEnd && values[end] == values[col]) ++end;
    const RasterShare share = rasters_.of(values[col], rest);
    if (share.unknown) noteUnknown(share.layer, share, runArea(col, end));
    fill(part, col, end, share.stratum);
    col = end;
  }
}

/// One cell's share of a part, under rasters that come before the part's owner.
void Evaluator::takeCell(const OverlayPart& part, int col, std::uint32_t ownerLayer, StratumId rest) {
  rasters_.share(cellOf(part, col), ownerLayer, rest, part.fraction, shares_);
  for (const RasterShare& share : shares_) {
    if (share.unknown) noteUnknown(share.layer, share, share.fraction * rowArea_[static_cast<std::size_t>(col)]);
    addPart(part, col, share.stratum, share.fraction);
    if (strata_.cell.size() == 1 && share.layer != kNoOwner)
      origins_.push_back({share.layer, kNoOwner, share.stratum, share.fraction});
  }
}

std::size_t Evaluator::cellOf(const OverlayPart& part, int col) const {
  return static_cast<std::size_t>(part.row) * static_cast<std::size_t>(strata_.window.cols) +
         static_cast<std::size_t>(col);
}

StratumId Evaluator::combined(const Overlying& over, StratumId now, StratumId before) const {
  if (before == kUnknownBefore && over.interventions == 0) return now;
  return model_.combined.find(now, before, over.interventions);
}

/// Whole cells that one stratum of today fills.
void Evaluator::fill(const OverlayPart& part, int colBegin, int colEnd, StratumId now) {
  if (!layered_) return fillRun(part, colBegin, colEnd, now);
  const Overlying& over = overlying_[part.zoneSet];
  if (earlierRasters_.before(over.earlierLayer)) return fillOverEarlierRaster(part, colBegin, colEnd, now);
  fillRun(part, colBegin, colEnd, combined(over, now, over.before));
}

void Evaluator::fillOverEarlierRaster(const OverlayPart& part, int colBegin, int colEnd, StratumId now) {
  const Overlying& over = overlying_[part.zoneSet];
  if (!earlierRasters_.simple()) {
    for (int col = colBegin; col < colEnd; ++col) addPart(part, col, now, part.fraction);
    return;
  }
  const std::int32_t* values = earlierRasters_.values().data() + cellOf(part, 0);
  for (int col = colBegin; col < colEnd;) {
    int end = col + 1;
    while (end < colEnd && values[end] == values[col]) ++end;
    const RasterShare share = earlierRasters_.of(values[col], over.before);
    const auto earlier = static_cast<std::uint32_t>(model_.layers.size());
    if (share.unknown) noteUnknown(earlier + share.layer, share, runArea(col, end));
    fillRun(part, col, end, combined(over, now, share.stratum));
    col = end;
  }
}

void Evaluator::fillRun(const OverlayPart& part, int colBegin, int colEnd, StratumId stratum) {
  const auto first = strata_.cell.begin() + std::ptrdiff_t{part.row} * strata_.window.cols;
  std::fill(first + colBegin, first + colEnd, stratum);
  book(part.zoneSet, stratum, runArea(colBegin, colEnd));
}

/// A share of one cell that one stratum of today takes.
void Evaluator::addPart(const OverlayPart& part, int col, StratumId now, double fraction) {
  if (fraction <= 0) return;
  if (!layered_) return addPiece(part, col, now, fraction);
  const Overlying& over = overlying_[part.zoneSet];
  if (!earlierRasters_.before(over.earlierLayer))
    return addPiece(part, col, combined(over, now, over.before), fraction);
  earlierRasters_.share(cellOf(part, col), over.earlierLayer, over.before, fraction, earlierShares_);
  for (const RasterShare& share : earlierShares_) {
    if (share.fraction <= 0) continue;
    const auto earlier = static_cast<std::uint32_t>(model_.layers.size());
    if (share.unknown)
      noteUnknown(earlier + share.layer, share, share.fraction * rowArea_[static_cast<std::size_t>(col)]);
    addPiece(part, col, combined(over, now, share.stratum), share.fraction);
  }
}

void Evaluator::addPiece(const OverlayPart& part, int col, StratumId stratum, double fraction) {
  pending_.push_back({static_cast<std::uint32_t>(cellOf(part, col)), {stratum, fraction}});
  book(part.zoneSet, stratum, fraction * rowArea_[static_cast<std::size_t>(col)]);
}

void Evaluator::noteUnknown(std::uint32_t layer, const RasterShare& share, double areaHa) {
  for (UnknownValue& unknown : sums_.unknown) {
    if (unknown.layer == layer && unknown.value == *share.unknown) {
      unknown.areaHa += areaHa;
      return;
    }
  }
  sums_.unknown.push_back({layer, *share.unknown, areaHa});
}

void Evaluator::book(std::uint32_t zoneSet, StratumId stratum, double areaHa) {
  if (zoneSet != 0) {
    bookings_[std::uint64_t{zoneSet} << 32 | stratum] += areaHa;
    return;
  }
  double& booked = plainBookings_[stratum];
  if (booked == 0) plainStrata_.push_back(stratum);
  booked += areaHa;
}

/// Sorts what was added cell by cell into mixed cells; a cell that one stratum fills is not mixed.
void Evaluator::finishCells() {
  std::stable_sort(pending_.begin(), pending_.end(), [](const PendingPart& a, const PendingPart& b) {
    return a.cell != b.cell ? a.cell < b.cell : a.part.stratum < b.part.stratum;
  });
  for (std::size_t i = 0; i < pending_.size();) {
    const std::uint32_t cell = pending_[i].cell;
    const auto start = static_cast<std::uint32_t>(strata_.parts.size());
    for (; i < pending_.size() && pending_[i].cell == cell; ++i) {
      const StratumPart& part = pending_[i].part;
      if (strata_.parts.size() > start && strata_.parts.back().stratum == part.stratum)
        strata_.parts.back().fraction += part.fraction;
      else
        strata_.parts.push_back(part);
    }
    if (strata_.parts.size() == start + 1 && strata_.parts[start].fraction >= kFull) {
      strata_.cell[cell] = strata_.parts[start].stratum;
      strata_.parts.pop_back();
      continue;
    }
    strata_.cell[cell] = kMixedCell;
    strata_.mixed.push_back(cell);
    strata_.begin.push_back(start);
  }
  strata_.begin.push_back(static_cast<std::uint32_t>(strata_.parts.size()));
}

/// Spreads what was booked by zone set over the zones.
void Evaluator::finishSums() {
  std::vector<std::pair<std::uint64_t, double>> booked(bookings_.begin(), bookings_.end());
  for (const StratumId stratum : plainStrata_) {
    booked.emplace_back(stratum, plainBookings_[stratum]);
    plainBookings_[stratum] = 0;
  }
  plainStrata_.clear();
  // Sums in a fixed order: what an unordered map gives first must not decide a bit of the result.
  std::sort(booked.begin(), booked.end());

  sums_.outsideZonesHa.assign(model_.zones.size(), 0);
  sums_.repeatedZonesHa.assign(model_.zones.size(), 0);
  Ledger ledger;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> conflictsHa;
  std::vector<int> count(model_.zones.size());
  for (const auto& [key, area] : booked) {
    const auto stratum = static_cast<StratumId>(key);
    ledger.add(kWholeRegion, stratum, area);
    std::fill(count.begin(), count.end(), 0);
    if (overlaid_ != nullptr) {
      for (const OverlayFeatureRef& ref : overlaid_->zoneSets[key >> 32]) {
        if (sources_[ref.layer].kind != SourceKind::zone) continue;
        const std::uint32_t layer = sources_[ref.layer].index;
        ledger.add(model_.zones[layer].firstZone + selections_[ref.layer].features[ref.feature], stratum, area);
        ++count[layer];
      }
    }
    for (std::size_t i = 0; i < count.size(); ++i) {
      if (count[i] == 0) sums_.outsideZonesHa[i] += area;
      if (count[i] > 1) sums_.repeatedZonesHa[i] += (count[i] - 1) * area;
    }
    if (!layered_) continue;
    const Overlying& over = overlying_[key >> 32];
    if (over.covering == over.interventions) continue;
    for (const auto& pair : conflictsAmong(model_.interventions, over.covering)) conflictsHa[pair] += area;
  }
  sums_.ledger = ledger.lines();
  for (const auto& [pair, area] : conflictsHa) sums_.conflicts.push_back({pair.first, pair.second, area});
  finishOverlay();
}

/// The overlay's own sums over layers.
void Evaluator::finishOverlay() {
  sums_.coveredCells.assign(sources_.size(), 0);
  if (overlaid_ == nullptr) return;
  for (std::size_t i = 0; i < sources_.size(); ++i)
    for (const double cells : overlaid_->covered[i]) sums_.coveredCells[i] += cells;
  const double cellHa = runArea(0, 1);
  for (const OverlayOverlap& overlap : overlaid_->overlaps) {
    const std::vector<std::uint32_t>& features = selections_[overlap.layer].features;
    sums_.overlaps.push_back(
        {sources_[overlap.layer].index, features[overlap.first], features[overlap.second], overlap.cells * cellHa});
  }
}

std::vector<std::uint32_t> Evaluator::zonesOfWindow() const {
  std::vector<std::uint32_t> zones;
  if (overlaid_ == nullptr) return zones;
  for (const OverlayPart& part : overlaid_->parts)
    for (const OverlayFeatureRef& ref : overlaid_->zoneSets[part.zoneSet])
      if (sources_[ref.layer].kind == SourceKind::zone)
        zones.push_back(model_.zones[sources_[ref.layer].index].firstZone +
                        selections_[ref.layer].features[ref.feature]);
  std::sort(zones.begin(), zones.end());
  zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
  return zones;
}

}  // namespace tanhui
