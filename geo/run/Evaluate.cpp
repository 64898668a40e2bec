#include "geo/run/Evaluate.h"

#include <algorithm>
#include <limits>

#include "geo/run/GridChoice.h"

namespace tanhui {
namespace {

constexpr StratumId kNoClass = 0xFFFFFFFDu;    // of a raster value: no class was given for it
constexpr StratumId kNoValue = 0xFFFFFFFCu;    // of a raster value: nodata
constexpr std::int64_t kDenseLimit = 1 << 16;  // values of a table that are looked up in an array
constexpr double kFull = 1 - 1e-12;

std::vector<StratumId> denseLookup(const ValueTable& table, std::int32_t& first) {
  if (table.all().empty()) return {};
  first = table.all().begin()->first;
  const std::int64_t range = std::int64_t{table.all().rbegin()->first} - first + 1;
  if (range > kDenseLimit) return {};
  std::vector<StratumId> dense(static_cast<std::size_t>(range), kNoClass);
  for (const auto& [value, stratum] : table.all()) dense[static_cast<std::size_t>(value - first)] = stratum;
  return dense;
}

std::vector<OverlaySource> sourcesWithin(const Model& model, const VectorLayer* extent) {
  std::vector<OverlaySource> sources = overlaySources(model);
  if (extent != nullptr) sources.insert(sources.begin(), {OverlayRole::region, extent, 0});
  return sources;
}

}  // namespace

std::vector<OverlaySource> overlaySources(const Model& model) {
  std::vector<OverlaySource> sources;
  if (!model.region.shapes.empty()) sources.push_back({OverlayRole::region, &model.region, 0});
  for (std::uint32_t i = 0; i < model.layers.size(); ++i)
    if (!model.layers[i].isRaster()) sources.push_back({OverlayRole::land, &model.layers[i].polygons, i});
  for (std::uint32_t i = 0; i < model.zones.size(); ++i)
    sources.push_back({OverlayRole::zone, &model.zones[i].polygons, i});
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
      plainBookings_(model.strata.size(), 0.0) {
  if (!grid.crs.sameAs(model.grid.crs))
    throw Error("grid", say("evaluate.other_crs", grid.crs.name(), model.grid.crs.name()),
                say("evaluate.other_crs.remedy"));
  for (std::uint32_t i = 0; i < model.layers.size(); ++i) {
    const LandLayer& layer = model.layers[i];
    if (!layer.isRaster()) continue;
    Raster raster{.layer = i, .reader = RasterLayer(layer.raster, grid), .dense = {}, .values = {}, .fractions = {}};
    raster.dense = denseLookup(layer.values, raster.firstValue);
    rasters_.push_back(std::move(raster));
  }
}

void Evaluator::evaluate(const Window& window) {
  startWindow(window);
  select(window);
  readRasters(window);
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
    layers.push_back({sources_[i].role, selection.shapes});
  }
  overlaid_ = &overlay_(layers, grid_, window);
}

void Evaluator::readRasters(const Window& window) {
  for (Raster& raster : rasters_) {
    if (raster.reader.onGrid())
      raster.reader.values(window, raster.values);
    else
      raster.reader.fractions(window, raster.fractions);
  }
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
  const bool rasterAbove = !rasters_.empty() && rasters_.front().layer < owner;
  if (!rasterAbove) return takeFilled(part, stratum);
  if (part.fraction >= kFull && rasters_.size() == 1 && rasters_[0].reader.onGrid() && !rasters_[0].dense.empty())
    return takeRasterRun(part, rasters_[0], stratum);
  for (int col = part.colBegin; col < part.colEnd; ++col) takeCell(part, col, owner, stratum);
}

/// A part that one stratum fills.
void Evaluator::takeFilled(const OverlayPart& part, StratumId stratum) {
  if (part.fraction < kFull) {
    for (int col = part.colBegin; col < part.colEnd; ++col) addPart(part, col, stratum, part.fraction);
    return;
  }
  const auto first = strata_.cell.begin() + std::ptrdiff_t{part.row} * strata_.window.cols;
  std::fill(first + part.colBegin, first + part.colEnd, stratum);
  book(part.zoneSet, stratum, runArea(part.colBegin, part.colEnd));
}

/// Whole cells under the only raster, on its own grid: cell by cell, booked in runs of one value.
void Evaluator::takeRasterRun(const OverlayPart& part, const Raster& raster, StratumId rest) {
  const std::size_t rowStart = static_cast<std::size_t>(part.row) * static_cast<std::size_t>(strata_.window.cols);
  const std::int32_t* values = raster.values.data() + rowStart;
  StratumId* cells = strata_.cell.data() + rowStart;
  const auto range = static_cast<std::uint32_t>(raster.dense.size());
  for (int col = part.colBegin; col < part.colEnd;) {
    const std::int32_t value = values[col];
    int end = col + 1;
    while (end < part.colEnd && values[end] == value) ++end;
    const auto offset = static_cast<std::uint32_t>(value) - static_cast<std::uint32_t>(raster.firstValue);
    StratumId stratum = offset < range ? raster.dense[offset] : kNoClass;
    if (stratum == kNoClass) stratum = stratumOf(raster, value, runArea(col, end));
    if (stratum == kNoValue) stratum = rest;
    std::fill(cells + col, cells + end, stratum);
    book(part.zoneSet, stratum, runArea(col, end));
    col = end;
  }
}

/// One cell's share of a part, under rasters that come before the part's owner: each raster takes what it covers,
/// spread over its classes; the rest goes on down the stack. Inside a cell a raster knows no geometry, so its share of
/// every part is the same.
void Evaluator::takeCell(const OverlayPart& part, int col, std::uint32_t ownerLayer, StratumId rest) {
  const std::size_t cell = static_cast<std::size_t>(part.row) * static_cast<std::size_t>(strata_.window.cols) +
                           static_cast<std::size_t>(col);
  const double cellArea = rowArea_[static_cast<std::size_t>(col)];
  double left = part.fraction;
  for (const Raster& raster : rasters_) {
    if (raster.layer >= ownerLayer) break;
    double taken = 0;
    const auto take = [&](std::int32_t value, double fraction) {
      const StratumId stratum = stratumOf(raster, value, cellArea * left * fraction);
      if (stratum == kNoValue) return;
      addPart(part, col, stratum, left * fraction);
      if (strata_.cell.size() == 1) origins_.push_back({raster.layer, kNoOwner, stratum, left * fraction});
      taken += fraction;
    };
    if (raster.reader.onGrid()) {
      take(raster.values[cell], 1.0);
    } else {
      const ClassFractions& classes = raster.fractions;
      for (std::uint32_t i = classes.begin[cell]; i < classes.begin[cell + 1]; ++i)
        take(classes.parts[i].value, classes.parts[i].fraction);
    }
    left *= std::max(0.0, 1 - taken);
    if (left <= part.fraction * 1e-12) return;
  }
  addPart(part, col, rest, left);
}

StratumId Evaluator::stratumOf(const Raster& raster, std::int32_t value, double areaHa) {
  const bool nothing =
      raster.reader.hasNodata() ? value == raster.reader.nodata() : value == std::numeric_limits<std::int32_t>::min();
  if (nothing) return kNoValue;
  if (const StratumId* stratum = model_.layers[raster.layer].values.find(value)) return *stratum;
  for (UnknownValue& unknown : sums_.unknown) {
    if (unknown.layer == raster.layer && unknown.value == value) {
      unknown.areaHa += areaHa;
      return kUnmapped;
    }
  }
  sums_.unknown.push_back({raster.layer, value, areaHa});
  return kUnmapped;
}

void Evaluator::addPart(const OverlayPart& part, int col, StratumId stratum, double fraction) {
  if (fraction <= 0) return;
  const auto cell = static_cast<std::uint32_t>(part.row * strata_.window.cols + col);
  pending_.push_back({cell, {stratum, fraction}});
  book(part.zoneSet, stratum, fraction * rowArea_[static_cast<std::size_t>(col)]);
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

/// Spreads what was booked by zone set over the zones, and the overlay's own sums over layers.
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
  std::vector<int> count(model_.zones.size());
  for (const auto& [key, area] : booked) {
    const auto stratum = static_cast<StratumId>(key);
    ledger.add(kWholeRegion, stratum, area);
    std::fill(count.begin(), count.end(), 0);
    if (overlaid_ != nullptr) {
      for (const OverlayFeatureRef& ref : overlaid_->zoneSets[key >> 32]) {
        const std::uint32_t layer = sources_[ref.layer].index;
        ledger.add(model_.zones[layer].firstZone + selections_[ref.layer].features[ref.feature], stratum, area);
        ++count[layer];
      }
    }
    for (std::size_t i = 0; i < count.size(); ++i) {
      if (count[i] == 0) sums_.outsideZonesHa[i] += area;
      if (count[i] > 1) sums_.repeatedZonesHa[i] += (count[i] - 1) * area;
    }
  }
  sums_.ledger = ledger.lines();

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
      zones.push_back(model_.zones[sources_[ref.layer].index].firstZone + selections_[ref.layer].features[ref.feature]);
  std::sort(zones.begin(), zones.end());
  zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
  return zones;
}

}  // namespace tanhui
